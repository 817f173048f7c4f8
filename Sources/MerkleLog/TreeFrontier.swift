// SPDX-License-Identifier: Apache-2.0

/// The right edge of a Merkle tree: all that an append needs to know about the entries before it.
///
/// It has one hash for each complete subtree, the largest first: at most 63, whatever the size (RFC 6962, section 2.1).
package struct TreeFrontier: Hashable, Sendable {
    /// How many entries the tree has.
    package private(set) var size: TreeSize
    /// The roots of the complete subtrees, from left to right.
    package private(set) var hashes: [TreeHash]

    /// A tree without entries.
    package init() {
        size = TreeSize(counting: 0)
        hashes = []
    }

    /// Restores a saved frontier. Compare its root before you rely on it.
    ///
    /// - Throws: `MerkleLogError.wrongHashCount`.
    package init(size: TreeSize, hashes: [TreeHash]) throws(MerkleLogError) {
        guard hashes.count == size.rawValue.nonzeroBitCount else {
            throw .wrongHashCount(expected: size.rawValue.nonzeroBitCount, found: hashes.count)
        }
        self.size = size
        self.hashes = hashes
    }

    /// Appends the next entry's leaf hash.
    package mutating func append(_ leaf: TreeHash) {
        var hash = leaf
        var rest = size.rawValue
        while rest & 1 == 1 {
            hash = .node(hashes.removeLast(), hash)
            rest >>= 1
        }
        hashes.append(hash)
        size = nextSize
    }

    /// The size of the tree with one more entry.
    var nextSize: TreeSize {
        guard let next = TreeSize(size.rawValue + 1) else { preconditionFailure("a tree of 2⁶³ entries") }
        return next
    }

    /// The root of the whole tree.
    package var root: TreeHash {
        guard var root = hashes.last else { return .empty }
        for hash in hashes.dropLast().reversed() { root = .node(hash, root) }
        return root
    }
}
