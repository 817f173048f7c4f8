// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Foundation
import Ledger
import MerkleLog
import Reports
import ShareEnvelope
import SheetScanning
import TerminalDialogue

/// `breakglass ledger verify`
struct LedgerVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the ledger against everybody who vouches for it.",
        discussion: """
            Recomputes the tree, and checks every line, signature and set by the rules of docs/LEDGER.md. An attacker \
            with the binder and its key can write a different ledger. Only paper exposes that: supply the checkpoint \
            codes of sheets and slips:

              breakglass ledger verify --printed BGK1… --printed BGK1…

            With --paper, it also checks papers by their SHA-256, which the ledger has; `sha256sum` shows the same. \
            The folder `papers` of a binder stands for all papers that the ledger names:

              breakglass ledger verify --paper papers

            Exit codes: 0 whole; 65 something is wrong, a code was misread, or a file is not a paper that the ledger \
            names; 66 a paper or a file is missing.
            """)

    @OptionGroup var binder: BinderArguments

    @Option(
        help: ArgumentHelp(
            "The checkpoint code of a sheet or slip, or a picture that shows it. Repeatable.", valueName: "code"))
    var printed: [String] = []

    @Option(help: ArgumentHelp("A checkpoint that somebody kept as a file. Repeatable.", valueName: "file"))
    var checkpoint: [String] = []

    @Option(help: ArgumentHelp("Whom to trust, as a C2SP trust policy.", valueName: "file"))
    var trust: String?

    @Option(
        help: ArgumentHelp(
            "A script or record that should be a paper of this ledger, or a folder that should have all of them. "
                + "Repeatable.", valueName: "file"))
    var paper: [String] = []

    @Flag(help: "Print the result as JSON.")
    var json = false

    @Flag(
        help: """
            Print what `glasswatch` holds the cloud's audit log against, as JSON: the openings, and what the policy \
            expects.
            """)
    var openings = false

    func run() async throws {
        guard !json || !openings else {
            throw CommandError(
                .usage, "--json and --openings print different things",
                hint: "give one of them, and run the command again for the other")
        }
        let folder = try binder.folder()
        let audit: LedgerAudit
        let evidence = try await self.evidence()
        do throws(BinderError) {
            try folder.checkLineEnds()
            audit = try Progress.during("Verifying the ledger") { () throws(BinderError) in
                try LedgerAudit(folder: folder.path, evidence: evidence)
            }
        } catch { throw CommandError(error) }
        let papers = paper.isEmpty ? nil : try PaperCheck(paper, against: audit.state)
        if openings {
            Console.data(try JSONText.of(OpeningsReport(audit, at: .now)))
        } else if json {
            let result = Result(judgement: Judgement(audit), papers: papers)
            Console.data(try JSONText.of(result))
        } else {
            let lines = AuditReport(audit, of: folder).lines + (papers.map { [""] + $0.lines } ?? [])
            for line in lines { Console.result(line) }
        }
        guard let code = audit.isWhole ? papers?.failure : .badInput else { return }
        throw ArgumentParser.ExitCode(code.rawValue)
    }

    /// The judgment that both verifiers write, and the papers if any were named.
    private struct Result: Encodable {
        let judgement: Judgement
        let papers: PaperCheck?

        private enum Key: CodingKey {
            case papers
        }

        func encode(to encoder: any Encoder) throws {
            try judgement.encode(to: encoder)
            var members = encoder.container(keyedBy: Key.self)
            try members.encodeIfPresent(papers, forKey: .papers)
        }
    }

    private func evidence() async throws(CommandError) -> AuditEvidence {
        var evidence = AuditEvidence()
        for text in printed { try await take(printed: text, into: &evidence) }
        for path in checkpoint {
            let bytes = try InputFile.bytes(path, limit: 1 << 20, hint: "name a checkpoint's file")
            evidence.earlier.append((path, bytes))
        }
        if let trust {
            let bytes = try InputFile.bytes(trust, limit: 1 << 20, hint: "name a trust policy's file")
            if let policy = try? TrustPolicy(bytes: bytes) {
                evidence.policy = policy
            } else {
                evidence.unreadable.append(trust)
            }
        }
        return evidence
    }

    /// Takes a checkpoint as it was typed, or those that a picture of the paper shows.
    private func take(printed text: String, into evidence: inout AuditEvidence) async throws(CommandError) {
        let typed = Array(text.utf8)
        if case .checkpoint(let read)? = try? PaperCode.read(typed.span) { return evidence.take(read) }
        guard SheetPaths.exists(text) else {
            // A code has no dots and no slashes, so this is the name of a file.
            guard text.contains(where: { "./".contains($0) }) else {
                return evidence.misread.append("--printed \(text.prefix(12))…")
            }
            throw CommandError(
                .notFound, "--printed \(text): there is no such file, and it is not the code of a checkpoint",
                hint: "a code begins with BGK1; or name a picture of the paper")
        }
        let before = evidence.printed.count
        for code in try await SheetPaths.scan(text).codes {
            if case .checkpoint(let read)? = try? code.paperCode() { evidence.take(read) }
        }
        guard evidence.printed.count > before else {
            throw CommandError(
                .badInput, "\(text) shows no code of a checkpoint",
                hint: "scan the page or slip flat, at 300 dpi, or type the code: it begins with BGK1")
        }
    }
}

extension AuditEvidence {
    /// Takes a checkpoint from paper.
    fileprivate mutating func take(_ read: CheckpointCode) {
        let words = read.words.joined(separator: " ")
        printed.append(("the paper at \(read.size) entries (\(words))", read))
    }
}
