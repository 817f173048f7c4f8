// SPDX-License-Identifier: Apache-2.0
//
// The key pair of a share: Ed25519 (RFC 8032) with a seed derived from the share's body. It signs cosignatures of
// ledger checkpoints and nothing else. Only the ledger module asks for signatures.

import CSodium
import SecretMemory
import SecretSharing

/// A share's signing key and public key; the signing key is wiped when the pair goes out of scope.
struct ShareKeyPair: ~Copyable {
    let publicKey: [UInt8]
    private let secretKey: SecretBytes

    /// Derives the key pair from a share's body.
    init(shareBody body: borrowing SecretBytes, number: ShareNumber, manifestNonce nonce: [UInt8]) {
        let place = [number.group.rawValue, number.member.rawValue]
        let seed = Digest.secret(
            .shareKey, count: Int(crypto_sign_SEEDBYTES), key: body.span, salt: nonce, message: place.span)
        var publicKey = [UInt8](repeating: 0, count: VerificationKey.byteCount)
        var secretKey = SecretBytes(zeroCount: Int(crypto_sign_SECRETKEYBYTES))
        var room = secretKey.mutableSpan
        unsafe room.withUnsafeMutableBufferPointer { secretKey in
            unsafe seed.span.withUnsafeBufferPointer { seed in
                // All three have the lengths that libsodium names.
                _ = unsafe crypto_sign_seed_keypair(&publicKey, secretKey.baseAddress!, seed.baseAddress!)
            }
        }
        Sodium.clearStack()
        self.publicKey = publicKey
        self.secretKey = secretKey
    }

    /// Signs a message.
    ///
    /// - Returns: the 64 bytes of the signature.
    borrowing func signature(over message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
        unsafe secretKey.span.withUnsafeBufferPointer { secretKey in
            // The signature's array and the key have the lengths that libsodium names.
            _ = unsafe crypto_sign_detached(
                &signature, nil, message, UInt64(message.count), secretKey.baseAddress!)
        }
        Sodium.clearStack()
        return signature
    }
}

extension Share {
    /// Signs the message of a cosignature; only the ledger module, which knows what the message says, may call this.
    ///
    /// - Parameter manifest: the manifest of the share's own set.
    /// - Returns: the 64 bytes of an Ed25519 signature under the share's verification key.
    package func signature(over message: [UInt8], under manifest: Manifest) -> [UInt8] {
        precondition(manifest.identity == set, "a share signs under its own manifest")
        return ShareKeyPair(shareBody: body, number: number, manifestNonce: manifest.nonce).signature(over: message)
    }
}
