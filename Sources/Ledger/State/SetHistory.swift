// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import SecretSharing
package import ShareEnvelope

/// A set and what became of it.
package struct SetHistory: Sendable {
    /// How a set ends.
    package enum End: Sendable {
        /// Its sheets were never released, or all of them are destroyed.
        case abandoned(LedgerTime, why: PublicText)
        /// It was retired.
        case retired(LedgerTime, SetRetired)
    }

    /// The retirement of a set.
    package struct Retirement: Sendable {
        /// The entry that says so.
        package let place: EntryPlace
        /// When.
        package let time: LedgerTime
        /// What it says.
        package let event: SetRetired
        /// Whether a quorum of the set agreed to this entry, or to another one that retires the set.
        package internal(set) var isAgreed: Bool
        /// Whether the quorum agreed to an entry other than the one that says that the credential was changed.
        var isRotationSaid = false

        /// Whether the credential was changed and only the ledger keeper says so.
        package var isRotatedByWord: Bool { event.rotated && (!isAgreed || isRotationSaid) }
    }

    /// The entry that created it.
    package let place: EntryPlace
    /// When it was dealt.
    package let time: LedgerTime
    /// The journal that dealt it; `nil` for a set of the ledger itself.
    let journal: JournalName?
    /// What the entry says.
    package let created: SetCreated
    /// Its manifest; `nil` if the entry holds another set's, which an audit reports.
    package let manifest: Manifest?
    /// The account that it opens: the label of its manifest, whatever the entry says.
    package let account: PublicText
    /// Whether it is for practice and protects nothing of value. Its sheets say so too.
    package let isPractice: Bool
    /// What gives it the authority of its credential; empty for a claim of the ledger keeper.
    package let authorities: [Authority]
    /// When its sheets were released, by the first `sheets released`.
    var saidOut: LedgerTime?
    /// When its sheets were released. A share that signed was on paper, whether an entry says so or not.
    package var released: LedgerTime? { saidOut ?? firstProof }
    /// When each share's paper was last read back, by the share's signature, and the entry that says so.
    package internal(set) var readBackAt: [ShareNumber: (place: EntryPlace, time: LedgerTime)] = [:]
    /// What became of the sheets that entries mention.
    package internal(set) var sheets: [ShareNumber: SheetHistory] = [:]
    /// The times at which it was opened.
    package internal(set) var openedAt: [LedgerTime] = []
    /// When and how each share last proved to be intact.
    package var proofs: [ShareNumber: (time: LedgerTime, how: ShareProof)] = [:]
    /// The time of the first proof of any share.
    private var firstProof: LedgerTime?
    /// Its first `set abandoned`.
    package var abandoned: (time: LedgerTime, why: PublicText)?
    /// The entries that abandon it after one of its sheets was proven.
    package var abandonedAfterProof: [EntryPlace] = []
    /// Its retirement.
    package internal(set) var retired: Retirement?

    /// - Parameter mayPractise: whether the set that it is practice for is known and is a real set.
    init(_ entry: ResolvedEntry, _ created: SetCreated, mayPractise: Bool, authorities: [Authority]) {
        place = entry.place
        time = entry.time
        journal = entry.journal
        self.created = created
        self.authorities = authorities
        manifest = entry.manifest
        account = manifest?.label ?? created.account
        isPractice = created.practice != nil && mayPractise && manifest?.isPractice ?? false
    }

    /// The set's identity.
    package var identity: SetIdentity { created.set }
    /// How it ended. After one of its sheets was proven, a set does not count as abandoned until all sheets are
    /// destroyed.
    package var end: End? {
        if let retired { return .retired(retired.time, retired.event) }
        guard let abandoned, proofs.isEmpty || isDestroyed else { return nil }
        return .abandoned(abandoned.time, why: abandoned.why)
    }
    /// When it was abandoned although its paper is out: one of its sheets was proven, and not all are destroyed.
    package var givenUp: LedgerTime? { end == nil ? abandoned?.time : nil }
    /// Whether the destruction of each of its sheets was signed.
    private var isDestroyed: Bool { created.custodians.allSatisfy { sheets[$0.share]?.standing == .destroyed } }
    /// Whether its paper is out and it is neither abandoned nor retired.
    package var isLive: Bool { end == nil && released != nil }
    /// Whether only the ledger keeper says that it belongs to its credential (A5).
    package var isClaim: Bool { authorities.isEmpty && !isPractice }
    /// Whether it was opened. It counts as burned until the credential is changed.
    package var isBurnt: Bool { !openedAt.isEmpty }
    /// Notes that a share proved to be intact.
    mutating func prove(_ share: ShareNumber, at time: LedgerTime, _ how: ShareProof) {
        firstProof = min(firstProof ?? time, time)
        guard proofs[share].map({ $0.time < time }) ?? true else { return }
        proofs[share] = (time, how)
    }
}
