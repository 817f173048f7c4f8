// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import Testing

@Suite("Trees, frontiers and proofs of every size up to 64")
struct TreeTests {
    private let leaves = SlowTree.leaves
    private let tree = MerkleTree(leaves: SlowTree.leaves)

    @Test("every root is that of the recursive definition")
    func roots() throws {
        for size in 0...64 {
            #expect(try tree.root(at: TreeSize(size)) == SlowTree.root(leaves[..<size]))
        }
    }

    @Test("every proof of inclusion is that of the recursive definition, and verifies")
    func inclusion() throws {
        for size in 1...64 {
            let root = SlowTree.root(leaves[..<size])
            for index in 0..<size {
                let proof = try tree.inclusionProof(of: UInt64(index), at: TreeSize(size))
                #expect(proof.hashes == SlowTree.path(index, leaves[..<size]))
                try proof.verify(leaf: leaves[index], root: root)
            }
        }
    }

    @Test("every proof of consistency is that of the recursive definition, and verifies")
    func consistency() throws {
        for new in 0...64 {
            let newRoot = SlowTree.root(leaves[..<new])
            for old in 0...new {
                let proof = try tree.consistencyProof(from: TreeSize(old), to: TreeSize(new))
                #expect(proof.hashes == SlowTree.proof(old, leaves[..<new]))
                try proof.verify(oldRoot: SlowTree.root(leaves[..<old]), newRoot: newRoot)
            }
        }
    }

    @Test("a frontier has the tree's root at every size, before and after it was stored")
    func frontier() throws {
        var frontier = TreeFrontier()
        for size in 0...64 {
            #expect(frontier.size == TreeSize(size))
            #expect(frontier.root == SlowTree.root(leaves[..<size]))
            #expect(frontier.hashes.count == size.nonzeroBitCount)
            frontier = try TreeFrontier(size: frontier.size, hashes: frontier.hashes)
            guard size < 64 else { continue }
            let last = try tree.inclusionProof(of: UInt64(size), at: TreeSize(size + 1))
            #expect(InclusionProof(lastAfter: frontier) == last)
            frontier.append(leaves[size])
        }
    }

    @Test("a stored frontier with a hash too many or too few is refused")
    func frontierOfAnotherSize() {
        for size in 0...64 {
            let expected = size.nonzeroBitCount
            for found in 0...8 where found != expected {
                let hashes = Array(leaves[0..<found])
                #expect(throws: MerkleLogError.wrongHashCount(expected: expected, found: found)) {
                    try TreeFrontier(size: TreeSize(size), hashes: hashes)
                }
            }
        }
    }

    @Test("nothing is told of sizes and entries that the tree has not reached")
    func beyond() throws {
        #expect(throws: MerkleLogError.sizeBeyondTree(size: 65, tree: 64)) { try tree.root(at: 65) }
        let top = try #require(TreeSize(UInt64(Int64.max)))
        #expect(throws: MerkleLogError.sizeBeyondTree(size: top.rawValue, tree: 64)) { try tree.root(at: top) }
        #expect(throws: MerkleLogError.sizeBeyondTree(size: 65, tree: 64)) { try tree.inclusionProof(of: 0, at: 65) }
        #expect(throws: MerkleLogError.indexBeyondTree(index: 5, size: 5)) { try tree.inclusionProof(of: 5, at: 5) }
        #expect(throws: MerkleLogError.indexBeyondTree(index: .max, size: 5)) {
            try tree.inclusionProof(of: .max, at: 5)
        }
        #expect(throws: MerkleLogError.indexBeyondTree(index: 0, size: 0)) { try tree.inclusionProof(of: 0, at: 0) }
        #expect(throws: MerkleLogError.sizesReversed(old: 3, new: 2)) { try tree.consistencyProof(from: 3, to: 2) }
        #expect(throws: MerkleLogError.sizeBeyondTree(size: 65, tree: 64)) {
            try tree.consistencyProof(from: 1, to: 65)
        }
        #expect(tree.leaf(at: 63) == leaves[63])
        #expect(tree.leaf(at: 64) == nil)
    }

    @Test("a hundred thousand entries have the frontier's root, and proofs that verify")
    func large() throws {
        var tree = MerkleTree()
        var frontier = TreeFrontier()
        for number in 0..<100_000 {
            let leaf = TreeHash.leaf(Array("\(number)".utf8))
            tree.append(leaf)
            frontier.append(leaf)
        }
        #expect(tree.size == 100_000)
        let root = try tree.root(at: tree.size)
        #expect(frontier.root == root)
        for index in [0, 1, 65_535, 65_536, 99_998, 99_999] as [UInt64] {
            let leaf = try #require(tree.leaf(at: index))
            try tree.inclusionProof(of: index, at: tree.size).verify(leaf: leaf, root: root)
        }
        for old in [0, 1, 65_535, 65_536, 65_537, 99_999, 100_000] as [TreeSize] {
            try tree.consistencyProof(from: old, to: tree.size).verify(oldRoot: tree.root(at: old), newRoot: root)
        }
    }

    @Test("a size is a decimal of one form, up to 2⁶³ − 1")
    func sizes() {
        #expect(TreeSize(decimal: "0") == 0)
        let top = UInt64(Int64.max)
        #expect(TreeSize(decimal: "9223372036854775807")?.rawValue == top)
        #expect(TreeSize(top + 1) == nil)
        let refused = [
            "", "00", "01", "-0", "-1", "+1", " 1", "1 ", "1\n", "1_0", "0x1", "1e3", "١", "１", "1\u{301}",
            "9223372036854775808", "18446744073709551616", String(repeating: "9", count: 10_000),
        ]
        for text in refused { #expect(TreeSize(decimal: text) == nil, "\(text)") }
    }

    @Test("a hash has 32 bytes and one base64")
    func hashes() throws {
        let hash = leaves[0]
        #expect(TreeHash(base64: hash.base64) == hash)
        #expect(TreeHash(bytes: hash.bytes) == hash)
        for count in [0, 31, 33, 64] { #expect(TreeHash(bytes: [UInt8](repeating: 0, count: count)) == nil) }
        let text = TreeHash.empty.base64
        let loose = text.dropLast(2) + "V="
        for other in [
            "", String(text.dropLast()), text + "=", text + "\n", " " + text, "\(loose)",
            text.replacing("+", with: "-").replacing("/", with: "_"), "AAAA" + text, "AAAA",
        ] {
            #expect(TreeHash(base64: other) == nil, "\(other)")
        }
    }

    @Test("a letter beyond ASCII stands for no letters of a hash's base64, wherever it is")
    func lettersBeyondASCII() {
        let text = Array(leaves[0].base64.utf8)
        for place in [0, 1, 2, 3, 20, 40, 41, 42] {
            for value in 0x80...0x7FF as ClosedRange<UInt32> {
                let letter = Array(String(UnicodeScalar(value)!).utf8)
                let bytes = text[..<place] + letter + text[(place + 2)...]
                #expect(TreeHash(base64: String(decoding: bytes, as: UTF8.self)) == nil)
            }
        }
    }
}
