// SPDX-License-Identifier: Apache-2.0

public import SecretSharing
public import ShareEnvelope

/// A set and what became of it.
public struct SetHistory: Sendable {
    /// How a set ends.
    public enum End: Sendable {
        /// Its sheets never went out.
        case abandoned(LedgerTime, why: PublicText)
        /// Another set has taken its place.
        case retired(LedgerTime, SetRetired)
    }

    /// That another set has taken its place.
    public struct Retirement: Sendable {
        /// The entry that says so.
        public let place: EntryPlace
        /// When.
        public let time: LedgerTime
        /// What it says.
        public let event: SetRetired
        /// Whether a quorum of the set agreed to it, or to another entry that retires it.
        public internal(set) var isAgreed: Bool
        /// Whether what the quorum agreed to is another entry than the one that says that the credential was changed.
        var isRotationSaid = false

        /// Whether the credential was changed, and nobody but the keeper of the ledger says so.
        public var isRotatedByWord: Bool { event.rotated && (!isAgreed || isRotationSaid) }
    }

    /// The entry that created it.
    public let place: EntryPlace
    /// When it was dealt.
    public let time: LedgerTime
    /// The record that dealt it; nothing for a set of the ledger itself.
    let record: RecordName?
    /// What the entry says.
    public let created: SetCreated
    /// Its manifest; nothing when the entry holds another set's, which an audit tells.
    public let manifest: Manifest?
    /// What it opens: the label of its manifest, whatever the entry calls it.
    public let account: PublicText
    /// Whether it locks nothing of worth, and is there for people to practise with. Its sheets say so too.
    public let isPractice: Bool
    /// What gives it the authority of its credential; none for a set that only the keeper says is its credential's.
    public let authorities: [Authority]
    /// When its sheets went out, as an entry says.
    var saidOut: LedgerTime?
    /// When its sheets went out: a share that signed was on paper, whether an entry says so or not.
    public var released: LedgerTime? { saidOut ?? firstProof }
    /// When each share's paper was read back last, as its share signed, and the entry that says so.
    public internal(set) var readBackAt: [ShareNumber: (place: EntryPlace, time: LedgerTime)] = [:]
    /// What became of the sheets of which something was said.
    public internal(set) var sheets: [ShareNumber: SheetHistory] = [:]
    /// When it was opened.
    public internal(set) var openedAt: [LedgerTime] = []
    /// When and how each share last proved to be whole.
    var proofs: [ShareNumber: (time: LedgerTime, how: ShareProof)] = [:]
    /// When the first of them did.
    private var firstProof: LedgerTime?
    /// That its sheets are said never to have gone out.
    var abandoned: (time: LedgerTime, why: PublicText)?
    /// The entries that say that it came to nothing, after one of its sheets was proven.
    var abandonedAfterProof: [EntryPlace] = []
    /// That another set has taken its place.
    public internal(set) var retired: Retirement?

    /// - Parameter mayPractise: whether the set that it is to be practice for is known, and one in earnest.
    init(_ entry: ResolvedEntry, _ created: SetCreated, mayPractise: Bool, authorities: [Authority]) {
        place = entry.place
        time = entry.time
        record = entry.record
        self.created = created
        self.authorities = authorities
        manifest = entry.manifest
        account = manifest?.label ?? created.account
        isPractice = created.practice != nil && mayPractise && manifest?.isPractice ?? false
    }

    /// The set's identity.
    public var identity: SetIdentity { created.set }
    /// How it ended. A set of which a sheet was proven did not come to nothing, whatever is said, until all are destroyed.
    public var end: End? {
        if let retired { return .retired(retired.time, retired.event) }
        guard let abandoned, proofs.isEmpty || isDestroyed else { return nil }
        return .abandoned(abandoned.time, why: abandoned.why)
    }
    /// When it was given up, although its paper is out: a sheet of it was proven, and not all of them are destroyed.
    public var givenUp: LedgerTime? { end == nil ? abandoned?.time : nil }
    /// Whether the destruction of each of its sheets was signed.
    private var isDestroyed: Bool { created.custodians.allSatisfy { sheets[$0.share]?.standing == .destroyed } }
    /// Whether its paper is out and it is neither abandoned nor retired.
    public var isLive: Bool { end == nil && released != nil }
    /// Whether only the keeper says that it is its credential's.
    public var isClaim: Bool { authorities.isEmpty && !isPractice }
    /// Whether it was opened: it counts as burnt until the credential is changed.
    public var isBurnt: Bool { !openedAt.isEmpty }
    /// Takes that a share proved to be whole.
    mutating func prove(_ share: ShareNumber, at time: LedgerTime, _ how: ShareProof) {
        firstProof = min(firstProof ?? time, time)
        guard proofs[share].map({ $0.time < time }) ?? true else { return }
        proofs[share] = (time, how)
    }
}
