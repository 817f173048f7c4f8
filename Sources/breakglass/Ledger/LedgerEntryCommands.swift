// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Foundation
import Ledger
import ShareEnvelope

/// `breakglass ledger merge`
struct LedgerMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Merge a record that a ceremony wrote because it could not write to the ledger.",
        discussion: "The record goes into the ledger byte for byte, marked as a merged record; its file stays.")

    @Argument(help: "The record's file.")
    var record: String

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        let bytes = try InputFile.bytes(record, limit: RecordStore.byteLimit, hint: "name a record's file")
        let folder = try binder.folder()
        let store = try key.store(of: folder)
        do throws(BinderError) {
            let (log, state) = try folder.read()
            let merger = try RecordMerger(bytes, of: record, into: log, state)
            if merger.tornByteCount > 0 {
                Console.warn(
                    "\(merger.tornByteCount) bytes after the record's last entry are torn; they stay in its file")
            }
            Console.warn(of: try store.append(together: merger.events, at: .now))
            let count = merger.newEntryCount
            Console.say(
                count == 0
                    ? "The ledger already has all of this record."
                    : "Merged: \(count) \(count == 1 ? "entry" : "entries") of record \(merger.name.ledgerText).")
            for broken in MergedSetRule.remarks(on: try folder.read().state, before: state) {
                Console.warn("\(broken.happened); expected: \(broken.expected)")
                Console.warn(of: try store.append(LedgerEntry(time: .now, event: .exception(broken))).repairs)
            }
        } catch { throw CommandError(error) }
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
        let folder = try binder.folder()
        let place = try about.map { text throws(CommandError) in try EntryPlace(reading: text, option: "--about") }
        let guide = Prompt()
        let event = LedgerEvent.remark(
            about: place,
            expected: try PublicText(
                named: "--expected", try guide.text(expected, "What should have happened", "--expected"), limit: 1000),
            happened: try PublicText(
                named: "--happened", try guide.text(happened, "What happened instead", "--happened"), limit: 1000),
            decided: try PublicText(
                named: "--decided", try guide.text(decided, "What was decided", "--decided"), limit: 1000),
            by: try PublicText(named: "--by", try guide.text(by, "Who decided", "--by"), limit: 64))
        try key.store(of: folder).record(event)
    }
}

/// `breakglass ledger countersign`
struct LedgerCountersignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "countersign",
        abstract: "Vouch, as another person, for the override of a rule.")

    @Argument(help: "The entry of the exception, such as 17 or 17.3.")
    var entry: String

    @Option(help: "Who countersigns; not the person who decided.")
    var by: String?

    @Option(help: "What this person says about it.")
    var statement: String?

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        let folder = try binder.folder()
        let place = try EntryPlace(reading: entry, option: "the entry")
        let guide = Prompt()
        let given = try PublicText(named: "--by", try guide.text(by, "Who countersigns", "--by"), limit: 64)
        let text = try PublicText(
            named: "--statement", try guide.text(statement, "What you say about it", "--statement"), limit: 1000)
        let state: BinderState
        do throws(BinderError) { state = try folder.read().state } catch { throw CommandError(error) }
        // Otherwise a person could use an identifier to countersign his own decision.
        let author = state.name(of: given)
        let standing = state.standing(of: place, by: author)
        guard standing != .nothing else {
            throw CommandError(
                .badInput, "entry \(place) is neither an exception nor a policy that loosens a rule",
                hint: "`breakglass status` lists what another person must countersign")
        }
        let store = try key.store(of: folder)
        try Gate(.countersign, of: nil) { event throws(BinderError) in
            Console.warn(of: try store.append(LedgerEntry(time: .now, event: event)).repairs)
        }.pass([CountersignRule(standing, of: place, by: author)])
        try store.record(.countersigned(Countersigned(exception: place, by: author, statement: text)))
    }
}

extension EntryPlace {
    /// Parses a place such as 17 or 17.3, as a person types it.
    init(reading text: String, option: String) throws(CommandError) {
        guard let place = EntryPlace(ledgerText: text) else {
            throw CommandError(.usage, "\(option): \(text) is not an index", hint: "17, or 17.3 in a merged record")
        }
        self = place
    }
}
