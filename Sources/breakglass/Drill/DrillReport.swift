// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// A drill as evidence: what was practiced, who took part, how, how long it took, the findings, and when the next drill
/// is due.
struct DrillReport {
    private let drill: DrillHistory
    private let set: SetHistory
    private let life: CredentialStatus?
    private let end: (place: EntryPlace, time: LedgerTime, event: DrillClosed)

    /// - Parameter life: the credential's status; `nil` if there is none.
    init(
        _ drill: DrillHistory, of set: SetHistory, _ life: CredentialStatus?,
        closedAs end: (place: EntryPlace, time: LedgerTime, event: DrillClosed)
    ) {
        self.drill = drill
        self.set = set
        self.life = life
        self.end = end
    }

    /// The report, a line for each fact.
    var lines: [String] {
        var lines = ["Drill report"]
        func add(_ name: String, _ value: String) { lines.append("  " + name.padded(to: 10) + value) }
        add("Scenario", scenario)
        add("Of", "\(life?.name.description ?? set.created.account.description), set \(set.identity.code)")
        add("Led by", "\(drill.opened.by)")
        add("Proven", people(end.event.proven))
        if !end.event.unproven.isEmpty {
            add(drill.opened.way == .rehearsal ? "Unproven" : "NOT", people(end.event.unproven))
        }
        add(
            "Path",
            "challenge in entry \(drill.place) (\(drill.opened.nonce.words.joined(separator: " "))), "
                + "closed in entry \(end.place)")
        add("Time", time)
        add("Findings", end.event.findings.map { "\($0)" } ?? "none")
        add("Next by", next)
        return lines
    }

    private var scenario: String {
        switch drill.opened.way {
        case .inPerson: "custodians show their sheets, one by one; nothing is opened"
        case .byMail: "custodians answer a letter on their own machines; nothing is opened"
        case .rehearsal: "a quorum opens the credential in memory; nothing is shown"
        }
    }

    private func people(_ shares: [ShareNumber]) -> String {
        shares.isEmpty ? "nobody" : shares.map { "\(set.custodian(of: $0)) (\($0))" }.joined(separator: ", ")
    }

    private var time: String {
        let opened = drill.rehearsed.map { rehearsed in
            ", the credential after \(rehearsed.event.seconds) s, with \(rehearsed.event.quorumsTried) of "
                + "\(rehearsed.event.quorums) quorums of these sheets tried"
        }
        return "\(drill.time) to \(end.time)\(opened ?? "")"
    }

    /// The day by which the sheet whose last proof is the oldest must be proven again.
    private var next: String {
        guard let interval = life?.account?.drillEvery else { return "the policy sets no interval" }
        let inHand = set.created.custodians.map(\.share).filter { set.sheets[$0]?.isInHand ?? true }
        let never = inHand.filter { life?.lastProof(of: $0, in: set) == nil }
        guard never.isEmpty else { return "now; never proven: \(people(never))" }
        guard let oldest = inHand.compactMap({ life?.lastProof(of: $0, in: set)?.time }).min() else {
            return "no sheet is in hand"
        }
        return "\(oldest.adding(seconds: UInt64(interval.seconds)).description.prefix(10)), every \(interval)"
    }
}
