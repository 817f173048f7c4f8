// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CustodyPolicy
import Foundation
import Ledger
import ShareEnvelope

/// `breakglass ledger show`
struct LedgerShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the ledger's entries as a timeline, with all of their content.",
        discussion: """
            The entries of a merged record are shown after the entry that merged it, as 17.3.

              breakglass ledger show --kind "recovery opened" --since 2026-11-01
            """)

    @Argument(help: "Only these entries, such as 17 or 17.3.")
    var entries: [String] = []

    @Option(help: "Only entries about this account: its sets, its recoveries, and what refers to them.")
    var account: String?

    @Option(help: "Only entries of this kind, such as \"recovery revealed\". Repeatable.")
    var kind: [String] = []

    @Option(help: ArgumentHelp("Only entries from this day on, in UTC.", valueName: "yyyy-mm-dd"))
    var since: String?

    @Option(help: ArgumentHelp("Only entries up to this day, in UTC.", valueName: "yyyy-mm-dd"))
    var until: String?

    @Flag(help: "Print the entries as a JSON array.")
    var json = false

    @OptionGroup var binder: BinderArguments

    func run() throws {
        let places = try entries.map { text throws(CommandError) in try EntryPlace(reading: text, option: "the entry") }
        let kinds = try kind.map { name throws(CommandError) in
            guard let kind = EntryKind(rawValue: name) else {
                let list = EntryKind.allCases.map { $0.rawValue }.joined(separator: ", ")
                throw CommandError(.usage, "--kind: there is no kind \(name)", hint: "one of: \(list)")
            }
            return kind
        }
        let first = try since.map { text throws(CommandError) in try Self.day(text, "--since").daysSince1970 }
        let last = try until.map { text throws(CommandError) in try Self.day(text, "--until").daysSince1970 }
        let folder = try binder.folder()
        let log: LogAudit
        do throws(BinderError) { log = try folder.read().log } catch { throw CommandError(error) }
        var ofAccount = account.map { AccountEntries(account: $0) }
        if log.unsignedCount > 0 {
            Console.warn(
                "\(log.unsignedCount) lines of the ledger are not signed and are not shown: `breakglass ledger verify`"
            )
        }
        let shown = log.placedEntries.filter { place, entry in
            let day = Int(entry.time.posixSeconds / 86_400)
            let isOfAccount = ofAccount?.take(entry, at: place) ?? true
            return isOfAccount && (places.isEmpty || places.contains(place))
                && (kinds.isEmpty || kinds.contains(entry.event.kind))
                && day >= first ?? .min && day <= last ?? .max
        }
        try show(shown)
    }

    private func show(_ shown: [(place: EntryPlace, entry: LedgerEntry)]) throws(CommandError) {
        guard json else {
            let blocks = shown.map { EntryWording(place: $0.place, entry: $0.entry).lines.joined(separator: "\n") }
            if !blocks.isEmpty { Console.result(blocks.joined(separator: "\n\n")) }
            return
        }
        let items = shown.compactMap { place, entry in
            (try? entry.encodedLine()).map {
                "{\"index\":\"\(place)\",\"entry\":\(String(decoding: $0, as: UTF8.self))}"
            }
        }
        Console.result("[" + items.joined(separator: ",\n") + "]")
    }

    private static func day(_ text: String, _ option: String) throws(CommandError) -> CalendarDay {
        guard let day = CalendarDay(text) else {
            throw CommandError(.usage, "\(option): \(text) is not a date", hint: "for example \(option) 2026-11-24")
        }
        return day
    }
}
