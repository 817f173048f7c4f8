// SPDX-License-Identifier: Apache-2.0
//
// What one person holds paper of: what must be reissued when the person leaves.

public import SecretSharing
public import ShareEnvelope

/// Paper of one set in one person's hands.
public struct Holding: Sendable {
    /// The custody of the set.
    public let custody: Custody
    /// The person, as the policy's identifier.
    public let person: PublicText
    /// The shares that the person keeps.
    public let shares: [ShareNumber]
    /// What makes the paper harmless, in words.
    public let fix: String

    /// Whether the person can open it alone.
    public var isQuorum: Bool { custody.canOpen([person]) }

    /// The other people who left and keep paper of it.
    public var otherLeavers: [PublicText] {
        custody.leavers.filter { $0.person != person }.map(\.name).uniqued
    }

    /// Whether the person can open it together with the others who left.
    public var isQuorumOfLeavers: Bool { custody.canOpen(Set(custody.leavers.map(\.person) + [person])) }
}

extension BinderState {
    /// What a person holds paper of, including retired sets that still open something.
    ///
    /// - Parameter day: the day for which people count as having left.
    public func holdings(of person: PolicyIdentifier, under policy: Policy?, on day: CalendarDay) -> [Holding] {
        let lives = lives(under: policy)
        return custody(under: policy, on: day).compactMap { custody in
            let shares = custody.custodians.filter { $0.person.description == person.rawValue }.map(\.share)
            guard !shares.isEmpty, let life = lives.first(where: { $0.name == custody.name }) else { return nil }
            return Holding(
                custody: custody, person: .known(person.rawValue), shares: shares, fix: life.fix(of: custody.set))
        }
    }

    /// The newest entry about a person's departure; `nil` if there is none.
    public func departure(of person: PolicyIdentifier) -> (place: EntryPlace, left: CustodianLeft)? {
        departures.last { $0.left.person.description == person.rawValue }.map { ($0.place, $0.left) }
    }
}
