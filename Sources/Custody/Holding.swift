// SPDX-License-Identifier: Apache-2.0
//
// What one person holds paper of: what must be reissued when the person leaves.

package import CustodyPolicy
package import Ledger
package import SecretSharing
package import ShareEnvelope

/// Paper of one set in one person's hands.
package struct Holding: Sendable {
    /// The custody of the set.
    package let custody: Custody
    /// The person, as the policy's identifier.
    package let person: PublicText
    /// The shares that the person keeps.
    package let shares: [ShareNumber]
    /// What makes the paper harmless, in words.
    package let fix: String

    /// Whether the person can open it alone.
    package var isQuorum: Bool { custody.canOpen([person]) }

    /// The other people who left and keep paper of it.
    package var otherLeavers: [PublicText] {
        custody.leavers.filter { $0.person != person }.map(\.name).uniqued
    }

    /// Whether the person can open it together with the others who left.
    package var isQuorumOfLeavers: Bool { custody.canOpen(Set(custody.leavers.map(\.person) + [person])) }
}

extension BinderState {
    /// What a person holds paper of, including retired sets that still open something.
    ///
    /// - Parameter day: the day for which people count as having left.
    package func holdings(of person: PolicyIdentifier, under policy: Policy?, on day: CalendarDay) -> [Holding] {
        let lives = lives(under: policy)
        return custody(under: policy, on: day).compactMap { custody in
            let shares = custody.custodians.filter { $0.person.description == person.rawValue }.map(\.share)
            guard !shares.isEmpty, let life = lives.first(where: { $0.name == custody.name }) else { return nil }
            return Holding(
                custody: custody, person: .known(person.rawValue), shares: shares, fix: life.fix(of: custody.set))
        }
    }

    /// The newest entry about a person's departure; `nil` if there is none.
    package func departure(of person: PolicyIdentifier) -> (place: EntryPlace, left: CustodianLeft)? {
        departures.last { $0.left.person.description == person.rawValue }.map { ($0.place, $0.left) }
    }
}
