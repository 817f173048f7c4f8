// SPDX-License-Identifier: Apache-2.0
//
// Password and second factor must not be in the same hands (docs/POLICY.md). This finds who keeps both, and who can use
// both.

package import CustodyPolicy
package import ShareEnvelope

/// Who keeps the first and the second factor of one account.
package struct FactorCustody: Sendable {
    /// The account.
    package let account: PublicText
    /// The sets of passwords and key files.
    package let first: [Custody]
    /// The sets of one-time passwords and recovery codes.
    package let second: [Custody]

    /// The people who keep sheets of both factors, whether or not these are enough to open them.
    package var inBoth: [PublicText] {
        let others = Set(second.flatMap { $0.people })
        return first.flatMap { $0.people }.uniqued.filter(others.contains)
    }

    /// The people who can open both factors alone.
    package var alone: [PublicText] { inBoth.filter { canOpen([$0]) } }

    /// Whether these people can open both factors together.
    package func canOpen(_ people: Set<PublicText>) -> Bool {
        first.contains { $0.canOpen(people) } && second.contains { $0.canOpen(people) }
    }

    /// The smallest groups of people that can open both factors; `nil` if there are too many to compare.
    package var quorums: [[PublicText]]? {
        let people = (first + second).flatMap { $0.people }.uniqued
        // Two sets have at most 64 sheets. An account with more sets and more people than that is not compared.
        guard people.count <= UInt64.bitWidth, let own = masks(of: first, people), let other = masks(of: second, people)
        else { return nil }
        guard own.count * other.count <= 10_000 else { return nil }
        let unions = PeopleQuorums.smallest(own.flatMap { mask in other.map { mask | $0 } })
        return unions.map { mask in people.indices.filter { mask & 1 << UInt64($0) != 0 }.map { people[$0] } }
    }

    /// Groups whose members are all needed for one factor, and who can open the other one too without anyone else.
    package var sameHands: [[PublicText]] {
        (quorums ?? []).filter { group in
            let group = Set(group)
            return (first + second).contains { custody in
                custody.canOpen(group) && !group.contains { custody.canOpen(group.subtracting([$0])) }
            }
        }
    }

    /// A person's name.
    package func name(of person: PublicText) -> PublicText {
        (first + second).first { $0.people.contains(person) }?.name(of: person) ?? person
    }

    /// The smallest groups that open any of the sets, as masks in which bit `i` is the i-th of `people`.
    private func masks(of sets: [Custody], _ people: [PublicText]) -> [UInt64]? {
        var masks: [UInt64] = []
        for set in sets {
            guard let own = set.quorumsOfPeople.masks else { return nil }
            let places = set.people.map { UInt64(people.firstIndex(of: $0) ?? 0) }
            masks += own.map { mask in
                places.indices.reduce(0) { mask & 1 << UInt64($1) != 0 ? $0 | 1 << places[$1] : $0 }
            }
        }
        return PeopleQuorums.smallest(masks)
    }
}

extension Policy {
    /// The accounts that have both factors out on paper, with the custody of each factor.
    package func factors(in custody: [Custody]) -> [FactorCustody] {
        accounts.compactMap { account in
            func sets(_ kinds: Set<CredentialKind>) -> [Custody] {
                custody.filter { custody in
                    custody.name.account == account.name
                        && custody.name.credential.flatMap { account.credential(named: $0) }
                            .map { kinds.contains($0.kind) } == true
                }
            }
            let first = sets([.password, .keyFile])
            let second = sets([.oneTimePassword, .recoveryCodes])
            guard !first.isEmpty, !second.isEmpty else { return nil }
            return FactorCustody(account: account.name, first: first, second: second)
        }
    }
}
