// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// `breakglass drill close`
struct DrillCloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "End a drill: record who proved a whole sheet, who did not, and the findings.")

    @Argument(help: "The drill's entry (default: the only open drill).")
    var drill: UInt64?

    @Option(help: "The findings, for the record.")
    var findings: String?

    @Option(help: "Who reports this.")
    var by: String?

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        let binder = try StrictBinder(self.binder, key)
        let open = binder.state.drills.filter { $0.closed == nil }
        let list = open.map { $0.place.description }.joined(separator: ", ")
        guard let history = drill.map({ index in open.first { $0.place == EntryPlace(index) } }) ?? only(of: open)
        else {
            throw CommandError(
                .usage,
                drill.map { "entry \($0) is not an open drill" }
                    ?? (open.isEmpty ? "no drill is open" : "several drills are open"),
                hint: open.isEmpty ? "`breakglass status`" : "these are open: \(list)")
        }
        let guide = Prompt()
        let written = try guide.findings(findings)
        let author = try PublicText(named: "--by", try guide.text(by, "Who reports this", "--by"), limit: 64)
        try DrillEnd(index: history.place.index, in: binder).write(findings: written, by: author)
    }

    private func only(of open: [DrillHistory]) -> DrillHistory? { open.count == 1 ? open[0] : nil }
}

/// The end of a drill.
struct DrillEnd {
    let index: UInt64
    let binder: StrictBinder

    init(index: UInt64, in binder: StrictBinder) {
        self.index = index
        self.binder = binder
    }

    /// Records what the drill showed, and prints the report.
    func write(findings: String?, by author: PublicText) throws(CommandError) {
        // Read again: answers have been added since.
        let state: BinderState
        do throws(BinderError) { state = try binder.folder.read().state } catch { throw CommandError(error) }
        guard let drill = state.drills.first(where: { $0.place == EntryPlace(index) }),
            let set = state.set(drill.opened.set)
        else { throw CommandError(.fault, "the drill of entry \(index) is gone") }
        let (proven, unproven) = (drill.proven, drill.unproven)
        let text = try findings.flatMap { $0.isEmpty ? nil : $0 }.map { text throws(CommandError) in
            try PublicText(named: "--findings", text, limit: 1900)
        }
        let event = DrillClosed(drill: index, proven: proven, unproven: unproven, findings: text, by: author)
        let now = LedgerTime.now
        let appended = try binder.append(.drillClosed(event), at: now)
        Console.say(
            "The drill is closed, as entry \(appended.index): \(proven.count) of \(drill.opened.shares.count) proven.")
        let life = state.lives(under: binder.policy).first { $0.sets.contains { $0.identity == set.identity } }
        let report = DrillReport(drill, of: set, life, closedAs: (EntryPlace(appended.index), now, event))
        for line in report.lines { Console.result(line) }
        guard !unproven.isEmpty, drill.opened.way != .rehearsal else { return }
        Console.warn("not proven: " + unproven.map { "\(set.custodian(of: $0)) (\($0))" }.joined(separator: ", "))
    }
}
