// SPDX-License-Identifier: Apache-2.0
//
// Which step is allowed in which state. Every refusal can be overridden on record: the tool must never lock people out
// in an emergency, and must never let one pass without a record.

package import CustodyPolicy
import Ledger

/// A step in the life of a credential.
package enum CeremonyStep: String, Hashable, Sendable, CaseIterable {
    /// Deals a credential that nobody says was changed.
    case split
    case reshare
    /// Deals a credential that was changed at the account: `split --changed`.
    case change
    case recover
    case review
}

extension CredentialStatus {
    /// The rule that a step breaks now; `nil` if the step is allowed.
    package func refusal(of step: CeremonyStep, at now: LedgerTime) -> Breach? {
        switch step {
        case .split: refusalOfSplit(in: state(at: now))
        case .reshare: refusalOfReshare(in: state(at: now))
        case .change: refusalOfChange(in: state(at: now))
        // A recovery that was cut off must not block an emergency, but it does not make a burned set valid either.
        case .recover: refusalOfRecover(in: stateBeforeOpening(at: now))
        case .review: refusalOfReview(in: state(at: now))
        }
    }

    /// What people should know before an allowed step; `nil` if there is nothing to say.
    package func notice(of step: CeremonyStep, at now: LedgerTime) -> String? {
        guard refusal(of: step, at: now) == nil else { return nil }
        switch (step, state(at: now)) {
        case (.split, .closing(let due)), (.change, .closing(let due)):
            return "its last use has no review\(due.map { ", which is due by \($0)" } ?? ""): \(reviewing)"
        case (.split, .unopened) where !isAnySheetProven:
            return "the set in force was never read back: the new one replaces it; destroy whatever was printed of "
                + "the old one"
        case (.recover, .opening(let since)):
            return "a recovery was begun at \(since) and never closed: it was cut off, or continues elsewhere"
        case (.recover, .open(let until)): return "it is already open until \(until); this opens it again"
        case (.recover, .closing): return "its last use has no review: \(reviewing)"
        case (.recover, .none), (.recover, .unknown): return "the ledger has no sheets of it"
        case (.review, .open(let until)): return "its window runs until \(until); the review ends it"
        default: return nil
        }
    }

    /// Whether a dealing is in order only if the credential was changed at the account.
    package func mustBeChanged(at now: LedgerTime) -> Bool {
        refusal(of: .split, at: now) != nil && refusal(of: .change, at: now) == nil
    }

    private func refusalOfSplit(in state: CredentialState) -> Breach? {
        guard let liveSet else { return refusalInUse(state) }
        let expected = "a credential that was changed at the account"
        return switch state {
        case .none, .unknown, .retired: nil
        // A split that was cut off is repeated.
        case .unopened where !isAnySheetProven, .closing where !liveSet.isBurnt && !isAnySheetProven: nil
        case .unopened:
            refusal(
                expected, state,
                "if it was changed, `breakglass split --changed\(naming)`; if not, `breakglass reshare\(naming)` deals it "
                    + "to new paper; for other custodians, first change policy.yaml, then `breakglass policy --adopt`")
        case .closing, .rotating:
            refusal(
                expected, state,
                "change it at the account, then `breakglass split --changed\(naming)`; a reshare deals only what was "
                    + "never shown")
        case .opening, .open: refusalInUse(state)
        }
    }

    private func refusalOfChange(in state: CredentialState) -> Breach? {
        switch state {
        case .unopened, .closing, .rotating, .retired: nil
        case .none, .unknown:
            refusal(
                "a credential that was dealt before", state,
                "`breakglass split\(naming)` without --changed deals it for the first time")
        case .opening, .open: refusalInUse(state)
        }
    }

    private func refusalInUse(_ state: CredentialState) -> Breach? {
        let expected = "a credential that is not in use"
        return switch state {
        case .none, .unknown, .unopened, .closing, .rotating, .retired: nil
        case .opening:
            refusal(
                expected, state,
                "end the recovery where it is in progress; if it was cut off, \(closingRecovery) closes it")
        case .open:
            refusal(
                expected, state,
                "\(reviewing) ends the use; then change the credential and `breakglass split --changed\(naming)`")
        }
    }

    private func refusalOfReshare(in state: CredentialState) -> Breach? {
        switch state {
        case .unopened: nil
        case .opening: refusalInUse(state)
        case .open, .closing, .rotating:
            refusal(
                "a credential that was never shown", state,
                "change the credential, then `breakglass split --changed\(naming)`: dealing what was shown protects nothing"
            )
        case .none, .unknown, .retired: refusal("a set in force", state, "`breakglass split\(naming)` deals one")
        }
    }

    private func refusalOfRecover(in state: CredentialState) -> Breach? {
        switch state {
        case .unopened, .open, .none, .unknown: return nil
        case .opening: return nil
        case .closing:
            // After a rotation the new set is valid, even if the last use still has no review.
            if let liveSet, !liveSet.isBurnt { return nil }
            return refusal(
                "a credential whose last use is reviewed", state,
                "\(reviewing), then change the credential and `breakglass split --changed\(naming)`")
        case .rotating:
            return refusal(
                "a credential that was changed after its last use", state,
                "change the credential and `breakglass split --changed\(naming)`")
        case .retired: return refusal("a set in force", state, "`breakglass split\(naming)` deals one")
        }
    }

    private func refusalOfReview(in state: CredentialState) -> Breach? {
        guard unreviewed.isEmpty else { return nil }
        return refusal("a use without a review", state, "`breakglass status` says what is due")
    }

    /// The command that reviews the earliest use without a review.
    private var reviewing: String { Self.review(of: unreviewed.first) }

    /// The command that closes the latest recovery that has not ended.
    private var closingRecovery: String { Self.review(of: openings.last { $0.isGoingOn }) }

    private static func review(of opening: Opening?) -> String {
        opening.map { "`breakglass review \($0.place)`" } ?? "`breakglass review`"
    }

    /// Whether anything ever proved that a sheet in force is on paper; after a split that was cut off, nothing has.
    package var isAnySheetProven: Bool {
        guard let live = liveSet else { return false }
        return live.created.custodians.contains { lastProof(of: $0.share, in: live) != nil }
    }

    private func refusal(_ expected: String, _ state: CredentialState, _ remedy: String) -> Breach {
        Breach(expected: expected, found: "\(name) is \(state.words)", remedy: remedy)
    }
}
