// SPDX-License-Identifier: Apache-2.0

/// A hash in a Merkle tree: SHA-256 of a leaf or of two subtrees (RFC 6962, section 2.1).
public struct TreeHash: Hashable, Sendable {
    /// How many bytes a hash has.
    public static let byteCount = 32

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Takes 32 bytes.
    ///
    /// - Returns: nothing for another number of bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    init(digest: [UInt8]) { bytes = digest }

    /// The hash of an entry: SHA-256(0x00 ‖ entry).
    public static func leaf(_ entry: [UInt8]) -> TreeHash { TreeHash(digest: SHA256Digest.of([0x00], entry)) }

    /// The hash of two subtrees: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        TreeHash(digest: SHA256Digest.of([0x01], left.bytes, right.bytes))
    }

    /// The root of a tree without entries: SHA-256 of nothing.
    public static let empty = TreeHash(digest: SHA256Digest.of())

    /// Reads padded base64 in its one form.
    ///
    /// - Returns: nothing for text that is not the base64 of 32 bytes.
    public init?(base64 text: String) {
        guard let bytes = Base64.bytes(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The padded base64 that notes and proofs hold.
    public var base64: String { Base64.text(bytes) }
}

/// How many entries a tree has: 0…2⁶³ − 1.
public struct TreeSize: Hashable, Comparable, Sendable {
    /// The number.
    public let rawValue: UInt64

    /// Takes a number of entries.
    ///
    /// - Returns: nothing beyond 2⁶³ − 1.
    public init?(_ rawValue: UInt64) {
        guard rawValue <= UInt64(Int64.max) else { return nil }
        self.rawValue = rawValue
    }

    init(counting count: Int) { rawValue = UInt64(count) }

    /// Reads a decimal without leading zeros.
    ///
    /// - Returns: nothing for any other text.
    public init?(decimal text: String) {
        guard let value = UInt64(text), String(value) == text else { return nil }
        self.init(value)
    }

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
