// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Foundation
import Ledger
import MerkleLog
import ShareEnvelope

/// `breakglass ceremony check`
struct CeremonyCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check that papers are the files that the ledger names.",
        discussion: """
            Without a file, it checks every paper that the ledger names, in the binder. The digest is the file's \
            SHA-256: `sha256sum` and `breakglass ledger show --kind "paper made"` give the same.

            Exit codes: 0 all are; 65 a file was changed, or is not such a paper; 66 one is missing.
            """)

    @Argument(help: "A file that should be a paper of this ledger (default: all in the binder).")
    var file: String?

    @OptionGroup var binder: BinderArguments

    func run() throws {
        let folder = try binder.folder()
        let state: BinderState
        do throws(BinderError) { state = try folder.read().state } catch { throw CommandError(error) }
        if let file { return try check(file, against: state) }
        let papers = try state.papers.map { paper throws(CommandError) in try PaperOnFile(paper, in: folder) }
        for paper in papers { for line in Self.lines(paper) { Console.result(line) } }
        if papers.isEmpty { Console.result("The ledger names no papers.") }
        if papers.contains(where: { if case .isChanged = $0.verdict { true } else { false } }) {
            throw ArgumentParser.ExitCode(ExitCode.badInput.rawValue)
        }
        if papers.contains(where: { if case .isMissing = $0.verdict { true } else { false } }) {
            throw ArgumentParser.ExitCode(ExitCode.notFound.rawValue)
        }
    }

    private func check(_ file: String, against state: BinderState) throws(CommandError) {
        let bytes = try InputFile.bytes(file, limit: BinderFile.paperLimit, hint: "name a paper's file")
        guard let digest = TreeHash(bytes: SHA256Digest.of(bytes)) else { throw CommandError(.fault, "no digest") }
        guard let paper = state.papers.last(where: { $0.made.digest == digest }) else {
            throw CommandError(
                .badInput, "\(file) is not a paper that the ledger names: its SHA-256 is \(digest.ledgerText)",
                hint: "`breakglass ledger show --kind \"paper made\"` lists all digests")
        }
        for line in Self.lines(of: paper.made, at: paper.place, "\(file) is the file that the ledger names") {
            Console.result(line)
        }
    }

    private static func lines(_ paper: PaperOnFile) -> [String] {
        let file = paper.made.file
        switch paper.verdict {
        case .isTheOne: return lines(of: paper.made, at: paper.place, "\(file) is the file that the ledger names")
        case .isMissing: return ["Entry \(paper.place): \(file) IS MISSING"]
        case .isChanged(let digest):
            return [
                "Entry \(paper.place): \(file) IS NOT the file that the ledger names",
                "  the ledger   \(paper.made.digest.ledgerText)", "  the file     \(digest.ledgerText)",
            ]
        }
    }

    private static func lines(of made: PaperMade, at place: EntryPlace, _ verdict: String) -> [String] {
        let script = ScriptIdentity(ofPageFile: made.file.description)
        return ["Entry \(place): \(verdict)"]
            + (script.map { ["  Script   \($0.words.joined(separator: " ")), at the foot of each page"] } ?? [])
            + ["  SHA-256  \(made.digest.ledgerText)"]
            + SpokenHash.lines(made.digest).map { "           \($0)" }
    }
}
