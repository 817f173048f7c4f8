// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import Foundation
import Ledger
import ShareEnvelope
import TerminalDialogue

/// `breakglass ledger merge`
struct LedgerMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Merge a journal that a ceremony wrote because it could not write to the ledger.",
        discussion: """
            The journal goes into the ledger byte for byte, marked as a merged journal; its file stays. Merge one journal \
            after the other.

              breakglass ledger merge breakglass-journal.jsonl
            """)

    @Argument(help: "The journal's file.")
    var journal: String

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        let bytes = try InputFile.bytes(journal, limit: JournalStore.byteLimit, hint: "name a journal's file")
        let folder = try binder.folder()
        let store = try key.store(of: folder)
        do throws(BinderError) {
            let (log, state) = try folder.read()
            let merger = try JournalMerger(bytes, of: journal, into: log, state)
            if merger.tornByteCount > 0 {
                Console.warn(
                    "\(merger.tornByteCount) bytes after the journal's last entry are torn; they stay in its file")
            }
            Console.warn(of: try store.append(together: merger.events, at: .now))
            let count = merger.newEntryCount
            Console.say(
                count == 0
                    ? "The ledger already has all of this journal."
                    : "Merged: \(count) \(count == 1 ? "entry" : "entries") of journal \(merger.name.ledgerText).")
            for broken in MergedSetRule.remarks(on: try folder.read().state, before: state) {
                Console.warn("\(broken.happened); expected: \(broken.expected)")
                Console.warn(of: try store.append(LedgerEntry(time: .now, event: .exception(broken))).repairs)
            }
            Self.tellReviews(of: try folder.read().state)
        } catch { throw CommandError(error) }
    }

    /// What a journal brings waits for the same people as what the ledger has.
    private static func tellReviews(of state: BinderState) {
        let reviews = DutyList(state, under: state.readPolicy, at: .now, isPolicyRecorded: true).reviews
        guard !reviews.isEmpty else { return }
        Console.say("What now waits for a review:")
        for duty in reviews { Console.say("  " + (duty.name.map { "\($0): " } ?? "") + duty.words) }
    }
}

/// `breakglass ledger exception`
struct LedgerExceptionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exception",
        abstract: "Record that something did not go as planned: what was expected, happened and decided, and by whom.")

    @Option(help: ArgumentHelp("The entry that it is about, such as 17 or 17.3.", valueName: "entry"))
    var about: String?

    @Option(help: "What should have happened.")
    var expected: String?

    @Option(help: "What happened instead.")
    var happened: String?

    @Option(help: "What was decided.")
    var decided: String?

    @Option(help: "Who decided.")
    var by: String?

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        let ceremony = Remark(in: try OpenBinder(writing: binder.folder(), key))
        var interview = Interview([
            ("--about", about), ("--expected", expected), ("--happened", happened), ("--decided", decided),
            ("--by", by),
        ])
        let plan = try interview.plan(ceremony)
        do throws(BinderError) { Console.say("Recorded as entry \(try ceremony.record(plan).index).") } catch {
            throw CommandError(error)
        }
    }
}
