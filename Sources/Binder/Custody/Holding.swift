// SPDX-License-Identifier: Apache-2.0
//
// What one person holds paper of: what has to be dealt anew when the person leaves.

public import SecretSharing
public import ShareEnvelope

/// Paper of one set in one person's hands.
public struct Holding: Sendable {
    /// Who keeps the set's paper.
    public let custody: Custody
    /// The person, as the policy's identifier.
    public let person: PublicText
    /// The shares that the person keeps.
    public let shares: [ShareNumber]
    /// What makes the paper harmless, in words.
    public let wayOut: String

    /// Whether the person can open it alone.
    public var isQuorum: Bool { custody.canOpen([person]) }

    /// The others who left and keep paper of it.
    public var otherLeavers: [PublicText] {
        custody.leavers.filter { $0.person != person }.map(\.name).uniqued
    }

    /// Whether the person can open it together with the others who left.
    public var isQuorumOfLeavers: Bool { custody.canOpen(Set(custody.leavers.map(\.person) + [person])) }
}

extension BinderState {
    /// What a person holds paper of, retired sets that still open something among it.
    ///
    /// - Parameter day: the day whose leavers count.
    public func holdings(of person: PolicyIdentifier, under policy: Policy?, on day: CalendarDay) -> [Holding] {
        let lives = lives(under: policy)
        return custody(under: policy, on: day).compactMap { custody in
            let shares = custody.custodians.filter { $0.person.description == person.rawValue }.map(\.share)
            guard !shares.isEmpty, let life = lives.first(where: { $0.name == custody.name }) else { return nil }
            return Holding(
                custody: custody, person: .known(person.rawValue), shares: shares, wayOut: life.wayOut(of: custody.set))
        }
    }

    /// What an entry says of a person's leaving, the newest one; nothing when none does.
    public func departure(of person: PolicyIdentifier) -> (place: EntryPlace, left: CustodianLeft)? {
        departures.last { $0.left.person.description == person.rawValue }.map { ($0.place, $0.left) }
    }
}
