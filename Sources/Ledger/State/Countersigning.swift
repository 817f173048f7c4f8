// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
package import ShareEnvelope

extension BinderState {
    /// Whether somebody can countersign what another person decided.
    package enum Countersigning: Hashable, Sendable {
        case possible
        /// The entry is neither an exception nor a policy that loosens a rule.
        case nothing
        /// No rule was broken, or somebody has already countersigned.
        case notNeeded
        /// The same person made the decision.
        case ownDecision
    }

    /// Whether a person can countersign what an entry decided.
    package func standing(of place: EntryPlace, by person: PublicText) -> Countersigning {
        if let exception = exceptions.first(where: { $0.place == place }) {
            guard exception.needsCountersignature else { return .notNeeded }
            return isOnePerson(exception.exception.by, person) ? .ownDecision : .possible
        }
        guard let version = policies.first(where: { $0.place == place }) else { return .nothing }
        guard loosenings.contains(where: { $0.version.place == place }) else { return .notNeeded }
        return isOnePerson(version.change.by, person) ? .ownDecision : .possible
    }

    /// The name of the person with this identifier in the last policy that can be read; any other text unchanged.
    package func name(of text: PublicText) -> PublicText {
        let policy = policies.reversed().lazy.compactMap { readings.policy($0) }.first
        return policy?.people.first { NameIdentity($0.id.rawValue) == NameIdentity(text) }?.name ?? text
    }

    /// Whether two names are those of one person, as far as the ledger shows.
    package func isOnePerson(_ first: PublicText, _ second: PublicText) -> Bool {
        let (first, second) = (name(of: first), name(of: second))
        // Who signs as Emeka may be Emeka Obi: a shorter name makes nobody another person.
        return first.isSamePerson(as: second) || NameIdentity(first).begins(with: NameIdentity(second))
            || NameIdentity(second).begins(with: NameIdentity(first))
    }
}
