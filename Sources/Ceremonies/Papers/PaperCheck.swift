// SPDX-License-Identifier: Apache-2.0

package import Ledger
import MerkleLog

/// Files that should be papers of a ledger.
package struct PaperCheck: Sendable {
    /// What a path turned out to be.
    private enum Found: Sendable {
        /// A paper, compared with the file of its name or with the one that the person named.
        case paper(PaperOnFile, path: String)
        /// A file that no entry names.
        case stranger(path: String, TreeHash?)
    }

    /// What is wrong with them.
    package enum Trouble: Hashable, Sendable {
        /// A file is none that the ledger names.
        case stranger
        /// A paper that the ledger names is missing.
        case missing
    }

    private let found: [Found]

    /// Compares files with what the ledger names.
    ///
    /// - Parameters:
    ///   - paths: papers, and folders in which all papers of the ledger should be.
    ///   - isFolder: whether a path is a folder.
    ///   - bytes: reads a file; `nil` for a paper of a folder that is not there.
    /// - Throws: what reading a file throws.
    package init<Failure: Error>(
        _ paths: [String], against state: BinderState, isFolder: (String) -> Bool,
        bytes: (_ path: String, _ mayBeMissing: Bool) throws(Failure) -> [UInt8]?
    ) throws(Failure) {
        var found: [Found] = []
        for path in paths {
            guard !isFolder(path) else {
                for paper in state.papers {
                    let file = paper.made.file.description
                    found.append(.paper(PaperOnFile(paper, bytes: try bytes("\(path)/\(file)", true)), path: file))
                }
                continue
            }
            let read = try bytes(path, false) ?? []
            found.append(
                state.paper(of: read).map { Found.paper($0, path: path) }
                    ?? .stranger(path: path, PaperOnFile.digest(of: read)))
        }
        self.found = found
    }

    /// What is wrong; `nil` if every file is a paper that the ledger names, and none is missing.
    package var trouble: Trouble? {
        let verdicts = found.map { found -> PaperOnFile.Verdict? in
            if case .paper(let paper, _) = found { paper.verdict } else { nil }
        }
        let isWrong = verdicts.contains { verdict in
            switch verdict {
            case nil, .isChanged: true
            case .isTheOne, .isMissing: false
            }
        }
        return isWrong ? .stranger : verdicts.contains(.isMissing) ? .missing : nil
    }

    /// The result in words.
    package var lines: [String] {
        guard !found.isEmpty else { return ["The ledger names no papers."] }
        return found.flatMap { found in
            switch found {
            case .paper(let paper, let path): Self.lines(paper, path)
            case .stranger(let path, let digest):
                [
                    "\(path) IS NOT a paper that the ledger names", "  SHA-256  \(digest?.ledgerText ?? "")",
                    "  `breakglass ledger show --kind \"paper made\"` lists all digests",
                ]
            }
        }
    }

    private static func lines(_ paper: PaperOnFile, _ path: String) -> [String] {
        switch paper.verdict {
        case .isMissing: return ["Entry \(paper.place): \(path) IS MISSING"]
        case .isChanged(let digest):
            return [
                "Entry \(paper.place): \(path) IS NOT the file that the ledger names",
                "  the ledger   \(paper.made.digest.ledgerText)", "  the file     \(digest.ledgerText)",
            ]
        case .isTheOne:
            let script = ScriptIdentity(ofPageFile: paper.made.file.description)
            return ["Entry \(paper.place): \(path) is the file that the ledger names"]
                + (script.map { ["  Script   \($0.words.joined(separator: " ")), at the foot of each page"] } ?? [])
                + ["  SHA-256  \(paper.made.digest.ledgerText)"]
                + SpokenHash.lines(paper.made.digest).map { "           \($0)" }
        }
    }
}

extension PaperCheck: Encodable {
    private struct Item: Encodable {
        let file: String
        /// The entry that names it.
        let entry: String?
        /// `named`, `changed`, `missing`, or `unknown` to the ledger.
        let result: String
    }

    /// Encodes each file with its entry and the result.
    package func encode(to encoder: any Encoder) throws {
        var list = encoder.singleValueContainer()
        try list.encode(
            found.map { found in
                switch found {
                case .stranger(let path, _): Item(file: path, entry: nil, result: "unknown")
                case .paper(let paper, let path):
                    Item(file: path, entry: paper.place.ledgerText, result: paper.verdict.word)
                }
            })
    }
}

extension PaperOnFile.Verdict {
    fileprivate var word: String {
        switch self {
        case .isTheOne: "named"
        case .isChanged: "changed"
        case .isMissing: "missing"
        }
    }
}
