// SPDX-License-Identifier: Apache-2.0

/// The proof that an entry is in a tree; verified as in RFC 9162, section 2.1.3.2.
package struct InclusionProof: Hashable, Sendable {
    /// The entry's index, from 0.
    package let index: UInt64
    /// The size of the tree.
    package let size: TreeSize
    /// The hashes from the leaf's sibling up to the root's child.
    package let hashes: [TreeHash]

    /// Makes a proof.
    package init(index: UInt64, size: TreeSize, hashes: [TreeHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// The proof of the entry that is appended next to a tree: its hashes are that tree's complete subtrees.
    package init(lastAfter frontier: TreeFrontier) {
        self.init(index: frontier.size.rawValue, size: frontier.nextSize, hashes: frontier.hashes.reversed())
    }

    /// Checks the proof.
    ///
    /// - Throws: `MerkleLogError.notIncluded`, `.indexBeyondTree`.
    package func verify(leaf: TreeHash, root: TreeHash) throws(MerkleLogError) {
        guard index < size.rawValue else { throw .indexBeyondTree(index: index, size: size.rawValue) }
        var first = index
        var last = size.rawValue - 1
        var hash = leaf
        for other in hashes {
            guard last > 0 else { throw .notIncluded }
            if first & 1 == 1 || first == last {
                hash = .node(other, hash)
                while first & 1 == 0, first > 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, other)
            }
            first >>= 1
            last >>= 1
        }
        guard last == 0, hash == root else { throw .notIncluded }
    }
}

/// The proof that a tree extends an earlier one; verified as in RFC 9162, section 2.1.4.2.
package struct ConsistencyProof: Hashable, Sendable {
    /// The earlier size.
    package let old: TreeSize
    /// The later size.
    package let new: TreeSize
    /// The hashes, as the RFC orders them.
    package let hashes: [TreeHash]

    /// Makes a proof.
    package init(old: TreeSize, new: TreeSize, hashes: [TreeHash]) {
        self.old = old
        self.new = new
        self.hashes = hashes
    }

    /// Checks the proof.
    ///
    /// A tree extends itself and the empty tree without any hash.
    ///
    /// - Throws: `MerkleLogError.notConsistent`, `.sizesReversed`.
    package func verify(oldRoot: TreeHash, newRoot: TreeHash) throws(MerkleLogError) {
        guard old <= new else { throw .sizesReversed(old: old.rawValue, new: new.rawValue) }
        if old == new {
            guard hashes.isEmpty, oldRoot == newRoot else { throw .notConsistent }
            return
        }
        if old.rawValue == 0 {
            guard hashes.isEmpty, oldRoot == .empty else { throw .notConsistent }
            return
        }
        var path = hashes[...]
        if old.rawValue.nonzeroBitCount == 1 { path = [oldRoot] + path }
        guard let start = path.popFirst() else { throw .notConsistent }
        var first = old.rawValue - 1
        var last = new.rawValue - 1
        while first & 1 == 1 {
            first >>= 1
            last >>= 1
        }
        var oldHash = start
        var newHash = start
        for other in path {
            guard last > 0 else { throw .notConsistent }
            if first & 1 == 1 || first == last {
                oldHash = .node(other, oldHash)
                newHash = .node(other, newHash)
                while first & 1 == 0, first > 0 {
                    first >>= 1
                    last >>= 1
                }
            } else {
                newHash = .node(newHash, other)
            }
            first >>= 1
            last >>= 1
        }
        guard last == 0, oldHash == oldRoot, newHash == newRoot else { throw .notConsistent }
    }
}
