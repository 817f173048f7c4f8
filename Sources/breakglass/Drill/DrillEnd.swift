// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// The end of a drill.
struct DrillEnd {
    private let index: UInt64
    private let way: DrillOpened.Way
    private let binder: OpenBinder

    init(index: UInt64, _ way: DrillOpened.Way, in binder: OpenBinder) {
        self.index = index
        self.way = way
        self.binder = binder
    }

    init(_ drill: DrillHistory, in binder: OpenBinder) {
        self.init(index: drill.place.index, drill.opened.way, in: binder)
    }

    /// Ends the drill; asks for the findings, and for a name, where the command line leaves them out.
    func run(_ arguments: DrillArguments, by leader: PublicText? = nil) throws(CommandError) {
        let findings = try Prompt().findings(arguments.findings, ending: way.closing)
        let author = if let leader { leader } else { try arguments.leader() }
        try write(findings: findings, by: author)
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
        let appended = try binder.enter(.drillClosed(event), at: now)
        Console.say(
            "The drill is closed, as entry \(appended.index): \(proven.count) of \(drill.opened.shares.count) proven.")
        let life = state.lives(under: binder.policy).first { $0.sets.contains { $0.identity == set.identity } }
        let report = DrillReport(drill, of: set, life, closedAs: (EntryPlace(appended.index), now, event))
        for line in report.lines { Console.result(line) }
        guard !unproven.isEmpty, drill.opened.way != .rehearsal else { return }
        Console.warn("not proven: " + unproven.map { "\(set.custodian(of: $0)) (\($0))" }.joined(separator: ", "))
    }
}

extension OpenBinder {
    /// The drill that is to be closed: the first open one of the credential that the arguments name.
    func openDrill(_ ways: Set<DrillOpened.Way>, of credential: CredentialArguments) throws(CommandError)
        -> DrillHistory
    {
        let open = state.lives(under: policy).filter { $0.openDrill(ways) != nil }
        let words = ways.contains(.byMail) ? "drill by mail" : "drill in person or rehearsal"
        guard !open.isEmpty else { throw CommandError(.usage, "no \(words) is open", hint: "`breakglass status`") }
        let life = try credential.choose(
            among: open, orElse: "no \(words) of that credential is open", hint: "`breakglass status`")
        guard let drill = life.openDrill(ways) else { throw CommandError(.fault, "the drill is gone") }
        return drill
    }
}
