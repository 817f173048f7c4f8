// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Binder
import ShareEnvelope

/// `breakglass review`
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Close a use of a credential with its story.",
        discussion: """
            Four questions, and none may stay empty: what broke, what was done, how the normal flow was restored, what \
            prevents it next time. The credential counts as burnt until it is changed and dealt anew.
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

    @Option(help: "Who says so.")
    var by: String?

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        let folder = try binder.folder()
        let state: BinderState
        do throws(BinderError) { state = try folder.read().state } catch { throw Complaint(error) }
        let use = try self.use(in: state)
        let guide = Guide()
        func answer(_ given: String?, _ question: String, _ option: String) throws(Complaint) -> PublicText {
            try PublicText(named: option, try guide.text(given, question, option), limit: 1900)
        }
        Talk.say("The use of entry \(use.place): \(use.opened.reason)")
        let event = ReviewFiled(
            opening: use.place, broke: try answer(broke, "What broke", "--broke"),
            done: try answer(done, "What was done with the credential", "--done"),
            restored: try answer(restored, "How was the normal flow restored", "--restored"),
            prevents: try answer(prevents, "What prevents it next time", "--prevents"),
            by: try PublicText(named: "--by", try guide.text(by, "Who says so", "--by"), limit: 64))
        try LedgerCommand.append(.reviewFiled(event), to: key.store(of: folder))
        Talk.say("Now change the credential, and deal the new one: `breakglass split --rotated`.")
    }

    private func use(in state: BinderState) throws(Complaint) -> Binder.Opening {
        let due = state.openings.filter { $0.revealed != nil && $0.review == nil }
        let places = due.map { $0.place.description }.joined(separator: ", ")
        guard let opening else {
            guard due.count == 1 else {
                throw Complaint(
                    .usage, due.isEmpty ? "no use waits for a review" : "several uses wait for a review: \(places)",
                    hint: due.isEmpty ? "`breakglass status`" : "--opening with one of them")
            }
            return due[0]
        }
        let place = try EntryPlace(reading: opening, option: "--opening")
        guard let use = due.first(where: { $0.place == place }) else {
            throw Complaint(
                .badInput, "entry \(place) is no use that waits for a review",
                hint: due.isEmpty ? "`breakglass status`" : "these wait: \(places)")
        }
        return use
    }
}
