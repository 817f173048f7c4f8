// SPDX-License-Identifier: Apache-2.0
//
// A rehearsal does everything that a recovery does except show the credential: it recombines the credential in memory,
// tries every quorum of the sheets that are there, and wipes everything.

import CustodyPolicy
package import Ledger
import Recovery
package import SecretSharing
package import ShareEnvelope

/// A rehearsal, up to its challenge.
package struct Rehearsal: Ceremony {
    /// How long a rehearsal may take.
    private static let openFor: UInt64 = 86_400

    private let drilled: DrilledSet
    private let binder: OpenBinder

    /// Begins with the set.
    package init(of drilled: DrilledSet, in binder: OpenBinder) {
        self.drilled = drilled
        self.binder = binder
    }

    /// Who leads it.
    package func plan(_ answers: Answers) throws(Asking) -> PublicText { try answers.drillLeader() }

    /// Writes the challenge.
    ///
    /// - Throws: `BinderError`.
    package func open(by leader: PublicText) throws(BinderError) -> OpenRehearsal {
        let begun = ContinuousClock.now
        let challenge = DrillOpened(
            set: drilled.set.identity, shares: drilled.shares, nonce: DrillNonce(), way: .rehearsal,
            expires: LedgerTime.now.adding(seconds: Self.openFor), by: leader)
        return OpenRehearsal(
            try OpenDrill(challenge, in: binder), of: drilled, by: leader, since: begun, in: binder)
    }
}

/// A rehearsal whose challenge is in the ledger.
package struct OpenRehearsal: Sendable {
    private let drill: OpenDrill
    private let drilled: DrilledSet
    private let leader: PublicText
    private let begun: ContinuousClock.Instant
    private let binder: OpenBinder

    fileprivate init(
        _ drill: OpenDrill, of drilled: DrilledSet, by leader: PublicText, since begun: ContinuousClock.Instant,
        in binder: OpenBinder
    ) {
        self.drill = drill
        self.drilled = drilled
        self.leader = leader
        self.begun = begun
        self.binder = binder
    }

    /// The challenge, as people read it before a share signs.
    package var lines: [String] { drill.lines(drilled.set) }

    /// The sealed shares that nobody unlocked, in words; `nil` if there are none.
    package func notUnlocked(_ shares: [ShareNumber]) -> String? {
        shares.isEmpty ? nil : "Here, but not unlocked: \(drilled.set.people(shares))"
    }

    /// Has the shares sign, tries their quorums, and records what they opened. What is opened is wiped at once.
    ///
    /// - Throws: `DrillError`.
    package func prove(_ quorum: Quorum, _ ciphertext: Ciphertext) throws(DrillError) -> RehearsedQuorums {
        _ = try DrillError.inBinder { () throws(BinderError) in
            try drill.answer(quorum.shares, of: quorum.manifest, in: binder)
        }
        let trial = QuorumTrial(quorum, ciphertext)
        let seconds = UInt64(max(0, (ContinuousClock.now - begun).components.seconds))
        if let failed = trial.failed.first {
            throw .quorumsFailed(trial.failed.count, of: trial.count, such: failed)
        }
        let event = Rehearsed(
            drill: drill.index, set: drilled.set.identity, shares: quorum.shares.map { $0.number },
            quorumsTried: trial.tried, quorums: trial.count, seconds: seconds)
        let appended = try DrillError.inBinder { () throws(BinderError) in try binder.append(.rehearsed(event)) }
        return RehearsedQuorums(event: event, set: drilled.set, appended: appended)
    }

    /// The end of the rehearsal.
    package var end: DrillEnd { DrillEnd(of: drill.index, drill.opened, led: leader, in: binder) }

    /// Ends a rehearsal that could not be finished.
    ///
    /// - Parameter why: its findings.
    /// - Throws: `DrillError`; then it stays open.
    package func giveUp(_ why: String) throws(DrillError) { try end.giveUp(why, by: leader) }
}

/// What a rehearsal opened.
package struct RehearsedQuorums: Sendable {
    /// What the entry says.
    package let event: Rehearsed
    private let set: SetHistory
    /// The entry.
    package let appended: Appended

    fileprivate init(event: Rehearsed, set: SetHistory, appended: Appended) {
        self.event = event
        self.set = set
        self.appended = appended
    }

    /// It in a sentence.
    package var words: String {
        "It opens: tried \(event.quorumsTried) of the \(event.quorums) quorums of these sheets, within "
            + "\(event.seconds) s; nothing was shown."
    }

    /// The custodians who took part.
    package var participants: [String] { event.shares.map { set.custodian(of: $0) } }
}
