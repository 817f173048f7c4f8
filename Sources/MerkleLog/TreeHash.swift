// SPDX-License-Identifier: Apache-2.0

/// A hash in a Merkle tree: SHA-256 of a leaf or of two subtrees (RFC 6962, section 2.1).
package struct TreeHash: Hashable, Sendable {
    /// How many bytes a hash has.
    package static let byteCount = 32

    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Makes a hash of its 32 bytes.
    ///
    /// - Returns: `nil` for another number of bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    init(digest: [UInt8]) { bytes = digest }

    /// The hash of an entry: SHA-256(0x00 ‖ entry).
    package static func leaf(_ entry: [UInt8]) -> TreeHash { TreeHash(digest: SHA256Digest.of([0x00], entry)) }

    /// The hash of two subtrees: SHA-256(0x01 ‖ left ‖ right).
    package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        TreeHash(digest: SHA256Digest.of([0x01], left.bytes, right.bytes))
    }

    /// The root of a tree without entries: the SHA-256 of the empty string.
    package static let empty = TreeHash(digest: SHA256Digest.of())

    /// Reads padded, canonical base64.
    ///
    /// - Returns: `nil` for text that is not the base64 of 32 bytes.
    package init?(base64 text: String) {
        guard let bytes = Base64.bytes(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The hash in padded base64, as notes and proofs write it.
    package var base64: String { Base64.text(bytes) }
}

/// How many entries a tree has: 0…2⁶³ − 1.
package struct TreeSize: Hashable, Comparable, Sendable {
    /// The number.
    package let rawValue: UInt64

    /// Makes a size of a number of entries.
    ///
    /// - Returns: `nil` beyond 2⁶³ − 1.
    package init?(_ rawValue: UInt64) {
        guard rawValue <= UInt64(Int64.max) else { return nil }
        self.rawValue = rawValue
    }

    init(counting count: Int) { rawValue = UInt64(count) }

    /// Reads a decimal without leading zeros.
    ///
    /// - Returns: `nil` for any other text.
    package init?(decimal text: String) {
        guard let value = UInt64(text), String(value) == text else { return nil }
        self.init(value)
    }

    /// Orders by number.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
