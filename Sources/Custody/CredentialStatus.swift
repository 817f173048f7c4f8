// SPDX-License-Identifier: Apache-2.0
//
// The life of one credential, as the ledger shows it.

package import CustodyPolicy
package import Ledger
package import SecretSharing
package import ShareEnvelope

/// One credential, with everything that the ledger and the policy say about it.
package struct CredentialStatus: Sendable {
    /// Which credential.
    package let name: CredentialName
    /// Whether neither policy nor ledger names another one.
    package let isOnly: Bool
    /// Its sets, in order.
    package let sets: [SetHistory]
    /// Its recoveries, in order.
    package let openings: [Opening]
    /// The drills of its sets, in order.
    package let drills: [DrillHistory]
    /// The policy in force.
    let policy: Policy?
    /// Every policy that was ever in force, in order.
    let policies: [PolicyVersion]
    let readings: PolicyTexts
    /// The people who have left.
    let leavers: Leavers

    /// Its account in the policy in force.
    package var account: Policy.Account? { policy?.account(named: name.account) }

    /// What the policy in force plans for it.
    package var planned: Policy.Credential? {
        name.credential.flatMap { name in account.flatMap { $0.credential(named: name) } }
    }

    /// The set in force. Of several sets it is the newest, but a set with authority takes precedence over one that only
    /// the ledger keeper claims, and within each kind a set that was not given up takes precedence over one that was.
    package var liveSet: SetHistory? {
        let ranked = [liveSets.filter { !$0.isClaim }, liveSets].first { !$0.isEmpty } ?? []
        return ranked.last { $0.abandoned == nil } ?? ranked.last
    }

    /// All sets in force, in order.
    package var liveSets: [SetHistory] { sets.filter { $0.isLive && ($0.givenUp == nil || stillOpens($0)) } }

    /// The uses without a review.
    package var unreviewed: [Opening] { openings.filter { $0.use != nil && $0.review == nil } }

    /// When the review of a use is due. A later policy can only make it due earlier.
    package func reviewDue(of opening: Opening, at now: LedgerTime) -> LedgerTime? {
        guard let use = opening.use else { return nil }
        let start = opening.dutyTime(use.time, at: now)
        return terms(since: opening.place) { $0.reviewWithin?.seconds }.min().map {
            start.adding(seconds: UInt64($0))
        }
    }

    /// When a use had to end: by its statement, or by the policy that was in force then if that is earlier or if the
    /// statement sets no end.
    package func windowEnd(of opening: Opening, at now: LedgerTime) -> LedgerTime? {
        let policy = policies.last { $0.place < opening.place }.flatMap { readings.policy($0) }
        guard let window = policy?.account(named: name.account)?.window else { return opening.dutyWindowEnd(at: now) }
        return opening.dutyWindowEnd(allowing: UInt64(window.seconds), at: now)
    }

    /// Whether the policy in force before an opening planned the credential. What only a later policy plans may have been
    /// made up afterwards.
    package func wasPlanned(before opening: Opening) -> Bool {
        let policy = policies.last { $0.place < opening.place }.flatMap { readings.policy($0) }
        guard let account = policy?.account(named: name.account) else { return false }
        return name.credential.map { account.credential(named: $0) != nil } ?? (account.credentials.count == 1)
    }

    /// What the policy in force at an entry, and every later one, says about the account.
    func terms<Term>(since place: EntryPlace, _ term: (Policy.Account) -> Term?) -> [Term] {
        let start = policies.lastIndex { $0.place < place } ?? policies.startIndex
        let since = policies[start...].map { readings.policy($0) }
        return (since + [policy]).compactMap { $0?.account(named: name.account) }.compactMap(term)
    }

    /// The first drill of one of these ways that is not closed; `nil` if there is none. An entry of this ledger
    /// cannot close a drill in a merged journal.
    package func openDrill(_ ways: Set<DrillOpened.Way>) -> DrillHistory? {
        drills.first { ways.contains($0.opened.way) && $0.closed == nil && $0.place.inJournal == nil }
    }

    /// The state of the credential.
    package func state(at now: LedgerTime) -> CredentialState {
        if let last = openings.last(where: { $0.isGoingOn }) {
            return .opening(since: last.dutyTime(last.time, at: now))
        }
        return stateBeforeOpening(at: now)
    }

    /// The state of the credential, ignoring recoveries that were begun and have not ended.
    func stateBeforeOpening(at now: LedgerTime) -> CredentialState {
        if let until = unreviewed.compactMap({ $0.dutyWindowEnd(at: now) }).max(), until > now {
            return .open(until: until)
        }
        if !unreviewed.isEmpty {
            return .closing(reviewDue: unreviewed.compactMap { reviewDue(of: $0, at: now) }.min())
        }
        guard let liveSet else {
            if sets.contains(where: { $0.wasReleased }) { return .retired }
            return isUnknown ? .unknown(from: source) : .none
        }
        return liveSet.isBurnt ? .rotating : .unopened
    }

    /// Whether nobody plans it or deals it: entries mention it, such as a recovery without a binder that named an account
    /// as people call it.
    var isUnknown: Bool {
        planned == nil && !sets.contains { $0.wasReleased || $0.end == nil } && !(openings.isEmpty && sets.isEmpty)
    }

    /// The first entry that mentions it, one of the ledger itself if there is one.
    private var source: EntryPlace {
        let places = (openings.map(\.place) + sets.map(\.place)).sorted()
        return places.first { $0.inJournal == nil } ?? places[0]
    }

    /// Whether the paper of a set still opens a valid credential. It does not if the set was abandoned, if the
    /// credential was changed since, or if so many sheets are destroyed that the rest are not a quorum.
    package func stillOpens(_ set: SetHistory) -> Bool {
        let left = set.created.custodians.map { $0.share }.filter { set.sheets[$0]?.destroyed == nil }
        if let manifest = set.manifest, !manifest.rule.isMet(by: left) { return false }
        return switch set.end {
        case nil: set.givenUp == nil || !isRotated(since: set)
        case .abandoned: false
        case .retired(_, let event): !event.rotated && !isRotated(since: set)
        }
    }

    /// Whether the credential was changed after a set was dealt, and a later set was retired for that.
    func isRotated(since set: SetHistory) -> Bool { sets.contains { $0.place > set.place && $0.wasRotatedAway } }

    /// How the set in force differs from what the policy plans; `nil` if it does not differ, or if no policy plans it.
    package var divergence: String? {
        guard let planned, let live = liveSet, live.manifest != nil else { return nil }
        guard let replaced else { return "the policy plans another quorum rule" }
        let names = planned.custodians.map { policy?.person($0.person)?.name ?? .known($0.person.rawValue) }
        guard live.created.custodians.count == names.count, replaced.isEmpty else {
            return "the policy names other custodians: \(names.map(\.description).joined(separator: ", "))"
        }
        return nil
    }

    /// The custodians of the set in force whom the policy replaces with others; `nil` if it plans another rule.
    var replaced: [PublicText]? {
        guard let planned, let live = liveSet, let manifest = live.manifest,
            planned.groups.count == manifest.groups.count, planned.rule == manifest.rule,
            zip(planned.groups, manifest.groups).allSatisfy({ $0.name == $1.name })
        else { return nil }
        let changed = zip(planned.custodians, live.created.custodians).filter { plan, custodian in
            custodian.person.map { $0.description != plan.person.rawValue }
                ?? (custodian.name != policy?.person(plan.person)?.name)
        }
        return changed.map { $1.person ?? $1.name }
    }
}

extension BinderState {
    /// Every credential that the policy or the ledger names, those of the policy first and in its order.
    package func lives(under policy: Policy?) -> [CredentialStatus] {
        let names = CredentialNames(self, under: policy)
        let dealt = self.sets.filter { !$0.isPractice }
        let begun = self.openings.filter { !isPractice($0) }
        let sets = Dictionary(grouping: dealt) { names.name(of: $0) }
        let openings = Dictionary(grouping: begun) { names.name(of: $0) }
        let drills = Dictionary(grouping: self.drills) { $0.opened.set }
        let leavers = Leavers(self)
        let all =
            (names.planned + dealt.map { names.name(of: $0) } + begun.compactMap { names.name(of: $0) }).uniqued
        return all.map { name in
            CredentialStatus(
                name: name, isOnly: all.count == 1, sets: sets[name] ?? [], openings: openings[name] ?? [],
                drills: (sets[name] ?? []).flatMap { drills[$0.identity] ?? [] }.sorted { $0.place < $1.place },
                policy: policy, policies: policies, readings: readings, leavers: leavers)
        }
    }

    /// The credential of a set; `nil` for a practice set, or one that the ledger does not know.
    package func life(of set: SetIdentity, under policy: Policy?) -> CredentialStatus? {
        lives(under: policy).first { $0.sets.contains { $0.identity == set } }
    }

    /// The recoveries that cannot be assigned to any account.
    func strays(under policy: Policy?) -> [Opening] {
        let names = CredentialNames(self, under: policy)
        return openings.filter { !isPractice($0) && names.name(of: $0) == nil }
    }
}

extension BinderState {
    /// The uses that await a review; of several credentials that one ceremony opened, only the first.
    package var usesToReview: [Opening] {
        let due = openings.filter { $0.use != nil && $0.review == nil && !isPractice($0) }
        return due.filter { use in !due.contains { $0.place == use.beside } }
    }
}

extension Opening {
    /// Whether it was begun, but has neither ended nor counts as opened.
    var isGoingOn: Bool { isUnclosed && use == nil }
}

extension SetHistory {
    /// Whether its paper was ever released; the paper of an abandoned set counts as not released.
    fileprivate var wasReleased: Bool {
        if case .abandoned = end { return false }
        return released != nil
    }

    /// Whether the credential was changed when the set was retired.
    fileprivate var wasRotatedAway: Bool {
        if case .retired(_, let event) = end { return event.rotated }
        return false
    }
}

extension CredentialStatus {
    /// When and how a share was last proven whole; `nil` if it never was.
    package func lastProof(of share: ShareNumber, in set: SetHistory) -> (time: LedgerTime, how: ShareProof)? {
        set.proofs[share]
    }
}
