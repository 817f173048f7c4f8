// SPDX-License-Identifier: Apache-2.0
//
// Which sets have the authority of their credential, and which changes of the ledger's key are valid (docs/LEDGER.md,
// section 13, "Keys" and "Authority"). Anything that a custodian could have made up gives no authority: it is a claim.

import CustodyPolicy
import SecretSharing
package import ShareEnvelope
import Synchronization

/// Why a set has the authority of its credential.
package enum Authority: Hashable, Sendable {
    /// It is the credential's first set (A1).
    case first
    /// A quorum of the set before it agreed to its succession (A2).
    case succeeds(SetIdentity)
    /// A quorum of the set before it agreed to deal the credential again (A3).
    case resharedFrom(SetIdentity)
    /// Paper, a kept checkpoint or a trust policy shows its `set created` (A4).
    case paper

    /// The rule of docs/LEDGER.md.
    package var rule: String {
        switch self {
        case .first: "A1"
        case .succeeds: "A2"
        case .resharedFrom: "A3"
        case .paper: "A4"
        }
    }
}

/// The sets of a ledger and their authority.
struct Succession: Sendable {
    private struct Dealt {
        let name: CredentialName
        /// The index of the ledger at which it was created.
        let index: UInt64
        let place: EntryPlace
        let isOfLedger: Bool
        let isPractice: Bool
        var isOut = false
        var isRetired = false
    }

    /// A change of policy or key that waits for the next entry.
    private enum Pending {
        case policy(ResolvedEntry, PolicyChanged, holder: CredentialName?, keySet: SetIdentity?)
        case key(ResolvedEntry, KeyChanged)
    }

    /// The authority of each set that has any, in the order in which it was granted.
    private(set) var authorities: [SetIdentity: [Authority]] = [:]
    /// Policies that change the key rule without its quorum, and sets that are claims.
    private(set) var findings: [AuditFinding] = []
    /// What is wrong with key changes.
    private(set) var keyFindings: [AuditFinding] = []
    private var dealt: [SetIdentity: Dealt] = [:]
    private var order: [SetIdentity] = []
    /// The position of each set in `order`.
    private var ranks: [SetIdentity: Int] = [:]
    private var policy: PolicyChanged?
    /// The credential whose quorum may change the key.
    private(set) var keyRule: CredentialName?
    private var firsts: Set<CredentialName> = []
    /// The credentials for which a set was ever created, including in a journal.
    private var created: Set<CredentialName> = []
    private var reshares: [(name: CredentialName, from: SetIdentity)] = []
    private var retirements: [EntryPlace: SetRetired] = [:]
    private var pending: Pending?
    private let shown: Shown
    private let readings: PolicyReadings

    /// What paper, checkpoint files and trust policies show.
    struct Shown: Sendable {
        /// How many entries paper and files cover.
        var size: UInt64 = 0
        /// The sets that a trust policy names.
        var sets: Set<SetIdentity> = []
    }

    /// Replays the entries that matter here.
    init(_ entries: [ResolvedEntry], shown: Shown, _ readings: PolicyReadings) {
        self.shown = shown
        self.readings = readings
        for entry in entries { take(entry) }
        settle(after: nil)
        for set in order {
            guard let dealt = dealt[set], dealt.isOut, !dealt.isPractice, authorities[set] == nil else { continue }
            findings.append(AuditFinding(place: dealt.place, what: .claimedSet(set)))
        }
    }

    /// Whether authority or the key can depend on the entry.
    static func needs(_ entry: ResolvedEntry) -> Bool {
        switch entry.event {
        case .policyChanged, .keyChanged, .setCreated, .sheetsReleased, .setRetired, .reshareOpened, .cosigned: true
        case .binderOpened, .sheetsReadBack, .setAbandoned, .recoveryOpened, .recoveryNamed, .recoveryRevealed,
            .recoveryClosed, .refused, .exception, .countersigned, .reviewFiled, .drillOpened, .rehearsed,
            .drillClosed, .sheetReceived, .sheetDestroyed, .sheetLost, .custodianJoined, .custodianLeft, .paperMade,
            .journalOpened, .journalMerged:
            false
        }
    }

    /// The sets with authority whose `set created` is covered, those that a trust policy names, and those that
    /// succeeded either by agreement (V2).
    func anchored(covered: UInt64) -> Set<SetIdentity> {
        // A claim of the ledger keeper vouches for nothing, whatever covers it.
        var anchored = Set(dealt.filter { authorities[$0.key] != nil && $0.value.index < covered }.keys)
        anchored.formUnion(shown.sets.filter { authorities[$0] != nil })
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for set in order where !anchored.contains(set) {
                let parents = (authorities[set] ?? []).compactMap { authority in
                    switch authority {
                    case .succeeds(let parent), .resharedFrom(let parent): parent
                    case .first, .paper: nil
                    }
                }
                if parents.contains(where: anchored.contains) {
                    anchored.insert(set)
                    isGrowing = true
                }
            }
        }
        return anchored
    }

    // MARK: - Entries

    private mutating func take(_ entry: ResolvedEntry) {
        guard entry.counts else { return }
        if entry.journal == nil { settle(after: entry) }
        switch entry.event {
        case .policyChanged(let event):
            let holder = readings.keyHolder(event, at: entry.place)
            // Before a set of a holder's credential existed, no one could agree; from then on, nothing else moves the rule.
            isBound = isBound || keyRule.map { created.contains($0) } ?? false
            if !isBound { keyRule = holder }
            if holder != keyRule { pending = .policy(entry, event, holder: holder, keySet: keySet) }
            policy = event
        case .keyChanged(let event):
            if keySet != event.set {
                keyFindings.append(AuditFinding(place: entry.place, what: .keyOfAnotherSet(event.set)))
            }
            pending = .key(entry, event)
        case .setCreated(let event): take(event, entry)
        case .sheetsReleased(let event):
            dealt[event.set]?.isOut = true
            guard entry.journal == nil, let set = dealt[event.set] else { return }
            if set.isOfLedger, !set.isPractice, firsts.insert(set.name).inserted { grant(.first, to: event.set) }
        case .setRetired(let event): retirements[entry.place] = event
        case .cosigned: if let answer = entry.answer, answer.isQuorum { take(answer, entry) }
        case .binderOpened, .sheetsReadBack, .setAbandoned, .recoveryOpened, .recoveryNamed, .recoveryRevealed,
            .recoveryClosed, .refused, .exception, .countersigned, .reviewFiled, .drillOpened, .rehearsed,
            .drillClosed, .reshareOpened, .sheetReceived, .sheetDestroyed, .sheetLost, .custodianJoined,
            .custodianLeft, .paperMade, .journalOpened, .journalMerged:
            break
        }
        if case .reshareOpened(let event) = entry.event { opened = (entry.place, event.set) }
    }

    /// Whether the key rule moves only by agreement.
    private var isBound = false
    /// The reshare that the next entry may agree to.
    private var opened: (place: EntryPlace, set: SetIdentity)?

    private mutating func grant(_ authority: Authority, to set: SetIdentity) {
        authorities[set, default: []].append(authority)
    }

    private mutating func take(_ event: SetCreated, _ entry: ResolvedEntry) {
        guard dealt[event.set] == nil else { return }
        let set = Dealt(
            name: readings.name(of: event, under: policy), index: entry.index, place: entry.place,
            isOfLedger: entry.journal == nil,
            isPractice: entry.manifest.map { $0.isPractice } ?? (event.practice != nil))
        dealt[event.set] = set
        ranks[event.set] = order.count
        order.append(event.set)
        guard !set.isPractice else { return }
        created.insert(set.name)
        if set.isOfLedger {
            for reshare in reshares where reshare.name == set.name { grant(.resharedFrom(reshare.from), to: event.set) }
            reshares.removeAll { $0.name == set.name }
        }
        if set.index < shown.size || shown.sets.contains(event.set) { grant(.paper, to: event.set) }
    }

    private mutating func take(_ answer: ResolvedAnswer, _ entry: ResolvedEntry) {
        guard entry.journal == nil, let place = answer.place else { return }
        if let opened, opened.place == place, answer.isRightBehind, authorities[opened.set] != nil,
            let name = dealt[opened.set]?.name, !reshares.contains(where: { $0.from == opened.set && $0.name == name })
        {
            reshares.append((name, opened.set))
        }
        guard let retired = retirements.removeValue(forKey: place), dealt[retired.set]?.isRetired == false else {
            return
        }
        dealt[retired.set]?.isRetired = true
        guard let successor = retired.successor, authorities[retired.set] != nil, let old = dealt[retired.set],
            let new = dealt[successor], !new.isPractice, successor != retired.set, new.name == old.name,
            new.place < place
        else { return }
        grant(.succeeds(retired.set), to: successor)
    }

    // MARK: - Keys

    /// The set whose quorum may give the ledger a new key.
    var keySet: SetIdentity? {
        guard let keyRule else { return nil }
        // A ledger keeper can make up any number of sets, but few with authority.
        let candidates = authorities.filter { set, authorities in
            guard let dealt = dealt[set] else { return false }
            return dealt.name == keyRule && dealt.isOut && !dealt.isRetired
                && (dealt.isOfLedger || authorities.contains { $0.rule == "A2" })
        }
        return candidates.keys.max { (ranks[$0] ?? 0) < (ranks[$1] ?? 0) }
    }

    /// Judges the pending change by the entry directly after it.
    private mutating func settle(after entry: ResolvedEntry?) {
        guard let pending else { return }
        self.pending = nil
        func isAgreed(_ place: EntryPlace, _ set: SetIdentity?) -> Bool {
            guard let answer = entry?.answer else { return false }
            return answer.place == place && answer.isRightBehind && answer.isQuorum && answer.set == set
        }
        switch pending {
        case .key(let change, let event):
            guard !isAgreed(change.place, event.set) else { return }
            keyFindings.append(AuditFinding(place: change.place, what: .keyWithoutConsent))
        case .policy(let change, let event, let holder, let keySet):
            if keySet != nil, event.set == keySet, isAgreed(change.place, keySet) {
                keyRule = holder
            } else {
                findings.append(AuditFinding(place: change.place, what: .keyRuleNotAgreed))
            }
        }
    }
}

/// What the policies of a ledger say to its rules, each read once, and only when something depends on it.
final class PolicyReadings: Sendable {
    private let holders = Mutex<[EntryPlace: CredentialName?]>([:])
    private let last = Mutex<(lines: [PolicyLine], policy: LedgerPolicy)?>(nil)

    /// The credential whose quorum may change the ledger's key.
    func keyHolder(_ change: PolicyChanged, at place: EntryPlace) -> CredentialName? {
        if let known = holders.withLock({ $0[place] }) { return known }
        let holder = mentions("key_change", change) ? policy(change).holder : nil
        holders.withLock { $0[place] = .some(holder) }
        return holder
    }

    /// The credential of a set; an account's only credential may be left unnamed.
    func name(of event: SetCreated, under change: PolicyChanged?) -> CredentialName {
        CredentialName(
            account: event.account,
            credential: event.credential ?? change.flatMap { policy($0).onlyCredential(of: event.account) })
    }

    /// How long after its expiry a drill's answer still counts under the policy in force when the drill was opened.
    func answerGrace(under change: PolicyChanged?) -> PolicySpan {
        guard let change, mentions("answer_grace", change) else { return Policy.defaultAnswerGrace }
        return policy(change).answerGrace
    }

    /// Whether a policy can have a key: it has the word, or a backslash that could spell it another way.
    private func mentions(_ key: String, _ change: PolicyChanged) -> Bool {
        change.policy.contains { $0.ledgerText.contains(key) || $0.ledgerText.contains("\\") }
    }

    private func policy(_ change: PolicyChanged) -> LedgerPolicy {
        if let known = last.withLock({ $0 }), known.lines == change.policy { return known.policy }
        let policy = LedgerPolicy(PolicyLine.text(change.policy))
        last.withLock { $0 = (change.policy, policy) }
        return policy
    }
}
