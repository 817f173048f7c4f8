// SPDX-License-Identifier: Apache-2.0
//
// Each proof has one form for what it proves: any bit, any hash more, less or elsewhere, any other place is refused.

import MerkleLog
import Testing

@Suite("Changed proofs are refused")
struct ProofForgeryTests {
    private let leaves = SlowTree.leaves
    private let tree = MerkleTree(leaves: SlowTree.leaves)
    private let foreign: TreeHash = .leaf(Array("foreign".utf8))

    /// The list with a hash more, less, changed or moved.
    private func changes(of hashes: [TreeHash], roots: [TreeHash]) -> [[TreeHash]] {
        var changes: [[TreeHash]] = []
        for place in 0...hashes.count {
            for hash in roots + [foreign] {
                var longer = hashes
                longer.insert(hash, at: place)
                changes.append(longer)
            }
        }
        for place in hashes.indices {
            var shorter = hashes
            shorter.remove(at: place)
            var other = hashes
            other[place] = foreign
            var doubled = hashes
            doubled.insert(hashes[place], at: place)
            changes += [shorter, other, doubled]
            if place > 0 {
                var swapped = hashes
                swapped.swapAt(place, place - 1)
                changes.append(swapped)
            }
        }
        return changes
    }

    @Test("a proof of inclusion with a hash more, less, changed or moved proves nothing")
    func inclusion() throws {
        for size in 1...33 {
            let root = try tree.root(at: TreeSize(size))
            for index in 0..<size {
                let right = try tree.inclusionProof(of: UInt64(index), at: TreeSize(size))
                for hashes in changes(of: right.hashes, roots: [root, leaves[index]]) {
                    let proof = InclusionProof(index: right.index, size: right.size, hashes: hashes)
                    #expect(throws: MerkleLogError.notIncluded) {
                        try proof.verify(leaf: leaves[index], root: root)
                    }
                }
            }
        }
    }

    @Test("a proof of inclusion holds for its own entry, place and root alone")
    func otherPlaces() throws {
        for size in 1...20 {
            let root = try tree.root(at: TreeSize(size))
            for index in 0..<size {
                let hashes = try tree.inclusionProof(of: UInt64(index), at: TreeSize(size)).hashes
                for other in 0..<size where other != index {
                    let moved = InclusionProof(index: UInt64(other), size: TreeSize(size), hashes: hashes)
                    #expect(throws: MerkleLogError.notIncluded) { try moved.verify(leaf: leaves[index], root: root) }
                    let right = InclusionProof(index: UInt64(index), size: TreeSize(size), hashes: hashes)
                    #expect(throws: MerkleLogError.notIncluded) { try right.verify(leaf: leaves[other], root: root) }
                }
                let outside = InclusionProof(index: UInt64(size), size: TreeSize(size), hashes: hashes)
                #expect(throws: MerkleLogError.indexBeyondTree(index: UInt64(size), size: UInt64(size))) {
                    try outside.verify(leaf: leaves[index], root: root)
                }
            }
        }
        let none = InclusionProof(index: 0, size: 0, hashes: [])
        #expect(throws: MerkleLogError.indexBeyondTree(index: 0, size: 0)) {
            try none.verify(leaf: leaves[0], root: .empty)
        }
    }

    @Test("a proof of consistency with a hash more, less, changed or moved proves nothing")
    func consistency() throws {
        for new in 0...33 {
            let newRoot = try tree.root(at: TreeSize(new))
            for old in 0...new {
                let oldRoot = try tree.root(at: TreeSize(old))
                let right = try tree.consistencyProof(from: TreeSize(old), to: TreeSize(new))
                for hashes in changes(of: right.hashes, roots: [oldRoot, newRoot]) {
                    let proof = ConsistencyProof(old: right.old, new: right.new, hashes: hashes)
                    #expect(throws: MerkleLogError.notConsistent) {
                        try proof.verify(oldRoot: oldRoot, newRoot: newRoot)
                    }
                }
            }
        }
    }

    @Test("a proof of consistency holds for its own roots alone")
    func otherRoots() throws {
        for new in 0...33 {
            let newRoot = try tree.root(at: TreeSize(new))
            for old in 0...new {
                let oldRoot = try tree.root(at: TreeSize(old))
                let proof = try tree.consistencyProof(from: TreeSize(old), to: TreeSize(new))
                #expect(throws: MerkleLogError.notConsistent) {
                    try proof.verify(oldRoot: foreign, newRoot: newRoot)
                }
                if old < new {
                    #expect(throws: MerkleLogError.notConsistent) {
                        try proof.verify(oldRoot: newRoot, newRoot: oldRoot)
                    }
                    let back = ConsistencyProof(old: proof.new, new: proof.old, hashes: proof.hashes)
                    #expect(throws: MerkleLogError.sizesReversed(old: UInt64(new), new: UInt64(old))) {
                        try back.verify(oldRoot: newRoot, newRoot: oldRoot)
                    }
                }
                // The empty tree is continued by every tree.
                guard old > 0 else { continue }
                #expect(throws: MerkleLogError.notConsistent) {
                    try proof.verify(oldRoot: oldRoot, newRoot: foreign)
                }
            }
        }
    }

    @Test("a path longer than its tree is high is refused, though it leads to the given roots")
    func longerThanHigh() throws {
        for size in 1...20 {
            let root = try tree.root(at: TreeSize(size))
            for index in 0..<size {
                let path = try tree.inclusionProof(of: UInt64(index), at: TreeSize(size)).hashes + [foreign]
                let proof = InclusionProof(index: UInt64(index), size: TreeSize(size), hashes: path)
                for top in [TreeHash.node(foreign, root), .node(root, foreign)] {
                    #expect(throws: MerkleLogError.notIncluded) { try proof.verify(leaf: leaves[index], root: top) }
                }
            }
            for old in 1..<size where old.nonzeroBitCount > 1 {
                let oldRoot = try tree.root(at: TreeSize(old))
                let path = try tree.consistencyProof(from: TreeSize(old), to: TreeSize(size)).hashes + [foreign]
                let proof = ConsistencyProof(old: TreeSize(old), new: TreeSize(size), hashes: path)
                #expect(throws: MerkleLogError.notConsistent) {
                    try proof.verify(oldRoot: .node(foreign, oldRoot), newRoot: .node(foreign, root))
                }
            }
        }
    }

    @Test("a path shorter than its tree is high is refused, though it leads to the given roots")
    func shorterThanHigh() throws {
        for size in [1, 2, 4, 8, 16] {
            let root = try tree.root(at: TreeSize(size))
            // The larger tree's path starts as this one's and goes on above its root.
            let larger = TreeSize(size + 1)
            for index in 0..<size {
                let path = try tree.inclusionProof(of: UInt64(index), at: TreeSize(size)).hashes
                let proof = InclusionProof(index: UInt64(index), size: larger, hashes: path)
                #expect(throws: MerkleLogError.notIncluded) { try proof.verify(leaf: leaves[index], root: root) }
            }
            for old in stride(from: 1, to: size, by: 1) {
                let oldRoot = try tree.root(at: TreeSize(old))
                let path = try tree.consistencyProof(from: TreeSize(old), to: TreeSize(size)).hashes
                let proof = ConsistencyProof(old: TreeSize(old), new: larger, hashes: path)
                #expect(throws: MerkleLogError.notConsistent) { try proof.verify(oldRoot: oldRoot, newRoot: root) }
            }
        }
    }

    @Test("any changed bit of a proof's hashes is found")
    func bits() throws {
        let size: TreeSize = 13
        let root = try tree.root(at: size)
        let inclusion = try tree.inclusionProof(of: 6, at: size)
        let oldRoot = try tree.root(at: 7)
        let consistency = try tree.consistencyProof(from: 7, to: size)
        for (place, hash) in inclusion.hashes.enumerated() {
            for bytes in hash.bytes.singleBitChanges {
                var hashes = inclusion.hashes
                hashes[place] = try #require(TreeHash(bytes: bytes))
                let proof = InclusionProof(index: 6, size: size, hashes: hashes)
                #expect(throws: MerkleLogError.notIncluded) { try proof.verify(leaf: leaves[6], root: root) }
            }
        }
        for (place, hash) in consistency.hashes.enumerated() {
            for bytes in hash.bytes.singleBitChanges {
                var hashes = consistency.hashes
                hashes[place] = try #require(TreeHash(bytes: bytes))
                let proof = ConsistencyProof(old: 7, new: size, hashes: hashes)
                #expect(throws: MerkleLogError.notConsistent) { try proof.verify(oldRoot: oldRoot, newRoot: root) }
            }
        }
    }

    @Test("a proof of absurd sizes is refused without a trap")
    func absurdSizes() throws {
        let top = try #require(TreeSize(UInt64(Int64.max)))
        for count in [0, 1, 62, 63, 64, 1_000] {
            let hashes = [TreeHash](repeating: foreign, count: count)
            for index in [0, 1, top.rawValue - 1] {
                let proof = InclusionProof(index: index, size: top, hashes: hashes)
                #expect(throws: MerkleLogError.notIncluded) { try proof.verify(leaf: foreign, root: .empty) }
            }
            let beyond = InclusionProof(index: .max, size: top, hashes: hashes)
            #expect(throws: MerkleLogError.indexBeyondTree(index: .max, size: top.rawValue)) {
                try beyond.verify(leaf: foreign, root: .empty)
            }
            for old in [1, 2, top.rawValue - 1] {
                let proof = ConsistencyProof(old: try #require(TreeSize(old)), new: top, hashes: hashes)
                #expect(throws: MerkleLogError.notConsistent) { try proof.verify(oldRoot: foreign, newRoot: .empty) }
            }
        }
    }
}
