// SPDX-License-Identifier: Apache-2.0
//
// The format's hashes and key derivations, each in one place with its exact parameters (docs/FORMAT.md, "Notation and
// primitives" and "Keys").

import CSodium
import SecretMemory

/// The purpose of a BLAKE2b digest: its personalization makes digests for different purposes differ.
enum DigestPurpose: String {
    case seed = "BGv1 seed"
    case aead = "BGv1 aead"
    case shareKey = "BGv1 share key"
    case check = "BGv1 check"
    case line = "BGv1 line"

    /// The sixteen bytes for the BLAKE2b parameter block, padded with zeros.
    var personalisation: [UInt8] {
        let text = Array(rawValue.utf8)
        return text + [UInt8](repeating: 0, count: 16 - text.count)
    }
}

enum Digest {
    /// Returns the BLAKE2b (RFC 7693) digest of a secret message under a secret key, `count` bytes long.
    static func secret(
        _ purpose: DigestPurpose, count: Int, key: borrowing Span<UInt8>, salt: [UInt8] = noSalt,
        message: borrowing Span<UInt8>
    ) -> SecretBytes {
        Sodium.start()
        var digest = SecretBytes(zeroCount: count)
        var room = digest.mutableSpan
        // Both spans are borrowed for the call; salt and personalization have their fixed 16 bytes.
        precondition(salt.count == 16)
        let status = unsafe room.withUnsafeMutableBufferPointer { output in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe key.withUnsafeBufferPointer { key in
                    unsafe crypto_generichash_blake2b_salt_personal(
                        output.baseAddress!, count, message.baseAddress, UInt64(message.count), key.baseAddress,
                        key.count, salt, purpose.personalisation)
                }
            }
        }
        precondition(status == 0, "BLAKE2b takes every key and output length of this format")
        return digest
    }

    /// Returns a BLAKE2b digest without a key; the digest is public.
    static func open(_ purpose: DigestPurpose, count: Int, message: borrowing Span<UInt8>) -> [UInt8] {
        let none: [UInt8] = []
        return secret(purpose, count: count, key: none.span, message: message).publicBytes()
    }

    /// Returns the SHA-256 (FIPS 180-4) of public bytes.
    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        Sodium.start()
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        // The output array has exactly the digest's length.
        _ = unsafe crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return digest
    }

    /// Derives a subkey with libsodium's `crypto_kdf` and this format's context.
    static func subkey(_ number: UInt64, of key: borrowing SecretBytes, count: Int) -> SecretBytes {
        precondition(key.count == Int(crypto_kdf_KEYBYTES))
        var subkey = SecretBytes(zeroCount: count)
        var room = subkey.mutableSpan
        let status = unsafe room.withUnsafeMutableBufferPointer { output in
            unsafe key.span.withUnsafeBufferPointer { key in
                // The context is the eight ASCII characters, without a terminator.
                unsafe crypto_kdf_derive_from_key(output.baseAddress!, count, number, "BGv1keys", key.baseAddress!)
            }
        }
        precondition(status == 0, "a subkey has 16 to 64 bytes")
        return subkey
    }

    static let noSalt = [UInt8](repeating: 0, count: 16)
}

extension SecretBytes {
    /// Copies bytes that the format defines as public: digests, commitments, ciphertexts, verification keys.
    borrowing func publicBytes() -> [UInt8] {
        span.indices.map { span[$0] }
    }
}
