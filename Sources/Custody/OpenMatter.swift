// SPDX-License-Identifier: Apache-2.0
//
// What stays open in a ledger until a person says something about it.

package import Ledger

/// Something that waits for what a person says.
package enum OpenMatter: Sendable {
    /// What is still to be said.
    package enum Answer: Hashable, Sendable {
        /// How a recovery ended that was never closed.
        case ending
        /// The review of a use.
        case review
        /// That another person stands for a decision.
        case countersignature
    }

    /// A recovery that was never closed, whose use has no review, or both.
    case recovery(Opening, missing: Set<Answer>)
    /// A rule that somebody overrode.
    case override(ExceptionHistory)
    /// A policy that loosens rules, and what it loosens.
    case loosening(PolicyVersion, [String])

    /// The entry that it is about.
    package var place: EntryPlace {
        switch self {
        case .recovery(let opening, _): opening.place
        case .override(let exception): exception.place
        case .loosening(let version, _): version.place
        }
    }

    /// What is still to be said.
    package var missing: Set<Answer> {
        switch self {
        case .recovery(_, let missing): missing
        case .override, .loosening: [.countersignature]
        }
    }
}

extension BinderState {
    /// All that waits for what a person says, in the order of the entries.
    package var openMatters: [OpenMatter] {
        let uses = Set(usesToReview.map(\.place))
        let recoveries = openings.compactMap { opening -> OpenMatter? in
            var missing: Set<OpenMatter.Answer> = opening.isUnclosed ? [.ending] : []
            if uses.contains(opening.place) { missing.insert(.review) }
            return missing.isEmpty ? nil : .recovery(opening, missing: missing)
        }
        let overrides = exceptions.filter { $0.needsCountersignature }.map { OpenMatter.override($0) }
        let policies = loosenings.map { OpenMatter.loosening($0.version, $0.words) }
        return (recoveries + overrides + policies).sorted { $0.place < $1.place }
    }

    /// The exception or the policy of an entry, which a person decided; `nil` for any other entry.
    package func decision(at place: EntryPlace) -> LedgerEvent? {
        exceptions.first { $0.place == place }.map { .exception($0.exception) }
            ?? policies.first { $0.place == place }.map { .policyChanged($0.change) }
    }
}
