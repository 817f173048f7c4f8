// SPDX-License-Identifier: Apache-2.0
//
// Which step is legal in which state. Whatever is refused can be overridden on record: the tool must never lock out an
// emergency, and never let one pass in silence.

/// A step that takes a credential along its loop.
public enum CeremonyStep: String, Hashable, Sendable, CaseIterable {
    case split
    case reshare
    /// Deals a credential that was changed.
    case rotate
    case recover
    case review
}

extension CredentialStatus {
    /// The rule that a step breaks now; nothing when it is legal.
    public func refusal(of step: CeremonyStep, at now: LedgerTime) -> Breach? {
        switch step {
        case .split: refusalOfSplit(in: state(at: now), at: now)
        case .reshare: refusalOfReshare(in: state(at: now))
        case .rotate: refusalOfRotate(in: state(at: now))
        // An emergency does not wait for a recovery that was cut off, but that one makes no burnt set good either.
        case .recover: refusalOfRecover(in: stateBeforeOpening(at: now))
        case .review: refusalOfReview(in: state(at: now))
        }
    }

    /// What is to be known before a legal step; nothing when there is nothing to say.
    public func notice(of step: CeremonyStep, at now: LedgerTime) -> String? {
        guard refusal(of: step, at: now) == nil else { return nil }
        switch (step, state(at: now)) {
        case (.split, .closing(let due)), (.rotate, .closing(let due)):
            return "its last use has no review\(due.map { ", which is due by \($0)" } ?? ""): `breakglass review`"
        case (.split, .sealed) where !isAnySheetProven:
            return "the set in force was never read back: the new one takes its place, and what was printed of it is "
                + "to be destroyed"
        case (.split, .sealed):
            return "the sheets in force open it until they are destroyed, or the credential itself is changed"
        case (.recover, .opening(let since)):
            return "a recovery was begun at \(since) and never closed: it was cut off, or goes on elsewhere"
        case (.recover, .open(let until)): return "it is open until \(until) already; this opens it once more"
        case (.recover, .closing): return "its last use has no review: `breakglass review`"
        case (.recover, .none): return "the ledger knows no sheets of it"
        case (.review, .open(let until)): return "its window runs until \(until); the review ends it"
        default: return nil
        }
    }

    private func refusalOfSplit(in state: CredentialState, at now: LedgerTime) -> Breach? {
        switch state {
        case .none, .retired, .rotating, .closing: return nil
        case .sealed where divergence != nil || hasLeavers(at: now) || !isAnySheetProven: return nil
        case .sealed:
            return refusal(
                "a credential that was used, or whose custodians changed", state,
                "the sheets in force are good; for other custodians change policy.yaml and `breakglass policy adopt` "
                    + "first")
        case .opening:
            return refusal(
                "a credential that is not in use", state,
                "end the recovery where it goes on; where it was cut off, `breakglass ledger close`")
        case .open:
            return refusal(
                "a credential that is not in use", state,
                "`breakglass review` ends the use; then change the credential and `breakglass rotate`")
        }
    }

    private func refusalOfRotate(in state: CredentialState) -> Breach? {
        switch state {
        case .sealed, .closing, .rotating, .retired: nil
        case .none:
            refusal("a credential that was dealt before", state, "`breakglass split` deals it for the first time")
        case .opening:
            refusal(
                "a credential that is not in use", state,
                "end the recovery where it goes on; where it was cut off, `breakglass ledger close`")
        case .open:
            refusal("a credential that is not in use", state, "`breakglass review` ends the use; then rotate")
        }
    }

    private func refusalOfReshare(in state: CredentialState) -> Breach? {
        switch state {
        case .sealed: nil
        case .opening:
            refusal(
                "a credential that is not in use", state,
                "end the recovery where it goes on; where it was cut off, `breakglass ledger close`")
        case .open, .closing, .rotating:
            refusal(
                "a credential that was never shown", state,
                "change the credential, then `breakglass rotate`: dealing what was seen protects nothing")
        case .none, .retired: refusal("a set in force", state, "`breakglass split` deals one")
        }
    }

    private func refusalOfRecover(in state: CredentialState) -> Breach? {
        switch state {
        case .sealed, .open, .none: return nil
        case .opening: return nil
        case .closing:
            // After a rotation the new set is good, whatever of the last use is still to be told.
            if let liveSet, !liveSet.isBurnt { return nil }
            return refusal(
                "a credential whose last use is reviewed", state,
                "`breakglass review`, then change the credential and `breakglass rotate`")
        case .rotating:
            return refusal(
                "a credential that was changed after its last use", state,
                "change the credential and `breakglass rotate`")
        case .retired: return refusal("a set in force", state, "`breakglass split` deals one")
        }
    }

    private func refusalOfReview(in state: CredentialState) -> Breach? {
        guard unreviewed.isEmpty else { return nil }
        return refusal("a use without a review", state, "`breakglass status` says what is due")
    }

    /// Whether anything ever showed that a sheet in force is on paper; a split that was cut off before leaves none.
    public var isAnySheetProven: Bool {
        guard let live = liveSet else { return false }
        return live.created.custodians.contains { lastProof(of: $0.share, in: live) != nil }
    }

    /// Whether the paper in force is kept by someone who has left.
    private func hasLeavers(at now: LedgerTime) -> Bool {
        guard let live = liveSet else { return false }
        return !(Custody(of: live, in: self, on: CalendarDay(of: now))?.leavers.isEmpty ?? true)
    }

    private func refusal(_ expected: String, _ state: CredentialState, _ remedy: String) -> Breach {
        Breach(expected: expected, found: "\(name) is \(state.words)", remedy: remedy)
    }
}
