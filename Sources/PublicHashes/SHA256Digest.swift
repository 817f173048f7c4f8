// SPDX-License-Identifier: Apache-2.0

import CSodium

/// SHA-256 (FIPS 180-4) of public bytes.
package enum SHA256Digest {
    /// The digest of the concatenated pieces, 32 bytes.
    package static func of(_ pieces: [UInt8]...) -> [UInt8] {
        // libsodium has one SHA-256, which needs no start: it draws no numbers and chooses no code.
        var state = crypto_hash_sha256_state()
        var digest = [UInt8](repeating: 0, count: 32)
        // The arrays live through each call, and the digest has the length that libsodium writes.
        unsafe crypto_hash_sha256_init(&state)
        for piece in pieces { unsafe crypto_hash_sha256_update(&state, piece, UInt64(piece.count)) }
        unsafe crypto_hash_sha256_final(&state, &digest)
        return digest
    }
}
