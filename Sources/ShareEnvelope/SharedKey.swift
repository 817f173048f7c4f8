// SPDX-License-Identifier: Apache-2.0

import CSodium
import SecretMemory

/// K, the 32 random bytes that are shared, and everything derived from them.
struct SharedKey: ~Copyable {
    static let byteCount = 32
    static let commitmentByteCount = 32

    let bytes: SecretBytes

    init(_ bytes: consuming SecretBytes) {
        precondition(bytes.count == Self.byteCount)
        self.bytes = bytes
    }

    /// Returns the commitment to the key that the manifest shows, so that no ciphertext opens under two keys.
    func commitment() -> SecretBytes {
        Digest.subkey(1, of: bytes, count: Self.commitmentByteCount)
    }

    /// Returns whether this is the key that a manifest commits to; takes constant time.
    func matches(commitmentOf manifest: Manifest) -> Bool {
        let claimed = SecretBytes(copying: manifest.commitment.span)
        return commitment().isEqual(to: claimed)
    }

    /// Returns the key and nonce of the ciphertext, bound to the manifest's head.
    func keyAndNonce(head: [UInt8]) -> SecretBytes {
        Digest.secret(
            .aead, count: Sealing.stretchedByteCount, key: bytes.span, message: Digest.sha256(head).span)
    }
}
