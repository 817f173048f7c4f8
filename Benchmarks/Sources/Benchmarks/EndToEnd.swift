// SPDX-License-Identifier: Apache-2.0
//
// Splits a long secret with fresh coefficients, in pieces, as a program that deals it would.

import CGFShare
import CSodiumStream
import SecretMemory
import SecretSharing

enum EndToEnd {
    private static let pieceLength = 256 << 10

    static func group(_ effort: Effort) -> Group {
        let length = effort.vectorLength
        let secret = SecretBytes(randomCount: length)
        var shares = SecretBytes(zeroCount: 5 * pieceLength)
        var coefficients = SecretBytes(zeroCount: 2 * pieceLength)
        let threshold = try! Threshold(3, of: 5)

        // gfshare gets its random bytes from a function that the program provides. Use the same stream cipher as ours.
        gfshare_fill_rand = { output, count in
            var nonce: [UInt8] = [UInt8](repeating: 0, count: 12)
            withUnsafeBytes(of: streamNumber) { nonce.replaceSubrange(0..<8, with: $0) }
            streamNumber += 1
            _ = crypto_stream_chacha20_ietf(output!, UInt64(count), nonce, streamKey)
        }
        var shareNumbers: [UInt8] = [1, 2, 3, 4, 5]
        let context = gfshare_ctx_init_enc(&shareNumbers, 5, 3, UInt32(pieceLength))
        defer { gfshare_ctx_free(context) }

        let times = compare(rounds: min(effort.rounds, 5)) {
            for start in stride(from: 0, to: length, by: pieceLength) {
                let piece = secret.span.extracting(start..<start + pieceLength)
                var fresh = coefficients.mutableSpan
                KeyStream.fill(&fresh, key: SecretBytes(randomCount: 32))
                var room = shares.mutableSpan
                try! SecretSharing.split(piece, threshold: threshold, coefficients: coefficients.span, into: &room)
            }
            Sodium.clearStack()
        } _: {
            var room = shares.mutableSpan
            room.withUnsafeMutableBufferPointer { shares in
                secret.span.withUnsafeBufferPointer { secret in
                    for start in stride(from: 0, to: length, by: pieceLength) {
                        gfshare_ctx_enc_setsecret(context, UnsafeMutablePointer(mutating: secret.baseAddress! + start))
                        for share in 0..<5 {
                            gfshare_ctx_enc_getshare(
                                context, UInt8(share), shares.baseAddress! + share * pieceLength)
                        }
                    }
                }
            }
        }
        return Group(
            title: "End to end: \(length >> 20) MiB, k = 3, n = 5, fresh coefficients",
            notes: [
                "Both split pieces of 256 KiB into reused memory. gfshare's random source is replaced by"
                    + " the same ChaCha20. Ours makes a new key for each piece and"
                    + " keeps everything in guarded memory."
            ],
            rows: [
                Row(
                    work: "split", ours: times.ours, peer: "libgfshare", theirs: times.theirs, bytes: length,
                    target: 10)
            ])
    }
}

private let streamKey = [UInt8](repeating: 7, count: 32)
nonisolated(unsafe) private var streamNumber: UInt64 = 0
