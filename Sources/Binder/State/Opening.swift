// SPDX-License-Identifier: Apache-2.0

public import SecretSharing
public import ShareEnvelope

/// A recovery, from its statement to its review.
public struct Opening: Sendable {
    /// The moment before the credential was shown.
    public struct Revealed: Sendable {
        /// When.
        public let time: LedgerTime
        /// What the entry says.
        public let event: RecoveryRevealed
    }

    /// The entry that opened it.
    public let place: EntryPlace
    /// When.
    public let time: LedgerTime
    /// The statement.
    public let opened: RecoveryOpened
    /// The opening of the account's other credential in the same ceremony, where that one came first.
    public let beside: EntryPlace?
    /// The entries that ask shares for their consent to it.
    var asking: [EntryPlace]
    /// The account, once it is known.
    public internal(set) var account: PublicText?
    /// The set, once it is known.
    public internal(set) var set: SetIdentity?
    /// Every set that it had to do with: stated, named, consenting, or revealed.
    var touched: [SetIdentity]
    /// Who consented to it, by their sets.
    var consentsOfSets: [SetIdentity: Set<ShareNumber>] = [:]
    /// The shares of its set that consented.
    public var consents: Set<ShareNumber> { self.set.flatMap { consentsOfSets[$0] } ?? [] }
    /// That it was revealed.
    public internal(set) var revealed: Revealed?
    /// How the ceremony ended.
    public internal(set) var closed: (time: LedgerTime, event: RecoveryClosed)?
    /// Whether somebody said of a recovery in a record that it was cut off.
    var isSetAside = false
    /// Whether it was neither closed nor said to be cut off.
    public var isUnclosed: Bool { closed == nil && !isSetAside }
    /// The story told after it.
    public internal(set) var review: (time: LedgerTime, event: ReviewFiled)?

    init(place: EntryPlace, time: LedgerTime, opened: RecoveryOpened, beside: EntryPlace?) {
        self.place = place
        self.time = time
        self.opened = opened
        self.beside = beside
        asking = [place]
        account = opened.account
        set = opened.set
        touched = opened.set.map { [$0] } ?? []
    }
}
