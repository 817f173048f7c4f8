// SPDX-License-Identifier: Apache-2.0
//
// The file `frontier`: what an append needs to know about all earlier entries, so that its cost does not grow with the
// ledger. It is an untrusted cache: if its root is not that of the signed checkpoint, it is made again.

import MerkleLog

/// The right edge of the tree, and where the ledger's file ends.
struct Frontier {
    var tree: TreeFrontier
    /// The length of ledger.jsonl in bytes.
    var byteCount: Int

    private static let heading = "breakglass frontier 1"

    /// The frontier of an empty ledger.
    init() {
        tree = TreeFrontier()
        byteCount = 0
    }

    /// The frontier of the complete lines at the start of a ledger's bytes.
    ///
    /// - Parameter limit: the most lines to take.
    init(of ledger: [UInt8], limit: UInt64 = .max) {
        self.init()
        var start = 0
        while tree.size.rawValue < limit, let end = ledger[start...].firstIndex(of: 0x0A) {
            tree.append(.leaf(Array(ledger[start..<end])))
            start = end + 1
        }
        byteCount = start
    }

    /// Reads the file's form.
    ///
    /// - Returns: `nil` for a file of another form.
    init?(file bytes: [UInt8]) {
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.popLast() == "", lines.count >= 3, lines[0] == Self.heading, let size = UInt64(lines[1]),
            let size = TreeSize(size), let byteCount = Int(lines[2]), byteCount >= 0
        else { return nil }
        let hashes = lines[3...].compactMap { TreeHash(base64: String($0)) }
        guard hashes.count == lines.count - 3, let tree = try? TreeFrontier(size: size, hashes: hashes) else {
            return nil
        }
        self.tree = tree
        self.byteCount = byteCount
    }

    /// The file's bytes.
    var file: [UInt8] {
        let lines = [Self.heading, "\(tree.size.rawValue)", "\(byteCount)"] + tree.hashes.map { $0.base64 }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// Appends one line.
    mutating func append(_ line: [UInt8]) {
        tree.append(.leaf(line))
        byteCount += line.count + 1
    }
}
