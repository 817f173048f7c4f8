// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Ledger
import MerkleLog
import ShareEnvelope

/// `breakglass ledger verify`
struct LedgerVerifyCommand: ParsableCommand {
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

            Exit codes: 0 whole; 65 something is wrong, or a file is not a paper that the ledger names; 66 a paper is \
            missing.
            """)

    @OptionGroup var binder: BinderArguments

    @Option(help: ArgumentHelp("The checkpoint code of a sheet or slip. Repeatable.", valueName: "code"))
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

    func run() throws {
        let folder = try binder.folder()
        let audit: LedgerAudit
        let evidence = try self.evidence()
        do throws(BinderError) {
            try folder.checkLineEnds()
            audit = try Progress.during("Verifying the ledger") { () throws(BinderError) in
                try LedgerAudit(folder: folder.path, evidence: evidence)
            }
        } catch { throw CommandError(error) }
        let papers = paper.isEmpty ? nil : try PaperCheck(paper, against: audit.state)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            let result = Result(judgement: Judgement(audit), papers: papers)
            Console.data(String(decoding: try encoder.encode(result), as: UTF8.self))
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

    private func evidence() throws(CommandError) -> AuditEvidence {
        var evidence = AuditEvidence()
        for code in printed {
            let text = Array(code.utf8)
            if case .checkpoint(let read)? = try? PaperCode.read(text.span) {
                let words = read.words.joined(separator: " ")
                evidence.printed.append(("the paper at \(read.size) entries (\(words))", read))
            } else {
                evidence.misread.append("--printed \(code.prefix(12))…")
            }
        }
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
}
