// SPDX-License-Identifier: Apache-2.0

/// A witness's signature of a checkpoint at a time (c2sp.org/tlog-cosignature, version 1, type 0x04).
///
/// It says: at this time, this was the largest tree of that origin that I had seen, and it includes everything that I
/// had seen before.
package struct Cosignature: Hashable, Sendable {
    private static let signatureByteCount = 64

    /// The time of signing that the signer claims, in seconds since 1970: 0…2⁶³ − 1.
    package let time: UInt64
    /// The Ed25519 signature, 64 bytes.
    package let signature: [UInt8]

    /// Makes a cosignature of a time and a signature.
    ///
    /// - Returns: `nil` for a time beyond 2⁶³ − 1, or if the signature does not have 64 bytes.
    package init?(time: UInt64, signature: [UInt8]) {
        guard time <= UInt64(Int64.max), signature.count == Self.signatureByteCount else { return nil }
        self.time = time
        self.signature = signature
    }

    /// Reads the part of a signature line after the key's identifier.
    ///
    /// - Returns: `nil` for another form.
    package init?(_ line: NoteSignature) {
        guard line.blob.count == 8 + Self.signatureByteCount else { return nil }
        self.init(time: line.blob[0..<8].reduce(0) { $0 << 8 | UInt64($1) }, signature: Array(line.blob[8...]))
    }

    /// What is signed: `cosignature/v1`, the time, and the checkpoint's text.
    package static func message(of checkpoint: Checkpoint, at time: UInt64) -> [UInt8] {
        message(ofText: checkpoint.text, at: time)
    }

    private static func message(ofText text: [UInt8], at time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text
    }

    /// Whether it is this key's cosignature of the checkpoint.
    package func verify(_ checkpoint: Checkpoint, publicKey: [UInt8]) -> Bool {
        verify(text: checkpoint.text, publicKey: publicKey)
    }

    func verify(text: [UInt8], publicKey: [UInt8]) -> Bool {
        Ed25519.verifies(signature, of: Self.message(ofText: text, at: time), publicKey: publicKey)
    }

    /// The signature's line in a note.
    package func noteSignature(name: KeyName, publicKey: [UInt8]) -> NoteSignature {
        let timeBytes = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> UInt64($0)) }
        return NoteSignature(
            name: name, id: KeyID(name: name, type: .cosignature, publicKey: publicKey), blob: timeBytes + signature)
    }
}
