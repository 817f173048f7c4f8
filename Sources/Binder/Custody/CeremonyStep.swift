// SPDX-License-Identifier: Apache-2.0

/// A step that takes a credential along its loop.
public enum CeremonyStep: String, Hashable, Sendable, CaseIterable {
    case split
    case recover
    case review
}

/// Why a step is not legal now, and the way out.
public struct StepRefusal: Hashable, Sendable {
    /// What the loop asks for.
    public let expected: String
    /// Where the credential stands instead.
    public let happened: String
    /// What to do.
    public let wayOut: String
}

extension CredentialLife {
    /// Why a step cannot be taken now; nothing when it can. Every refusal can be overridden on record.
    public func refusal(of step: CeremonyStep, at now: LedgerTime) -> StepRefusal? {
        let state = state(at: now)
        switch (step, state) {
        case (.split, .none), (.split, .retired), (.split, .rotating), (.split, .closing): return nil
        case (.split, .sealed):
            return refusal(
                "a credential that was used, or has no set", state,
                "the sheets in force are good; deal it anew only when the credential itself was changed")
        case (.split, .opening), (.split, .open):
            return refusal(
                "a credential that is not in use", state, "end the recovery first; deal anew after its window")
        // A recovery that was neither closed nor revealed was cut off: an emergency does not wait for it.
        case (.recover, .sealed), (.recover, .open), (.recover, .opening), (.recover, .none): return nil
        case (.recover, .closing):
            return refusal(
                "a credential whose last use is reviewed", state,
                "`breakglass review`, then change the credential and `breakglass split`")
        case (.recover, .rotating):
            return refusal(
                "a credential that was changed after its last use", state,
                "change the credential and `breakglass split`")
        case (.recover, .retired):
            return refusal("a set in force", state, "`breakglass split` deals one")
        case (.review, _):
            guard unreviewed.isEmpty else { return nil }
            return refusal("a use without a review", state, "`breakglass status` says what is due")
        }
    }

    private func refusal(_ expected: String, _ state: CredentialState, _ wayOut: String) -> StepRefusal {
        StepRefusal(expected: expected, happened: "\(name) is \(state.words)", wayOut: wayOut)
    }
}

extension CredentialState {
    /// The state in words.
    public var words: String {
        switch self {
        case .none: "not dealt yet"
        case .sealed: "sealed"
        case .opening(let since): "being opened since \(since)"
        case .open(let until): "open until \(until)"
        case .closing(let due?): "used and not reviewed; the review is due by \(due)"
        case .closing(nil): "used and not reviewed"
        case .rotating: "used and reviewed, but not changed"
        case .retired: "retired"
        }
    }
}
