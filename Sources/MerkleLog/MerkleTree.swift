// SPDX-License-Identifier: Apache-2.0

/// A Merkle tree that keeps all its complete subtrees: roots and proofs for every size it ever had (RFC 6962, section
/// 2.1).
///
/// It takes about 64 bytes of hashes per entry. A root or a proof takes at most O(log² n) hashes.
package struct MerkleTree: Sendable {
    /// Level 0 holds the leaves, level h the roots of complete subtrees of 2ʰ leaves.
    private var levels: [[TreeHash]] = [[]]

    /// A tree without entries.
    package init() {}

    /// A tree of these leaf hashes.
    package init(leaves: some Sequence<TreeHash>) {
        for leaf in leaves { append(leaf) }
    }

    /// How many entries the tree has.
    package var size: TreeSize { TreeSize(counting: levels[0].count) }

    /// Appends the next entry's leaf hash.
    package mutating func append(_ leaf: TreeHash) {
        levels[0].append(leaf)
        var height = 0
        while levels[height].count.isMultiple(of: 2) {
            if levels.count == height + 1 { levels.append([]) }
            let pair = levels[height].suffix(2)
            levels[height + 1].append(.node(pair.first!, pair.last!))
            height += 1
        }
    }

    /// The leaf hash of an entry.
    package func leaf(at index: UInt64) -> TreeHash? {
        index < UInt64(levels[0].count) ? levels[0][Int(index)] : nil
    }

    /// The root of the tree at a size.
    ///
    /// - Throws: `MerkleLogError.sizeBeyondTree`.
    package func root(at size: TreeSize) throws(MerkleLogError) -> TreeHash {
        try check(size)
        return root(of: 0..<Int(size.rawValue))
    }

    /// The proof that an entry is in the tree at a size (RFC 6962, section 2.1.1).
    ///
    /// - Throws: `MerkleLogError.sizeBeyondTree`, `.indexBeyondTree`.
    package func inclusionProof(of index: UInt64, at size: TreeSize) throws(MerkleLogError) -> InclusionProof {
        try check(size)
        guard index < size.rawValue else { throw .indexBeyondTree(index: index, size: size.rawValue) }
        var hashes: [TreeHash] = []
        var range = 0..<Int(size.rawValue)
        while range.count > 1 {
            let middle = range.lowerBound + Self.split(range.count)
            if Int(index) < middle {
                hashes.append(root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                hashes.append(root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return InclusionProof(index: index, size: size, hashes: hashes.reversed())
    }

    /// The proof that the tree at one size extends the tree at an earlier one (RFC 6962, section 2.1.2).
    ///
    /// - Throws: `MerkleLogError.sizeBeyondTree`, `.sizesReversed`.
    package func consistencyProof(from old: TreeSize, to new: TreeSize) throws(MerkleLogError) -> ConsistencyProof {
        try check(new)
        guard old <= new else { throw .sizesReversed(old: old.rawValue, new: new.rawValue) }
        guard old.rawValue > 0, old < new else { return ConsistencyProof(old: old, new: new, hashes: []) }
        var hashes: [TreeHash] = []
        var range = 0..<Int(new.rawValue)
        var isWhole = true
        let end = Int(old.rawValue)
        while end < range.upperBound {
            let middle = range.lowerBound + Self.split(range.count)
            if end <= middle {
                hashes.append(root(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                hashes.append(root(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
                isWhole = false
            }
        }
        if !isWhole { hashes.append(root(of: range)) }
        return ConsistencyProof(old: old, new: new, hashes: hashes.reversed())
    }

    /// The largest power of two below a count of two or more.
    private static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

    /// The root of a range. The range must start at a multiple of its length rounded up to a power of two.
    private func root(of range: Range<Int>) -> TreeHash {
        guard !range.isEmpty else { return .empty }
        if range.count.nonzeroBitCount == 1 {
            let height = range.count.trailingZeroBitCount
            return levels[height][range.lowerBound >> height]
        }
        let middle = range.lowerBound + Self.split(range.count)
        return .node(root(of: range.lowerBound..<middle), root(of: middle..<range.upperBound))
    }

    private func check(_ size: TreeSize) throws(MerkleLogError) {
        guard size <= self.size else { throw .sizeBeyondTree(size: size.rawValue, tree: self.size.rawValue) }
    }
}
