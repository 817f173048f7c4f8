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
}
