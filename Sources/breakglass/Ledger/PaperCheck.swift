// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Foundation
import Ledger
import MerkleLog

/// Files that should be papers of a ledger.
struct PaperCheck {
    /// What a path turned out to be.
    private enum Found {
        /// A paper, compared with the file of its name or with the one that the person named.
        case paper(PaperOnFile, path: String)
        /// A file that no entry names.
        case stranger(path: String, TreeHash)
    }

    private let found: [Found]

    /// - Parameter paths: papers, and folders in which all papers of the ledger should be.
    init(_ paths: [String], against state: BinderState) throws(CommandError) {
        var found: [Found] = []
        for path in paths {
            var isFolder: ObjCBool = false
            if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
                found += try state.papers.map { paper throws(CommandError) -> Found in
                    let file = "\(path)/\(paper.made.file)"
                    let isThere = FileManager.default.fileExists(atPath: file)
                    return .paper(
                        PaperOnFile(paper, bytes: isThere ? try Self.bytes(file) : nil),
                        path: paper.made.file.description)
                }
                continue
            }
            let bytes = try Self.bytes(path)
            guard let digest = PaperOnFile.digest(of: bytes) else { throw CommandError(.fault, "no digest") }
            found.append(state.paper(of: bytes).map { Found.paper($0, path: path) } ?? .stranger(path: path, digest))
        }
        self.found = found
    }

    private static func bytes(_ path: String) throws(CommandError) -> [UInt8] {
        try InputFile.bytes(path, limit: BinderFile.paperLimit, hint: "name a paper's file, or a folder of papers")
    }

    /// The exit code; `nil` if every file is a paper that the ledger names, and none is missing.
    var failure: ExitCode? {
        let verdicts = found.map { found -> PaperOnFile.Verdict? in
            if case .paper(let paper, _) = found { paper.verdict } else { nil }
        }
        let isWrong = verdicts.contains { verdict in
            switch verdict {
            case nil, .isChanged: true
            case .isTheOne, .isMissing: false
            }
        }
        return isWrong ? .badInput : verdicts.contains(.isMissing) ? .notFound : nil
    }

    /// The result in words.
    var lines: [String] {
        guard !found.isEmpty else { return ["The ledger names no papers."] }
        return found.flatMap { found in
            switch found {
            case .paper(let paper, let path): Self.lines(paper, path)
            case .stranger(let path, let digest):
                [
                    "\(path) IS NOT a paper that the ledger names", "  SHA-256  \(digest.ledgerText)",
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

    func encode(to encoder: any Encoder) throws {
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
