// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Ledger
import ShareEnvelope

/// `breakglass ledger close`
struct LedgerCloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close a recovery that was cut off, so that it no longer counts as open.",
        discussion: """
            Use it after a power loss or a killed program, and for a recovery that continued in a record. First make \
            sure that it is not running anywhere. If the credential was shown, the use must still be reviewed.
            """)

    @Argument(help: ArgumentHelp("The entry that began the recovery, such as 17 or 17.3.", valueName: "entry"))
    var opening: String

    @Option(help: "How you know that the recovery is no longer running.")
    var why: String?

    @Option(help: "Who reports this.")
    var by: String?

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        let place = try EntryPlace(reading: opening, option: "an entry")
        let folder = try binder.folder()
        let state: BinderState
        do throws(BinderError) { state = try folder.read().state } catch { throw CommandError(error) }
        let open = state.openings.filter { $0.isUnclosed }
        guard let recovery = open.first(where: { $0.place == place }) else {
            let list = open.map { $0.place.description }.joined(separator: ", ")
            throw CommandError(
                .badInput, "entry \(place) is not an open recovery",
                hint: open.isEmpty ? "none is open: `breakglass status`" : "these are open: \(list)")
        }
        let guide = Prompt()
        let reason = try PublicText(
            named: "--why", try guide.text(why, "How do you know that it is not running", "--why"), limit: 900)
        let author = try PublicText(named: "--by", try guide.text(by, "Who reports this", "--by"), limit: 64)
        try key.store(of: folder).record(Self.event(recovery, author, reason))
        if recovery.revealed != nil { Console.say("The credential was shown: file a review, `breakglass review`.") }
    }

    /// The entry that ends a recovery. A merged record cannot change, so a recovery in one gets an exception about it.
    private static func event(
        _ recovery: Opening, _ author: PublicText, _ reason: PublicText
    ) -> LedgerEvent {
        guard recovery.place.inRecord == nil else {
            return .remark(
                about: recovery.place, expected: .known("the recovery is closed"),
                happened: .known("it was cut off, and its record ends there"), decided: reason, by: author)
        }
        return .recoveryClosed(
            RecoveryClosed(
                opening: recovery.place.index, outcome: .leftOpen, set: recovery.set,
                shares: recovery.consents.sorted(), detail: .known("\(author): \(reason)")))
    }
}
