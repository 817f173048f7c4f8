// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import SecretSharing
package import ShareEnvelope

/// A recovery, from its statement to its review.
package struct Opening: Sendable {
    /// The moment before the credential was shown.
    package struct Revealed: Sendable {
        /// The entry.
        package let place: EntryPlace
        /// When.
        package let time: LedgerTime
        /// What the entry says.
        package let event: RecoveryRevealed
    }

    /// The fact that a credential counts as opened.
    package struct Use: Sendable {
        /// Since when.
        package let time: LedgerTime
        /// How strongly the fact is backed: agreed by the quorum that consented, or said.
        package let strength: Strength
    }

    /// The review of its use.
    package struct Review: Sendable {
        /// The entry.
        package let place: EntryPlace
        /// When.
        package let time: LedgerTime
        /// What it says.
        package let event: ReviewFiled
    }

    /// The entry that opened it.
    package let place: EntryPlace
    /// When.
    package let time: LedgerTime
    /// How far the clock of its statement was behind. If no share consented, its window starts there.
    private let lag: ClockLag
    /// The statement.
    package let opened: RecoveryOpened
    /// The opening of the account's other credential in the same ceremony, if that one came first.
    package let beside: EntryPlace?
    /// The account, once it is known.
    package internal(set) var account: PublicText?
    /// The set, once it is known.
    package internal(set) var set: SetIdentity?
    /// Every set that it involved: stated, named, consenting, or revealed.
    package var touched: [SetIdentity]
    /// The shares that consented to it, and when, by set.
    var consentsOfSets: [SetIdentity: [ShareNumber: LedgerTime]] = [:]
    /// The shares of its set that consented.
    package var consents: Set<ShareNumber> { Set(consentTimes.keys) }
    /// When each of them signed.
    var consentTimes: [ShareNumber: LedgerTime] { self.set.flatMap { consentsOfSets[$0] } ?? [:] }
    /// Present if the credential counts as opened: a quorum consented, or an entry says that it was shown.
    package internal(set) var use: Use?
    /// Its first `recovery revealed`.
    package internal(set) var revealed: Revealed?
    /// How the ceremony ended.
    package internal(set) var closed: (time: LedgerTime, event: RecoveryClosed)?
    /// The entry that says how it ended.
    package internal(set) var closingPlace: EntryPlace?
    /// Whether any `recovery closed` says that the credential was shown.
    var isSaidShown = false
    /// Whether an exception says that a recovery in a journal was cut off.
    var isSetAside = false
    /// Whether it was neither closed nor reported as cut off.
    package var isUnclosed: Bool { closed == nil && !isSetAside }
    /// The reviews that were filed after its use was in the ledger.
    private(set) var reviews: [Review] = []
    /// The reviews that were filed before its use, which do not count.
    package private(set) var earlyReviews: [Review] = []
    /// The review that counts.
    package var review: Review? { reviews.first }

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

    /// The end of the window that the statement sets, counted from the last consent; `nil` if it allows no window.
    private var statedEnd: LedgerTime? { opened.windowSeconds.map { end(after: $0) } }

    private func end(after seconds: UInt64) -> LedgerTime {
        let last = self.set.flatMap { consentsOfSets[$0]?.values.max() }
        return (last ?? lag.start).adding(seconds: seconds)
    }

    /// When the window of its use ends. `recovery revealed` can only shorten it. `nil` if there is no window.
    package var windowEnd: LedgerTime? {
        guard use != nil, let statedEnd else { return nil }
        return revealed?.event.until.map { min($0, statedEnd) } ?? statedEnd
    }

    /// When the window ends, for duties. Under a clock that was reset, it began no earlier than the entries before it.
    package func dutyWindowEnd(at now: LedgerTime) -> LedgerTime? { windowEnd.map { dutyTime($0, at: now) } }

    /// When the use had to end under a policy that allows so many seconds, whatever its statement says.
    package func dutyWindowEnd(allowing seconds: UInt64, at now: LedgerTime) -> LedgerTime? {
        guard use != nil else { return nil }
        let end = end(after: seconds)
        return dutyTime(windowEnd.map { min($0, end) } ?? end, at: now)
    }

    /// A time by the clock of its ceremony, corrected for duties.
    package func dutyTime(_ time: LedgerTime, at now: LedgerTime) -> LedgerTime { lag.corrected(time, at: now) }

    /// Whether its `recovery revealed` sets a longer window than the statement allows.
    var claimsLongerWindow: Bool {
        guard let until = revealed?.event.until else { return false }
        return statedEnd.map { until > $0 } ?? true
    }

    /// Takes a review, which counts only if the use is already there.
    mutating func take(_ review: Review) {
        if use == nil { earlyReviews.append(review) } else { reviews.append(review) }
    }

    /// Notes that the credential was shown, or that a quorum consented. Any review before that was filed too early.
    mutating func takeShowing() {
        earlyReviews += reviews
        reviews = []
    }

    /// Notes that the credential counts as opened. The earliest time and the greatest strength are kept.
    mutating func take(_ use: Use) {
        if let known = self.use, known.strength >= use.strength { return }
        self.use = Use(time: min(self.use?.time ?? use.time, use.time), strength: use.strength)
    }
}

/// The consent of a quorum of a set to a recovery.
package struct Agreement: Sendable {
    /// The set.
    package let set: SetHistory
    /// When the last share that the quorum needed signed, by the signers' times.
    package let time: LedgerTime
}

extension BinderState {
    /// The quorums that consented to a recovery, the earliest first.
    package func agreements(to opening: Opening) -> [Agreement] {
        opening.consentsOfSets.compactMap { identity, consents in
            guard let set = set(identity), let rule = set.manifest?.rule else { return nil }
            let signed = consents.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            var shares: [ShareNumber] = []
            for (share, time) in signed {
                shares.append(share)
                if rule.isMet(by: shares) { return Agreement(set: set, time: time) }
            }
            return nil
        }.sorted { ($0.time, $0.set.place) < ($1.time, $1.set.place) }
    }
}
