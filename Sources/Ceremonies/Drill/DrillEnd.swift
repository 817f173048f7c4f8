// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy
package import Ledger
package import MerkleLog
import SecretSharing
package import ShareEnvelope

/// What a drill found, and who says so.
package struct DrillFindings: Hashable, Sendable {
    /// The findings; `nil` if there are none.
    package let findings: PublicText?
    /// What a result file shows of alerts; `nil` without a file.
    package let alerts: ShownAlerts?
    /// Who says so.
    package let by: PublicText

    /// Makes findings.
    package init(findings: PublicText?, alerts: ShownAlerts? = nil, by: PublicText) {
        self.findings = findings
        self.alerts = alerts
        self.by = by
    }
}

/// The alerts of a drill, as a result file shows them.
package struct ShownAlerts: Hashable, Sendable {
    /// The SHA-256 of the file.
    package let result: TreeHash
    /// The alerts, one for each channel.
    package let tested: [DrillClosed.TestedAlert]
}

/// The end of a drill.
package struct DrillEnd: Ceremony {
    private static let findingsLimit = 1900

    private let index: UInt64
    private let opened: DrillOpened
    private let leader: PublicText?
    private let binder: OpenBinder
    private var result: GivenResult?

    /// Ends the drill of an entry.
    ///
    /// - Parameter leader: who leads it; `nil` if that is still to be asked.
    init(of index: UInt64, _ opened: DrillOpened, led leader: PublicText?, in binder: OpenBinder) {
        self.index = index
        self.opened = opened
        self.leader = leader
        self.binder = binder
    }

    /// Ends a drill that was left open.
    package init(_ drill: DrillHistory, led leader: PublicText? = nil, in binder: OpenBinder) {
        self.init(of: drill.place.index, drill.opened, led: leader, in: binder)
    }

    /// The same end, which also records the alerts that a result file shows.
    package func showing(_ result: GivenResult?) -> DrillEnd {
        var end = self
        end.result = result
        return end
    }

    /// The command that ends the drill later.
    package var closing: String {
        opened.way.closing + binder.state.naming(of: opened.set, under: binder.policy)
    }

    /// Who may end it. The ledger says who does.
    package var whoMayEndIt: String {
        "\(opened.by) leads the drill of entry \(index). Anybody with the binder and its key may end it; the ledger says who "
            + "does."
    }

    /// What it found, and who says so.
    package func plan(_ answers: Answers) throws(Asking) -> DrillFindings {
        let alerts = try shownAlerts()
        let findings = try answers.textUnlessNothing(
            Question("--findings", "Findings; type `none` if there are none", word: "none"), limit: Self.findingsLimit)
        let by =
            if let leader { leader } else {
                try answers.personName(Question("--by", "Who ends the drill", introduction: [whoMayEndIt]))
            }
        return DrillFindings(findings: findings, alerts: alerts, by: by)
    }

    /// Refuses a result file that is about something else, or shows no alert.
    private func shownAlerts() throws(Asking) -> ShownAlerts? {
        guard let result else { return nil }
        do throws(Refusal) {
            try result.check(isAbout: "the drill", [EntryPlace(index)], in: binder)
            guard !result.testedAlerts.isEmpty else {
                throw Refusal(
                    "\(result.name) says nothing about alerts",
                    hint: "name the alert channels under cloud in the policy, and run `glasswatch audit` again")
            }
            return ShownAlerts(result: result.digest, tested: result.testedAlerts)
        } catch { throw Asking(Question("--alert", "The result file"), error, isGiven: true) }
    }

    /// Records what the drill showed.
    ///
    /// - Throws: `DrillError`; then the drill stays open.
    package func close(_ plan: DrillFindings) throws(DrillError) -> ClosedDrill {
        // Read again: answers have been added since.
        let state = try DrillError.inBinder { () throws(BinderError) in try binder.again().state }
        guard let drill = state.drills.first(where: { $0.place == EntryPlace(index) }),
            let set = state.set(drill.opened.set)
        else { throw .gone(index) }
        let event = DrillClosed(
            drill: index, proven: drill.proven, unproven: drill.unproven, findings: plan.findings,
            result: plan.alerts?.result, alerts: plan.alerts?.tested, by: plan.by)
        let now = LedgerTime.now
        let appended = try DrillError.inBinder { () throws(BinderError) in
            try binder.append(.drillClosed(event), at: now)
        }
        let life = state.life(of: set.identity, under: binder.policy)
        return ClosedDrill(
            drill: drill, set: set, life: life, place: EntryPlace(appended.index), time: now, event: event)
    }

    /// Ends a drill that failed; its findings say why.
    func giveUp(_ why: String, by leader: PublicText) throws(DrillError) {
        _ = try close(DrillFindings(findings: .known(why), by: leader))
    }
}

/// A drill that has ended.
package struct ClosedDrill: Sendable {
    /// The drill.
    package let drill: DrillHistory
    /// Its set.
    package let set: SetHistory
    /// The credential's status before the end; `nil` if there is none.
    package let life: CredentialStatus?
    /// The entry that ends it.
    package let place: EntryPlace
    /// When that was written.
    package let time: LedgerTime
    /// What it says.
    package let event: DrillClosed

    /// How many proved their sheets.
    package var words: String {
        "The drill is closed, as entry \(place), by \(event.by): \(event.proven.count) of "
            + "\(drill.opened.shares.count) proven."
    }

    /// The alerts that were not shown to arrive in time; `nil` if all were, or no result file was given.
    package var alertWarning: String? {
        let late = (event.alerts ?? []).filter { $0.inTime != .yes }.map(\.channel.description)
        return late.isEmpty
            ? nil : "no alert was shown to arrive in time on \(late.joined(separator: ", ")): fix it now"
    }

    /// Who did not; `nil` if everybody did. A rehearsal asks for a quorum alone.
    package var warning: String? {
        guard !event.unproven.isEmpty, drill.opened.way != .rehearsal else { return nil }
        return "not proven: \(set.people(event.unproven))"
    }
}
