// SPDX-License-Identifier: Apache-2.0

import CSodium
import SecretMemory
import SecretSharing

/// The public key that proves one share: an Ed25519 key (RFC 8032) whose seed is derived from the share itself.
public struct VerificationKey: Hashable, Sendable {
    static let byteCount = 32

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Takes 32 bytes that are a point of the curve's main group.
    ///
    /// - Returns: `nil` for other bytes.
    public init?(bytes: [UInt8]) {
        Sodium.start()
        // The array has been checked to hold the 32 bytes that libsodium reads.
        guard bytes.count == Self.byteCount, unsafe crypto_core_ed25519_is_valid_point(bytes) == 1 else { return nil }
        self.bytes = bytes
    }

    /// Derives the key from a share's body.
    init(shareBody body: borrowing SecretBytes, number: ShareNumber, manifestNonce nonce: [UInt8]) {
        bytes = ShareKeyPair(shareBody: body, number: number, manifestNonce: nonce).publicKey
    }
}

extension Manifest {
    /// Proves that a share is the one that was dealt under this manifest.
    ///
    /// - Throws: `EnvelopeError.otherSet`, `.noSuchShare` or `.forged`.
    public func prove(_ share: UnverifiedShare) throws(EnvelopeError) -> Share {
        guard share.set == identity.prefix else {
            throw .otherSet(share: share.number, shareSet: share.set, manifestSet: identity)
        }
        _ = try group(of: share.number)
        let place = rule.shareNumbers.firstIndex(of: share.number)!
        let key = VerificationKey(shareBody: share.body, number: share.number, manifestNonce: nonce)
        guard key == verificationKeys[place] else { throw .forged(share.number) }
        return Share(set: identity, number: share.number, body: share.body.duplicate())
    }
}
