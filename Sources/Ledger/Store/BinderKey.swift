// SPDX-License-Identifier: Apache-2.0
//
// The key that signs a ledger's checkpoints. Its file is outside the binder, and only its owner can read it:
//
//     magic "BGX" 0x01 · the 32 bytes of the Ed25519 seed
//
// The person who holds it is not trusted: the custodians and their paper are the witnesses.

package import MerkleLog
package import SecretMemory

/// A ledger's private key.
package final class BinderKey: Sendable {
    static let seedByteCount = 32
    static let magic: [UInt8] = [0x42, 0x47, 0x58, 0x01]

    private let seed: SecretBytes
    /// The public half.
    package let publicKey: LedgerKey

    /// Draws a new key.
    package static func random() -> BinderKey {
        BinderKey(seed: SecretBytes(randomCount: seedByteCount))
    }

    init(seed: consuming SecretBytes) {
        let name = KeyName("key")!
        publicKey = LedgerKey(bytes: NoteSigner(name: name, seed: seed).verifier.publicKey)!
        self.seed = seed
    }

    /// Reads a key's file.
    ///
    /// - Parameter bytes: the file's content.
    /// - Returns: `nil` for other content.
    package convenience init?(file bytes: borrowing SecretBytes) {
        guard bytes.count == Self.magic.count + Self.seedByteCount else { return nil }
        for (place, byte) in Self.magic.enumerated() where bytes.span[place] != byte { return nil }
        self.init(seed: bytes.slice(Self.magic.count..<bytes.count))
    }

    /// The file's content.
    package var file: SecretBytes {
        var bytes = SecretWriter(capacity: Self.magic.count + Self.seedByteCount)
        bytes.append(Self.magic)
        bytes.append(seed)
        return bytes.finish()
    }

    /// A checkpoint with this key's signature.
    package func signed(_ checkpoint: Checkpoint) -> SignedCheckpoint {
        let signer = NoteSigner(name: checkpoint.origin, seed: seed)
        return SignedCheckpoint(checkpoint, signatures: [signer.sign(checkpoint.text)])
    }
}
