// SPDX-License-Identifier: Apache-2.0

import CSodium
import SecretMemory

/// XChaCha20-Poly1305-IETF (draft-irtf-cfrg-xchacha-03). Each key is used with one nonce for one message.
enum AEAD {
    static let tagByteCount = 16
    private static let keyByteCount = 32

    /// Seals a message into a box, which is 16 bytes longer than the message.
    ///
    /// - Parameter keyAndNonce: 32 bytes of key, then 24 bytes of nonce.
    static func seal(
        _ message: borrowing SecretBytes, keyAndNonce: borrowing SecretBytes, associated: [UInt8]
    ) -> SecretBytes {
        precondition(keyAndNonce.count == Sealing.stretchedByteCount)
        var box = SecretBytes(zeroCount: message.count + tagByteCount)
        var room = box.mutableSpan
        let status = unsafe room.withUnsafeMutableBufferPointer { output in
            unsafe message.span.withUnsafeBufferPointer { message in
                unsafe keyAndNonce.span.withUnsafeBufferPointer { key in
                    // The output has room for message and tag; key and nonce are in the 56 bytes checked above.
                    unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
                        output.baseAddress!, nil, message.baseAddress!, UInt64(message.count), associated,
                        UInt64(associated.count), nil, key.baseAddress! + keyByteCount, key.baseAddress!)
                }
            }
        }
        precondition(status == 0, "sealing in memory cannot fail")
        return box
    }

    /// Opens a box; returns `nil` when the box, the key or the associated data are not the ones that were sealed.
    static func open(
        _ box: borrowing SecretBytes, keyAndNonce: borrowing SecretBytes, associated: [UInt8]
    ) -> SecretBytes? {
        precondition(keyAndNonce.count == Sealing.stretchedByteCount)
        guard box.count > tagByteCount else { return nil }
        var message = SecretBytes(zeroCount: box.count - tagByteCount)
        var room = message.mutableSpan
        let status = unsafe room.withUnsafeMutableBufferPointer { output in
            unsafe box.span.withUnsafeBufferPointer { box in
                unsafe keyAndNonce.span.withUnsafeBufferPointer { key in
                    // As in `seal`: the output has room for the box without its tag.
                    unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
                        output.baseAddress!, nil, nil, box.baseAddress!, UInt64(box.count), associated,
                        UInt64(associated.count), key.baseAddress! + keyByteCount, key.baseAddress!)
                }
            }
        }
        guard status == 0 else { return nil }
        return message
    }
}
