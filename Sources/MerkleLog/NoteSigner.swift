// SPDX-License-Identifier: Apache-2.0

import CSodium
package import SecretMemory

/// A private key that signs notes or cosigns checkpoints; its seed never leaves secret memory.
package struct NoteSigner: ~Copyable {
    /// The public half.
    package let verifier: NoteVerifier
    private let secretKey: SecretBytes

    /// Makes a signer of an Ed25519 seed of 32 bytes.
    package init(name: KeyName, type: SignatureType = .ed25519, seed: borrowing SecretBytes) {
        precondition(seed.count == Int(crypto_sign_SEEDBYTES), "an Ed25519 seed has 32 bytes")
        Sodium.start()
        var publicKey = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
        var secretKey = SecretBytes(zeroCount: Int(crypto_sign_SECRETKEYBYTES))
        var room = secretKey.mutableSpan
        unsafe room.withUnsafeMutableBufferPointer { secretKey in
            unsafe seed.span.withUnsafeBufferPointer { seed in
                // All three have the lengths that libsodium requires.
                _ = unsafe crypto_sign_seed_keypair(&publicKey, secretKey.baseAddress!, seed.baseAddress!)
            }
        }
        Sodium.clearStack()
        verifier = NoteVerifier(name: name, type: type, publicKey: publicKey)!
        self.secretKey = secretKey
    }

    /// Signs a note's text.
    package borrowing func sign(_ text: [UInt8]) -> NoteSignature {
        precondition(verifier.type == .ed25519, "a cosigner signs with a time")
        return NoteSignature(name: verifier.name, id: verifier.id, blob: signature(over: text))
    }

    /// Cosigns a checkpoint.
    ///
    /// - Parameter time: the time that the signer claims, in seconds since 1970.
    package borrowing func cosign(_ checkpoint: Checkpoint, at time: UInt64) -> NoteSignature {
        precondition(verifier.type == .cosignature, "a log signs without a time")
        let bytes = signature(over: Cosignature.message(of: checkpoint, at: time))
        return Cosignature(time: time, signature: bytes)!.noteSignature(
            name: verifier.name, publicKey: verifier.publicKey)
    }

    private borrowing func signature(over message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
        unsafe secretKey.span.withUnsafeBufferPointer { secretKey in
            // The signature's array and the key have the lengths that libsodium requires.
            _ = unsafe crypto_sign_detached(
                &signature, nil, message, UInt64(message.count), secretKey.baseAddress!)
        }
        Sodium.clearStack()
        return signature
    }
}
