// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import Foundation
package import Ledger
import MerkleLog
import Reports
import ShareEnvelope
import TerminalDialogue

extension ReviewFiled.Alerts: ExpressibleByArgument {}

/// `breakglass review`
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Review a use of a credential, close a recovery that was cut off, or countersign an override.",
        discussion: """
            Name the entry, or choose from what is open.

            A use: answer four questions; none may stay empty: what broke, what was done, how the normal path was \
            restored, what prevents it next time. Then say who used the credential, and whether the alerts of the use \
            arrived. Evidence files stay where they are: the ledger keeps their SHA-256. The credential counts as \
            burned until it is changed and a new set is dealt.

            A recovery that was never closed, because of a power loss or a killed program, or because it continued in \
            a journal: first make sure that it is not running anywhere, then say how it ended. If the credential was \
            shown, the review of its use comes next.

            An overridden rule, or a policy that loosens one: another person than the one who decided says what they \
            think of it, and countersigns.
            """)

    @Argument(
        help: ArgumentHelp(
            "The recovery, the exception or the policy, such as 17 or 17.3 (default: the only one that is open).",
            valueName: "entry"))
    var entry: String?

    @Option(help: "What broke.")
    var broke: String?

    @Option(help: "What was done with the credential.")
    var done: String?

    @Option(help: "How the normal path was restored.")
    var restored: String?

    @Option(help: "What prevents it next time.")
    var prevents: String?

    @Option(help: ArgumentHelp("Who used the credential. Repeatable.", valueName: "name"))
    var operatedBy: [String] = []

    @Option(
        help: ArgumentHelp(
            "Whether somebody was alerted to the use: arrived, late, missing (they were expected, and none arrived), "
                + "or none (nothing is set up).", valueName: "answer"))
    var alerts: ReviewFiled.Alerts?

    @Option(help: ArgumentHelp("An evidence file; the ledger keeps its hash. Repeatable.", valueName: "file"))
    var evidence: [String] = []

    @Option(
        help: ArgumentHelp(
            "How a recovery ended that was never closed, and how you know that it is not running anywhere.",
            valueName: "text"))
    var ended: String?

    @Option(
        help: ArgumentHelp("What the person who countersigns says about the override or the policy.", valueName: "text")
    )
    var statement: String?

    @Option(help: "Who reports this, or countersigns; not the person who decided.")
    var by: String?

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        let files = try evidence.map { path throws(CommandError) in try Self.link(path) }
        let binder = try OpenBinder(writing: self.binder.folder(), key)
        let ceremony = Review(in: binder, evidence: files) { EntrySentence(place: $0, event: $1).words }
        var interview = interview()
        switch try interview.plan(ceremony) {
        case .use(let review, let filed): try file(filed, review)
        case .settled(let rule): try binder.gate(.review).pass([rule])
        case .countersignature(let ceremony, let plan):
            try binder.gate(.review).pass(ceremony.rules(plan))
            try say { () throws(BinderError) in [try ceremony.record(plan)] }
        case .closing(let closing, let closed, of: let recovery):
            if closed.review != .together { try say { () throws(BinderError) in [try closing.record(closed)] } }
            switch closed.review {
            case .none: return
            case .later:
                return Console.say("Its use must still be reviewed: `breakglass review \(recovery.place)`.")
            case .next: Console.say("Now the review of its use. Ctrl-C leaves it for later.")
            case .together: break
            }
            let review = ceremony.use(of: recovery, after: closed)
            var next = self.interview()
            try file(next.plan(review), review)
        }
    }

    /// What the command line answers.
    private func interview() -> Interview {
        Interview(
            [
                (ReviewChoice.entry.option, entry), ("--broke", broke), ("--done", done), ("--restored", restored),
                ("--prevents", prevents), ("--alerts", alerts?.rawValue), ("--ended", ended),
                ("--statement", statement), ("--by", by),
            ], lists: [("--operated-by", operatedBy), (UseReview.evidence.option, evidence)])
    }

    private func file(_ filed: ReviewFiled, _ review: UseReview) throws(CommandError) {
        for warning in review.warnings(of: filed) { Console.warn(warning) }
        try say { () throws(BinderError) in try review.record(filed) }
        Console.say(review.nextStep)
    }

    private func say(_ record: () throws(BinderError) -> [Appended]) throws(CommandError) {
        do throws(BinderError) {
            for appended in try record() { Console.say("Recorded as entry \(appended.index).") }
        } catch { throw CommandError(error) }
    }

    /// The most bytes of a file that are hashed.
    private static let evidenceLimit = 256 << 20

    /// A file, by its name and hash.
    private static func link(_ path: String) throws(CommandError) -> ReviewFiled.Evidence {
        let bytes = try InputFile.bytes(
            path, limit: evidenceLimit, hint: "--evidence with a file; for a larger one, a list of hashes")
        guard let digest = TreeHash(bytes: SHA256Digest.of(bytes)) else { throw CommandError(.fault, "no digest") }
        let name = try PublicText(named: "the name of \(path)", URL(filePath: path).lastPathComponent, limit: 255)
        return ReviewFiled.Evidence(name: name, digest: digest, bytes: UInt64(bytes.count))
    }
}
