// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import Foundation
package import Ledger
import MerkleLog
import ShareEnvelope

extension ReviewFiled.Alerts: ExpressibleByArgument {
    /// What the answer says.
    fileprivate var meaning: String {
        switch self {
        case .arrived: "every alert that was expected came in time"
        case .late: "they came too late to be of use"
        case .missing: "they are set up, and none came"
        case .none: "no alert is set up for this account"
        }
    }
}

/// `breakglass review`
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Review a use of a credential, close a recovery that was cut off, or countersign an override.",
        discussion: """
            Name the entry, or choose from what is open.

            A use: answer four questions; none may stay empty: what broke, what was done, how the normal flow was \
            restored, what prevents it next time. Then say who used the credential, and whether the alerts of the use \
            arrived. Evidence files stay where they are: the ledger keeps their SHA-256. The credential counts as \
            burned until it is changed and a new set is dealt.

            A recovery that was never closed, because of a power loss or a killed program, or because it continued in \
            a record: first make sure that it is not running anywhere, then say how it ended. If the credential was \
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

    @Option(help: "How the normal flow was restored.")
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
        let (folder, _, state) = try binder.read()
        switch try ReviewChoice(open: state.openMatters, given: given).matter(named: entry, in: state) {
        case .open(.recovery(let recovery, let missing)): try review(recovery, missing, in: folder)
        case .open(.override(let exception)): try countersign(exception.place, state, folder)
        case .open(.loosening(let version, _)): try countersign(version.place, state, folder)
        case .decision(let place): try countersign(place, state, folder)
        }
    }

    /// What the options say.
    private var given: Set<OpenMatter.Answer> {
        var given: Set<OpenMatter.Answer> = []
        if ended != nil { given.insert(.ending) }
        if statement != nil { given.insert(.countersignature) }
        let answers = [broke, done, restored, prevents, alerts?.rawValue, operatedBy.first, evidence.first]
        if answers.contains(where: { $0 != nil }) { given.insert(.review) }
        return given
    }

    // MARK: - Decisions

    private func countersign(
        _ place: EntryPlace, _ state: BinderState, _ folder: BinderFolder
    ) throws(CommandError) {
        if let decision = state.decision(at: place) {
            Console.say("Entry \(place): \(EntrySentence(place: place, event: decision).words)")
        }
        let guide = Prompt()
        // Otherwise a person could use an identifier to countersign his own decision.
        let author = state.name(of: try guide.text(by, "Who countersigns", "--by", limit: 64))
        let text = try guide.text(statement, "What you say about it", "--statement", limit: 1000)
        let store = try key.store(of: folder)
        try Gate(.review, of: nil) { event throws(BinderError) in
            Console.warn(of: try store.append(LedgerEntry(time: .now, event: event)).repairs)
        }.pass([CountersignRule(state.standing(of: place, by: author), of: place, by: author)])
        try store.record(.countersigned(Countersigned(exception: place, by: author, statement: text)))
    }

    // MARK: - Recoveries

    private func review(
        _ recovery: Opening, _ missing: Set<OpenMatter.Answer>, in folder: BinderFolder
    ) throws(CommandError) {
        var author: PublicText?
        var events: [LedgerEvent] = []
        if missing.contains(.ending) {
            let (event, person) = try ending(of: recovery)
            author = person
            events.append(event)
        }
        // Somebody who gives up at a later question has closed the recovery anyway.
        if Terminal.isInteractive { try record(&events, in: folder) }
        guard missing.contains(.review), Terminal.isInteractive || given != [.ending] else {
            try record(&events, in: folder)
            if missing.contains(.review) {
                Console.say("Its use must still be reviewed: `breakglass review \(recovery.place)`.")
            }
            return
        }
        if author != nil, Terminal.isInteractive {
            Console.say("Now the review of its use. Ctrl-C leaves it for later.")
        }
        let event = try answers(about: recovery, author)
        events.append(.reviewFiled(event))
        try record(&events, in: folder)
        if event.alerts != .arrived {
            Console.warn("the alerts did not work: fix them before the next emergency")
        }
        Console.say("Now change the credential, then deal the new one: `breakglass split --changed`.")
    }

    private func record(_ events: inout [LedgerEvent], in folder: BinderFolder) throws(CommandError) {
        guard !events.isEmpty else { return }
        let store = try key.store(of: folder)
        for event in events { try store.record(event) }
        events = []
    }

    private func ending(of recovery: Opening) throws(CommandError) -> (LedgerEvent, PublicText) {
        Console.say(
            "The recovery of entry \(recovery.place) was never closed. Make sure that it is not running anywhere.")
        let guide = Prompt()
        let reason = try guide.text(
            ended, "How did it end, and how do you know that it is not running", "--ended", limit: 900)
        let author = try guide.text(by, "Who reports this", "--by", limit: 64)
        return (.ending(recovery, because: reason, by: author), author)
    }

    private func answers(about use: Opening, _ author: PublicText?) throws(CommandError) -> ReviewFiled {
        let files = try evidence.map { path throws(CommandError) in try Self.link(path) }
        let guide = Prompt()
        func reporter() throws(CommandError) -> PublicText {
            if let author { return author }
            return try guide.text(by, "Who reports this", "--by", limit: 64)
        }
        func answer(_ given: String?, _ question: String, _ option: String) throws(CommandError) -> PublicText {
            try guide.text(given?.trimmingCharacters(in: .whitespaces), question, option, limit: 1900)
        }
        Console.say("The use of entry \(use.place): \(use.opened.reason)")
        return ReviewFiled(
            opening: use.place, broke: try answer(broke, "What broke", "--broke"),
            done: try answer(done, "What was done with the credential", "--done"),
            restored: try answer(restored, "How was the normal flow restored", "--restored"),
            prevents: try answer(prevents, "What prevents it next time", "--prevents"),
            operatedBy: try operators(guide, use), alerts: try alerts(guide), evidence: files,
            by: try reporter())
    }

    /// The people who used the credential. The prompt suggests the operator of the machine.
    private func operators(_ guide: Prompt, _ use: Opening) throws(CommandError) -> [PublicText] {
        func people(_ names: [String]) throws(CommandError) -> [PublicText] {
            try names.map { name throws(CommandError) in try PublicText(named: "--operated-by", name, limit: 64) }
        }
        guard operatedBy.isEmpty else { return try people(operatedBy) }
        let proposed = use.opened.operatedBy.map { " (\($0) operated the machine)" } ?? ""
        return try guide.value(nil, "Who used the credential, separated by commas\(proposed)", "--operated-by") {
            answer throws(CommandError) in
            try people(answer.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        }
    }

    private func alerts(_ guide: Prompt) throws(CommandError) -> ReviewFiled.Alerts {
        if let alerts { return alerts }
        let words = ReviewFiled.Alerts.allCases.map(\.rawValue).joined(separator: ", ")
        if Terminal.isInteractive {
            for alerts in ReviewFiled.Alerts.allCases {
                Console.say("  \(alerts.rawValue.padded(to: 9))\(alerts.meaning)")
            }
        }
        return try guide.value(nil, "Did the alerts of the use arrive: \(words)", "--alerts") {
            answer throws(CommandError) in
            guard let alerts = ReviewFiled.Alerts(rawValue: answer.lowercased()) else {
                throw CommandError(.usage, "\(answer) is not an answer", hint: "type one of: \(words)")
            }
            return alerts
        }
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
