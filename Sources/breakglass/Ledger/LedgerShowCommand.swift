// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Foundation
import Ledger
import MerkleLog
import Reports
import ShareEnvelope
import TerminalDialogue

/// `breakglass ledger show`
struct LedgerShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the ledger's entries, the proof of one, the newest checkpoint, or a trust policy.",
        discussion: """
            Without --proof, --checkpoint and --trust, it shows entries as a timeline, with all of their content. The \
            entries of a merged journal are shown after the entry that merged it, as 17.3.

              breakglass ledger show --kind "recovery opened" --since 2026-11-01
              breakglass ledger show 17 --proof 17.proof
              breakglass ledger show --checkpoint words

            A proof is a C2SP tlog-proof file; it verifies without the binder. It has the first checkpoint that covers \
            the entry and satisfies the policy of --trust; if none does, the first that shares cosigned, or else the \
            newest. It does not contain the entry: that is the line of ledger.jsonl with the same index.

            Edit the trust policy: add `witness auditor VKEY` and groups such as `group any-auditor any auditor`.
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

    @Option(
        help: ArgumentHelp(
            "Write the proof that the one entry is in the ledger: - for the standard output, or a new file.",
            valueName: "path"))
    var proof: String?

    @Option(
        help: ArgumentHelp(
            "Print the newest checkpoint: note (signed, to keep), code (BGK1…, for a slip), or words (to read aloud).",
            valueName: "form"))
    var checkpoint: CheckpointForm?

    @Flag(help: "Print a C2SP trust policy that trusts the quorums of the sets in force.")
    var trust = false

    @OptionGroup var binder: BinderArguments

    func run() throws {
        try checkOptions()
        if let proof { return try LedgerProof(of: entries, to: proof).write(from: binder) }
        if let checkpoint { return try checkpoint.show(of: binder) }
        if trust { return try showTrust() }
        try showEntries()
    }

    /// Refuses options that show different things.
    private func checkOptions() throws(CommandError) {
        let parts = [(proof != nil, "--proof"), (checkpoint != nil, "--checkpoint"), (trust, "--trust")]
            .compactMap { $0 ? $1 : nil }
        guard let part = parts.first else { return }
        guard parts.count == 1 else {
            throw CommandError(
                .usage, "\(parts.joined(separator: " and ")) show different things",
                hint: "give one of them, and run the command again for the other")
        }
        let selecting = [
            (account != nil, "--account"), (!kind.isEmpty, "--kind"), (since != nil, "--since"),
            (until != nil, "--until"), (json, "--json"), (proof == nil && !entries.isEmpty, "an entry"),
        ].compactMap { $0 ? $1 : nil }
        guard selecting.isEmpty else {
            throw CommandError(
                .usage, "\(part) does not go with \(selecting.joined(separator: ", "))",
                hint: "leave one of them out; `breakglass ledger show --help`")
        }
    }

    private func showTrust() throws(CommandError) {
        let (folder, log, state) = try binder.read()
        guard let text = TrustPolicyText.text(of: state, in: log) else {
            throw CommandError(BinderError.notALedger(path: folder.path))
        }
        Console.data(text)
    }

    private func showEntries() throws {
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
        let log = try binder.read().log
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
        show(shown)
    }

    private func show(_ shown: [(place: EntryPlace, entry: LedgerEntry)]) {
        guard json else {
            let blocks = shown.map { EntryWording(place: $0.place, entry: $0.entry).lines.joined(separator: "\n") }
            if !blocks.isEmpty { Console.evidence(blocks.joined(separator: "\n\n")) }
            return
        }
        let items = shown.compactMap { place, entry in
            (try? entry.encodedLine()).map {
                "{\"index\":\"\(place)\",\"entry\":\(String(decoding: $0, as: UTF8.self))}"
            }
        }
        Console.data("[" + items.joined(separator: ",\n") + "]")
    }

    private static func day(_ text: String, _ option: String) throws(CommandError) -> CalendarDay {
        guard let day = CalendarDay(text) else {
            throw CommandError(.usage, "\(option): \(text) is not a date", hint: "for example \(option) 2026-11-24")
        }
        return day
    }
}
