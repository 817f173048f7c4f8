// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Binder
import Foundation
import MerkleLog
import ShareEnvelope

/// `breakglass ledger verify`
struct LedgerVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Hold the ledger against everybody who vouches for it.",
        discussion: """
            Recomputes the tree, checks every signature, every cosignature and every set's identity. Whoever keeps the \
            binder and its key could have written it anew: what stops that is paper. Bring the checkpoint codes of \
            sheets and slips:

              breakglass ledger verify --printed BGK1… --printed BGK1…

            Exit codes: 0 whole; 65 something is wrong.
            """)

    @OptionGroup var binder: BinderArguments

    @Option(help: ArgumentHelp("The code of a sheet or a slip, as a reader types it. Repeatable.", valueName: "code"))
    var printed: [String] = []

    @Option(help: ArgumentHelp("A checkpoint that somebody kept as a file. Repeatable.", valueName: "file"))
    var checkpoint: [String] = []

    @Option(help: ArgumentHelp("Whom to believe, as a C2SP trust policy.", valueName: "file"))
    var trust: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let folder = try binder.folder()
        let audit: LedgerAudit
        let evidence = try self.evidence()
        do throws(BinderError) { audit = try LedgerAudit(folder: folder.path, evidence: evidence) } catch {
            throw Complaint(error)
        }
        let report = AuditReport(audit)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            Talk.result(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            for line in report.lines { Talk.result(line) }
        }
        guard audit.isWhole else { throw ArgumentParser.ExitCode(ExitCode.badInput.rawValue) }
    }

    private func evidence() throws(Complaint) -> AuditEvidence {
        var evidence = AuditEvidence()
        for code in printed {
            let text = Array(code.utf8)
            do throws(EnvelopeError) {
                guard case .checkpoint(let read) = try PaperCode.read(text.span) else {
                    throw EnvelopeError.malformed(.code, .unknownKind)
                }
                evidence.printed.append(("the paper at \(read.size) entries", read))
            } catch {
                let complaint = Complaint(error)
                throw Complaint(.badInput, "--printed: \(complaint.message)", hint: "the code begins with BGK1")
            }
        }
        for path in checkpoint {
            let bytes = try InputFile.bytes(path, limit: 1 << 20, hint: "name a checkpoint's file")
            evidence.earlier.append((path, bytes))
        }
        if let trust {
            let bytes = try InputFile.bytes(trust, limit: 1 << 20, hint: "name a trust policy's file")
            do throws(MerkleLogError) { evidence.policy = try TrustPolicy(bytes: bytes) } catch {
                throw Complaint(.badInput, "\(trust), \(error.words)", hint: "c2sp.org/tlog-policy describes the file")
            }
        }
        return evidence
    }
}
