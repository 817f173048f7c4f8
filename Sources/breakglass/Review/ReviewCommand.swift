// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser
import Foundation
package import Ledger
import MerkleLog
import ShareEnvelope

extension ReviewFiled.Alerts: ExpressibleByArgument {}

/// `breakglass review`
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "File the review of a use of a credential.",
        discussion: """
            Answer four questions; none may stay empty: what broke, what was done, how the normal flow was restored, \
            what prevents it next time. Then say who used the credential, and whether the alerts of the use arrived. \
            Evidence files stay where they are: the ledger keeps their SHA-256. The credential counts as burned until \
            it is changed and a new set is dealt.
            """)

    @Option(
        help: ArgumentHelp("The entry of the recovery (default: the only one without a review).", valueName: "entry"))
    var opening: String?

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

    @Option(help: "Who reports this.")
    var by: String?

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        let folder = try binder.folder()
        let state: BinderState
        do throws(BinderError) { state = try folder.read().state } catch { throw CommandError(error) }
        let use = try self.use(in: state)
        let files = try evidence.map { path throws(CommandError) in try Self.link(path) }
        let guide = Prompt()
        func answer(_ given: String?, _ question: String, _ option: String) throws(CommandError) -> PublicText {
            let words = try guide.text(given, question, option).trimmingCharacters(in: .whitespaces)
            return try PublicText(named: option, words, limit: 1900)
        }
        Console.say("The use of entry \(use.place): \(use.opened.reason)")
        let event = ReviewFiled(
            opening: use.place, broke: try answer(broke, "What broke", "--broke"),
            done: try answer(done, "What was done with the credential", "--done"),
            restored: try answer(restored, "How was the normal flow restored", "--restored"),
            prevents: try answer(prevents, "What prevents it next time", "--prevents"),
            operatedBy: try operators(guide, use), alerts: try alerts(guide), evidence: files,
            by: try PublicText(named: "--by", try guide.text(by, "Who reports this", "--by"), limit: 64))
        try key.store(of: folder).record(.reviewFiled(event))
        if event.alerts != .arrived {
            Console.warn("the alerts did not work: fix them before the next emergency")
        }
        Console.say("Now change the credential, then deal the new one: `breakglass split --changed`.")
    }

    /// The people who used the credential. The prompt suggests the operator of the machine.
    private func operators(_ guide: Prompt, _ use: Opening) throws(CommandError) -> [PublicText] {
        var names = operatedBy
        if names.isEmpty {
            let proposed = use.opened.operatedBy.map { " (\($0) operated the machine)" } ?? ""
            names = try guide.text(nil, "Who used the credential, separated by commas\(proposed)", "--operated-by")
                .split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return try names.map { name throws(CommandError) in try PublicText(named: "--operated-by", name, limit: 64) }
    }

    private func alerts(_ guide: Prompt) throws(CommandError) -> ReviewFiled.Alerts {
        if let alerts { return alerts }
        let words = ReviewFiled.Alerts.allCases.map(\.rawValue).joined(separator: ", ")
        while true {
            let answer = try guide.text(nil, "Did the alerts of the use arrive: \(words)", "--alerts")
            if let alerts = ReviewFiled.Alerts(rawValue: answer.lowercased()) { return alerts }
            Console.say("Type one of: \(words).")
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

    private func use(in state: BinderState) throws(CommandError) -> Opening {
        let due = state.usesToReview
        let places = due.map { $0.place.description }.joined(separator: ", ")
        guard let opening else {
            guard due.count == 1 else {
                throw CommandError(
                    .usage, due.isEmpty ? "no use waits for a review" : "several uses wait for a review: \(places)",
                    hint: due.isEmpty ? "`breakglass status`" : "name one of them with --opening")
            }
            return due[0]
        }
        let place = try EntryPlace(reading: opening, option: "--opening")
        guard let use = due.first(where: { $0.place == place }) else {
            throw CommandError(
                .badInput, "entry \(place) is not a use that waits for a review",
                hint: due.isEmpty ? "`breakglass status`" : "these wait: \(places)")
        }
        return use
    }
}
