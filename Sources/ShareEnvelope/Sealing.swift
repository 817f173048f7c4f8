// SPDX-License-Identifier: Apache-2.0

import CSodium
public import SecretMemory

/// A passphrase stretched with Argon2id: a key and a nonce for one sealed share.
public struct StretchedPassphrase: ~Copyable, Sendable {
    let bytes: SecretBytes

    /// Takes the 56 bytes that ``stretch(_:salt:)`` returned in another process.
    ///
    /// - Returns: `nil` unless there are exactly 56 bytes.
    public init?(bytes: consuming SecretBytes) {
        guard bytes.count == Sealing.stretchedByteCount else { return nil }
        self.bytes = bytes
    }

    /// Stretches a passphrase at the cost that version 1 fixes: 3 passes over 256 MiB (RFC 9106).
    ///
    /// - Parameter passphrase: the bytes of its NFC form, untrimmed.
    /// - Throws: `EnvelopeError.noMemoryToStretch`.
    public static func stretch(
        _ passphrase: borrowing SecretBytes, salt: SealingSalt
    ) throws(EnvelopeError) -> SecretBytes {
        Sodium.start()
        var stretched = SecretBytes(zeroCount: Sealing.stretchedByteCount)
        var room = stretched.mutableSpan
        let status = unsafe room.withUnsafeMutableBufferPointer { output in
            unsafe passphrase.span.withUnsafeBufferPointer { input in
                unsafe input.withMemoryRebound(to: CChar.self) { input in
                    // Both spans are borrowed for the call. An empty passphrase also needs an address.
                    unsafe crypto_pwhash_argon2id(
                        output.baseAddress!, UInt64(output.count), input.baseAddress!, UInt64(input.count),
                        salt.bytes, Sealing.passes, Sealing.memoryByteCount, crypto_pwhash_argon2id_ALG_ARGON2ID13)
                }
            }
        }
        guard status == 0 else { throw .noMemoryToStretch }
        return stretched
    }
}

/// The public salt of one sealed share.
public struct SealingSalt: Hashable, Sendable {
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// Takes 16 bytes.
    ///
    /// - Returns: `nil` unless there are exactly 16 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Sealing.saltByteCount else { return nil }
        self.bytes = bytes
    }
}

enum Sealing {
    static let saltByteCount = 16
    /// y ‖ r, and a tag of 16 bytes.
    static let boxByteCount = 64
    /// A key of 32 and a nonce of 24 bytes.
    static let stretchedByteCount = 56
    static let passes: UInt64 = 3
    static let memoryByteCount = 256 * 1024 * 1024
}

extension UnverifiedShare {
    /// Locks the share with a stretched passphrase.
    ///
    /// - Parameter salt: the salt used to stretch the passphrase.
    public func sealed(with stretched: borrowing StretchedPassphrase, salt: SealingSalt) -> SealedShare {
        let head = ShareForm.sealed.head(set: set, number: number)
        var sealed = SecretWriter(capacity: Sealing.saltByteCount + Sealing.boxByteCount)
        sealed.append(salt.bytes)
        sealed.append(AEAD.seal(body, keyAndNonce: stretched.bytes, associated: head).span)
        return SealedShare(set: set, number: number, body: sealed.finish())
    }
}

extension SealedShare {
    /// The salt to stretch the passphrase with.
    public var salt: SealingSalt {
        let bytes = body.slice(0..<Sealing.saltByteCount).publicBytes()
        guard let salt = SealingSalt(bytes: bytes) else { preconditionFailure("a sealed body starts with its salt") }
        return salt
    }

    /// Opens the share with a stretched passphrase.
    ///
    /// - Throws: `EnvelopeError.wrongPassphrase`, also for a changed share: the two look the same.
    public func opened(with stretched: borrowing StretchedPassphrase) throws(EnvelopeError) -> UnverifiedShare {
        let head = ShareForm.sealed.head(set: set, number: number)
        let box = body.slice(Sealing.saltByteCount..<body.count)
        guard let opened = AEAD.open(box, keyAndNonce: stretched.bytes, associated: head) else {
            throw .wrongPassphrase(number)
        }
        return UnverifiedShare(set: set, number: number, body: opened)
    }
}
