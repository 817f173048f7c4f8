// SPDX-License-Identifier: Apache-2.0
//
// The log compared with the ledger. Everything here is a value: the program reads files and hands over events, openings
// and expectations, and prints what comes out.

package import CloudTrail

/// What the emergency identities and everything that came from them did, and what that makes of them.
package struct Audit: Sendable {
    package let expectations: [Expectation]
    /// `nil` if no ledger was given.
    package let openings: [Opening]?
    /// All events that were read, in order of time, each once.
    package let events: [LogEvent]
    package let lineage: Lineage
    package let grouping: SessionGrouping
    package let changes: [Change]
    /// Changes that services made onward with the identities.
    package let onward: [Change]
    package internal(set) var findings: [Finding]
    package internal(set) var verdict: Verdict
    /// For each session of the grouping the opening that covers it, or the session it came from.
    package let openingOf: [Opening?]
    /// Whether pseudonyms stand in it for what identifies somebody.
    package let isRedacted: Bool

    /// Judges events.
    ///
    /// - Parameter broken: what could not be read, as `file: message`.
    package init(
        _ read: [LogEvent], broken: [String] = [], expectations: [Expectation], openings: [Opening]?,
        isLedgerDisputed: Bool = false, _ catalogue: Catalogue
    ) {
        let log = EventLog(read)
        let lineage = Lineage(of: expectations, in: log.events, catalogue)
        let grouping = SessionGrouping(log.events, lineage, expectations, catalogue)
        let list = ChangeList(log.events, lineage, catalogue)
        let scene = Scene(
            events: log.events, conflicts: log.conflicts, broken: broken, expectations: expectations,
            openings: openings, lineage: lineage, grouping: grouping, changes: list.changes, onward: list.onward,
            matching: OpeningMatch(log.events, expectations, openings ?? [], lineage, grouping))
        let disputed = isLedgerDisputed ? [Finding(.ledgerDisputed, [])] : []
        let findings =
            disputed + scene.openingFindings + scene.sessionFindings + scene.changeFindings + scene.evidenceFindings
        self.expectations = expectations
        self.openings = openings
        events = log.events
        self.lineage = lineage
        self.grouping = grouping
        changes = list.changes
        onward = list.onward
        self.findings = findings.sorted { $0.weight.rank < $1.weight.rank }
        openingOf = scene.matching.openingOf
        isRedacted = false
        verdict = Verdict(findings, isUsed: !scene.uses.isEmpty, hasLedger: openings != nil)
    }

    /// Takes what other evidence says about the log, and judges again.
    package mutating func take(_ evidence: [Finding]) {
        findings = (findings + evidence).sorted { $0.weight.rank < $1.weight.rank }
        verdict = Verdict(findings, isUsed: !uses.isEmpty, hasLedger: openings != nil)
    }

    /// The times that must be in the log: of each session, from its first event to its last, and of each opening's window.
    package var times: [(from: EventTime, until: EventTime)] {
        let sessions = uses.compactMap { place -> (from: EventTime, until: EventTime)? in
            let times = grouping.sessions[place].events.compactMap { events[$0].time }
            guard let first = times.min(), let last = times.max() else { return nil }
            return (first, last)
        }
        let windows = (openings ?? []).compactMap { opening in opening.until.map { (opening.from, $0) } }
        return sessions + windows
    }

    /// The places of the sessions of the declared identities themselves, in order of time.
    package var uses: [Int] {
        grouping.sessions.indices.filter { lineage.nodes[grouping.sessions[$0].node].isDeclared }
    }

    /// What was begotten.
    package var descendants: [Lineage.Node] {
        lineage.nodes.filter { !$0.isDeclared && !$0.isWayIn }
    }
}

extension Finding.Weight {
    /// Zero is the worst.
    var rank: Int {
        switch self {
        case .backdoor: 0
        case .missing: 1
        case .note: 2
        }
    }
}
