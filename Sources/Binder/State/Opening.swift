// SPDX-License-Identifier: Apache-2.0

public import SecretSharing
public import ShareEnvelope

/// A recovery, from its statement to its review.
public struct Opening: Sendable {
    /// The moment before the credential was shown.
    public struct Revealed: Sendable {
        /// The entry.
        public let place: EntryPlace
        /// When.
        public let time: LedgerTime
        /// What the entry says.
        public let event: RecoveryRevealed
    }

    /// That a credential counts as opened.
    public struct Use: Sendable {
        /// Since when.
        public let time: LedgerTime
        /// How strongly that is backed: agreed by the quorum that consented, or said.
        public let strength: Strength
    }

    /// The story of its use.
    public struct Review: Sendable {
        /// The entry.
        public let place: EntryPlace
        /// When.
        public let time: LedgerTime
        /// What it says.
        public let event: ReviewFiled
    }

    /// The entry that opened it.
    public let place: EntryPlace
    /// When.
    public let time: LedgerTime
    /// How far the clock of its statement lay behind; its window counts from there on where nobody consented.
    private let lag: ClockLag
    /// The statement.
    public let opened: RecoveryOpened
    /// The opening of the account's other credential in the same ceremony, where that one came first.
    public let beside: EntryPlace?
    /// The account, once it is known.
    public internal(set) var account: PublicText?
    /// The set, once it is known.
    public internal(set) var set: SetIdentity?
    /// Every set that it had to do with: stated, named, consenting, or revealed.
    var touched: [SetIdentity]
    /// Who consented to it and when, by their sets.
    var consentsOfSets: [SetIdentity: [ShareNumber: LedgerTime]] = [:]
    /// The shares of its set that consented.
    public var consents: Set<ShareNumber> { Set(consentTimes.keys) }
    /// When each of them signed.
    var consentTimes: [ShareNumber: LedgerTime] { self.set.flatMap { consentsOfSets[$0] } ?? [:] }
    /// That the credential counts as opened: a quorum consented, or an entry says that it was shown.
    public internal(set) var use: Use?
    /// That it was revealed.
    public internal(set) var revealed: Revealed?
    /// How the ceremony ended.
    public internal(set) var closed: (time: LedgerTime, event: RecoveryClosed)?
    /// Whether any word of its end says that the credential was shown.
    var isSaidShown = false
    /// Whether somebody said of a recovery in a record that it was cut off.
    var isSetAside = false
    /// Whether it was neither closed nor said to be cut off.
    public var isUnclosed: Bool { closed == nil && !isSetAside }
    /// The reviews that were filed when its use stood in the ledger.
    private(set) var reviews: [Review] = []
    /// Those that were filed before: nobody can tell the story of what did not happen yet.
    public private(set) var earlyReviews: [Review] = []
    /// The story told after it.
    public var review: Review? { reviews.first }

    init(_ entry: ResolvedEntry, _ opened: RecoveryOpened, beside: EntryPlace?) {
        place = entry.place
        time = entry.time
        lag = entry.lag
        self.opened = opened
        self.beside = beside
        account = opened.account
        set = opened.set
        touched = opened.set.map { [$0] } ?? []
    }

    /// The end that the signed statement sets: so long after the last consent; nothing where it allows no window.
    private var statedEnd: LedgerTime? {
        guard let seconds = opened.windowSeconds else { return nil }
        let last = self.set.flatMap { consentsOfSets[$0]?.values.max() }
        return (last ?? lag.start).adding(seconds: seconds)
    }

    /// When the window of its use ends: what an entry says about it can only make it shorter. Nothing where no window runs.
    public var windowEnd: LedgerTime? {
        guard use != nil, let statedEnd else { return nil }
        return revealed?.event.until.map { min($0, statedEnd) } ?? statedEnd
    }

    /// When the window ends as duties count it: under a clock that was reset it began no earlier than the entries before.
    public func dutyWindowEnd(at now: LedgerTime) -> LedgerTime? { windowEnd.map { dutyTime($0, at: now) } }

    /// A time by the clock of its ceremony, as duties count it.
    func dutyTime(_ time: LedgerTime, at now: LedgerTime) -> LedgerTime { lag.corrected(time, at: now) }

    /// Whether the entry of its revelation says a longer window than the statement allows.
    var claimsLongerWindow: Bool {
        guard let until = revealed?.event.until else { return false }
        return statedEnd.map { until > $0 } ?? true
    }

    /// Takes a story, which counts only when the use that it tells of is there.
    mutating func take(_ review: Review) {
        if use == nil { earlyReviews.append(review) } else { reviews.append(review) }
    }

    /// Takes that the credential was shown, or that a quorum consented: a story that was told before was told too early,
    /// whatever was said until then.
    mutating func takeShowing() {
        earlyReviews += reviews
        reviews = []
    }

    /// Takes that the credential counts as opened; what came first stays, and an agreement counts before a word.
    mutating func take(_ use: Use) {
        if let known = self.use, known.strength >= use.strength { return }
        self.use = Use(time: min(self.use?.time ?? use.time, use.time), strength: use.strength)
    }
}
