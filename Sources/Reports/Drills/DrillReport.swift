// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy
package import Ledger
import SecretSharing
import ShareEnvelope

/// A drill as evidence: what was practiced, who took part, how, how long it took, the findings, and when the next drill
/// is due.
package struct DrillReport {
    private let drill: DrillHistory
    private let set: SetHistory
    private let life: CredentialStatus?
    private let end: (place: EntryPlace, time: LedgerTime, event: DrillClosed)

    /// - Parameter life: the credential's status; `nil` if there is none.
    package init(
        _ drill: DrillHistory, of set: SetHistory, _ life: CredentialStatus?,
        closedAs end: (place: EntryPlace, time: LedgerTime, event: DrillClosed)
    ) {
        self.drill = drill
        self.set = set
        self.life = life
        self.end = end
    }

    /// The report, a line for each fact.
    package var lines: [String] {
        let proven = end.event.proven
        let unproven = end.event.unproven
        let rows = [
            ["Scenario", drill.opened.way.scenario],
            ["Of", "\(life?.name.description ?? set.created.account.description), set \(set.identity.code)"],
            ["Led by", "\(drill.opened.by)"], ["Proven", proven.isEmpty ? "nobody" : set.people(proven)],
            unproven.isEmpty
                ? nil : [drill.opened.way == .rehearsal ? "Unproven" : "NOT", set.people(unproven)],
            [
                "Path",
                "challenge in entry \(drill.place) (\(drill.opened.nonce.words.joined(separator: " "))), "
                    + "closed in entry \(end.place)",
            ], ["Time", time], ["Findings", end.event.findings.map { "\($0)" } ?? "none"],
            end.event.alerts.map { ["Alerts", DrillClosed.TestedAlert.words($0)] },
            end.event.result.map { ["Shown by", "the result file with SHA-256 \($0.ledgerText)"] }, ["Next by", next],
        ].compactMap { $0 }
        return ["Drill report"] + TextTable(rows).lines(width: nil)
    }

    private var time: String {
        let opened = drill.rehearsed.map { rehearsed in
            ", the credential after \(Duration.words(rehearsed.event.seconds)), with "
                + "\(rehearsed.event.quorumsTried) of \(rehearsed.event.quorums) quorums of these sheets tried"
        }
        return "\(drill.time) to \(end.time)\(opened ?? "")"
    }

    /// The day by which the sheet whose last proof is the oldest must be proven again.
    private var next: String {
        guard let life, let interval = life.account?.drillEvery else { return "the policy sets no interval" }
        let never = set.created.custodians.map(\.share).filter {
            set.sheets[$0]?.isInHand ?? true && life.lastProof(of: $0, in: set) == nil
        }
        guard never.isEmpty else { return "now; never proven: \(set.people(never))" }
        guard let due = life.nextProof(of: set) else { return "no sheet is in hand" }
        return "\(Moment(due).day), every \(interval)"
    }
}
