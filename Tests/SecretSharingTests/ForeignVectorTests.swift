// SPDX-License-Identifier: Apache-2.0
//
// SLIP-39 (SatoshiLabs, SLIP-0039) shares in our field, with the secret at x = 255 and its digest at x = 254.
// What its authors published is recovered here with our interpolation, down to the master secret.

import CSodium
import Foundation
import SecretSharing
import Testing

private struct ForeignShare {
    /// 15 bits, common to a set.
    let identifier: Int
    let iterationExponent: Int
    let group: UInt8
    let groupsNeeded: Int
    let member: UInt8
    let membersNeeded: Int
    let value: [UInt8]

    /// SLIP-0039, "Format of the share mnemonic": ten bits a word; four words of header, the value, three of checksum.
    init(_ mnemonic: String, words: [Substring: Int]) throws {
        let indices = try mnemonic.split(separator: " ").map { try #require(words[$0]) }
        let header = indices.prefix(4).reduce(0) { $0 << 10 | $1 }
        identifier = header >> 25
        iterationExponent = header >> 20 & 15
        group = UInt8(header >> 16 & 15)
        groupsNeeded = (header >> 12 & 15) + 1
        member = UInt8(header >> 4 & 15)
        membersNeeded = (header & 15) + 1
        let bits = indices.dropFirst(4).dropLast(3).flatMap { word in (0..<10).map { word >> (9 - $0) & 1 } }
        let padded = Array(bits.dropFirst(bits.count % 16))
        value = stride(from: 0, to: padded.count, by: 8).map { start in
            padded[start..<start + 8].reduce(0) { $0 << 1 | UInt8($1) }
        }
    }
}

private func hmacSHA256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var state = crypto_auth_hmacsha256_state()
    var tag = [UInt8](repeating: 0, count: 32)
    crypto_auth_hmacsha256_init(&state, key, key.count)
    crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
    crypto_auth_hmacsha256_final(&state, &tag)
    return tag
}

/// Recovers what points share: the secret at 255, once the digest at 254 has confirmed it.
private func recover(_ points: [(x: UInt8, value: [UInt8])], needed: Int) throws -> [UInt8] {
    if needed == 1 { return points[0].value }
    let coordinates = points.prefix(needed).map { FieldElement($0.x) }
    let values = points.prefix(needed).flatMap(\.value)
    let secret = try SecretSharing.interpolate(at: FieldElement(255), coordinates: coordinates, values: values.span)
        .exposed
    let digest = try SecretSharing.interpolate(at: FieldElement(254), coordinates: coordinates, values: values.span)
        .exposed
    #expect(Array(hmacSHA256(key: Array(digest[4...]), secret).prefix(4)) == Array(digest[..<4]))
    return secret
}

/// SLIP-0039, "Encryption of the master secret": four Feistel rounds of PBKDF2-HMAC-SHA256, here backwards.
private func decrypt(_ encrypted: [UInt8], like share: ForeignShare, passphrase: String) -> [UInt8] {
    var left = Array(encrypted[..<(encrypted.count / 2)])
    var right = Array(encrypted[(encrypted.count / 2)...])
    let salt = Array("shamir".utf8) + [UInt8(share.identifier >> 8), UInt8(share.identifier & 255)]
    for round in (0..<UInt8(4)).reversed() {
        let password = [round] + Array(passphrase.utf8)
        // One block is enough: a half has at most 16 bytes.
        var block = hmacSHA256(key: password, salt + right + [0, 0, 0, 1])
        var sum = block
        for _ in 1..<2_500 << share.iterationExponent {
            block = hmacSHA256(key: password, block)
            for index in sum.indices { sum[index] ^= block[index] }
        }
        (left, right) = (right, zip(left, sum).map { $0 ^ $1 })
    }
    return right + left
}

@Suite("Interpolation")
struct ForeignVectorTests {
    @Test("recovers the published SLIP-39 vectors, flat and in groups, at x = 255 with their digests at 254")
    func slip39() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Vectors/foreign/slip39").standardized
        let list = try String(contentsOf: folder.appending(path: "wordlist.txt"), encoding: .utf8)
        let words = Dictionary(uniqueKeysWithValues: list.split(separator: "\n").enumerated().map { ($1, $0) })
        let file = try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: "vectors.json")))
        let vectors = try #require(file as? [[Any]])
        #expect(vectors.count == 4)
        for vector in vectors {
            let shares = try #require(vector[0] as? [String]).map { try ForeignShare($0, words: words) }
            let groups = try Dictionary(grouping: shares, by: \.group).sorted { $0.key < $1.key }.map {
                group, members in
                (
                    x: group,
                    value: try recover(
                        members.map { (x: $0.member, value: $0.value) }, needed: members[0].membersNeeded)
                )
            }
            let encrypted = try recover(groups, needed: shares[0].groupsNeeded)
            let master = decrypt(encrypted, like: shares[0], passphrase: "TREZOR")
            #expect(master.map { String(format: "%02x", $0) }.joined() == vector[1] as? String)
        }
    }
}
