// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Binder
import Ceremonies
import ShareEnvelope

/// `breakglass ledger close`
struct LedgerCloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close a recovery that was cut off, so that it no longer stands as going on.",
        discussion: """
            For a machine that lost its power or was killed, and for a recovery that went on in a record. Look first that \
            it goes on nowhere. What was shown stays shown: it is reviewed like any other use.
            """)

    @Argument(help: ArgumentHelp("The entry that began the recovery, such as 17 or 17.3.", valueName: "entry"))
    var opening: String

    @Option(help: "How it is known that the recovery goes on nowhere.")
    var why: String?

    @Option(help: "Who says so.")
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
                .badInput, "entry \(place) is no recovery that was never closed",
                hint: open.isEmpty ? "none is: `breakglass status`" : "these are: \(list)")
        }
        let guide = Prompt()
        let reason = try PublicText(
            named: "--why", try guide.text(why, "How is it known that it goes on nowhere", "--why"), limit: 900)
        let author = try PublicText(named: "--by", try guide.text(by, "Who says so", "--by"), limit: 64)
        try key.store(of: folder).record(Self.event(recovery, author, reason))
        if recovery.revealed != nil { Console.say("It was shown: `breakglass review` tells its story.") }
    }

    /// A record is what it is: what ends a recovery in one is said by an exception about it.
    private static func event(
        _ recovery: Binder.Opening, _ author: PublicText, _ reason: PublicText
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
