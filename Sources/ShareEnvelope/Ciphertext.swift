// SPDX-License-Identifier: Apache-2.0

/// The locked credential: public bytes that only a quorum's key opens.
public struct Ciphertext: Hashable, Sendable {
    /// The field list is padded to a multiple of this many bytes, so that its length reveals little.
    static let blockByteCount = 64
    /// The longest field list, in bytes; with padding and tag, 16,464 bytes.
    public static let fieldListLimit = 16_384
    static let lengthRange =
        (blockByteCount + AEAD.tagByteCount)...(fieldListLimit + blockByteCount + AEAD.tagByteCount)

    /// The bytes.
    public let bytes: [UInt8]

    /// Takes bytes whose length a ciphertext can have: 16 + 64·j, 80…16,464.
    ///
    /// - Throws: `EnvelopeError.malformed(.ciphertext, .impossibleLength)`.
    public init(bytes: [UInt8]) throws(EnvelopeError) {
        guard Self.isPossible(byteCount: bytes.count) else {
            throw .malformed(.ciphertext, .impossibleLength(bytes.count))
        }
        self.bytes = bytes
    }

    static func isPossible(byteCount: Int) -> Bool {
        lengthRange.contains(byteCount) && (byteCount - AEAD.tagByteCount) % blockByteCount == 0
    }
}
