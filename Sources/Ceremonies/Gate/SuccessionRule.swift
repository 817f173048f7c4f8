// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy
package import Ledger
package import ShareEnvelope

/// Somebody joins under a name and an identifier of their own.
package struct NewcomerRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds somebody new against the people of the policy.
    package init(_ id: PolicyIdentifier, called name: PublicText, under policy: Policy) {
        var breaches: [Breach] = []
        if let person = policy.person(id) {
            breaches.append(
                Breach(
                    expected: "an identifier that nobody has", found: "the policy has \(id) already: \(person.name)",
                    remedy: "another identifier; also people who left keep theirs", canBeOverridden: false))
        }
        if let namesake = policy.people.first(where: { $0.name.isSameName(as: name) }) {
            breaches.append(
                Breach(
                    expected: "a name that nobody has", found: "\(namesake.name) is the name of \(namesake.id)",
                    remedy: "tell two people of one name apart in the name; paper has nothing else",
                    canBeOverridden: false))
        }
        self.breaches = breaches
    }
}

/// Somebody leaves once.
package struct LeavingRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds somebody who leaves against what is on record.
    ///
    /// - Parameters:
    ///   - known: the entry that says so already.
    ///   - isSame: whether it says what is asked for.
    package init(
        _ person: Policy.Person, known: EntryPlace?, isSame: Bool, remedy: String, on day: CalendarDay = .today
    ) {
        guard let known, let left = person.left, isSame else {
            breaches = []
            return
        }
        breaches = [
            Breach(
                expected: "a leaving that is not on record",
                found: "\(person.name) \(left <= day ? "has left" : "leaves") on \(left), says entry \(known)",
                remedy: remedy, canBeOverridden: false)
        ]
    }
}

/// The place of somebody who leaves goes to somebody who stays, and who keeps no other sheet of the same credential.
package struct SuccessionRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds a successor against the policy.
    ///
    /// - Parameter successor: nothing for somebody whom the policy does not have yet.
    package init(
        of person: Policy.Person, by successor: Policy.Person?, under policy: Policy, on day: CalendarDay = .today
    ) {
        let kept = policy.accounts.flatMap { account in account.credentials.map { (account, $0) } }
            .filter { $1.custodians.contains { $0.person == person.id } }
        guard !kept.isEmpty else {
            breaches = [
                Breach(
                    expected: "somebody who keeps a sheet",
                    found: "the policy plans no sheet for \(person.name), so there is no place to take",
                    remedy: "leave out --successor: `breakglass people leave \(person.id)` records the leaving",
                    canBeOverridden: false)
            ]
            return
        }
        guard let successor else {
            breaches = []
            return
        }
        var breaches: [Breach] = []
        if let left = successor.left, successor.hasLeft(by: day) {
            breaches.append(
                Breach(
                    expected: "a successor who stays", found: "\(successor.name) leaves too, on \(left)",
                    remedy: "--successor names somebody who stays", canBeOverridden: false))
        }
        for (account, credential) in kept
        where credential.custodians.contains(where: { custodian in
            policy.person(custodian.person)?.name.isSameName(as: successor.name) ?? false
        }) {
            breaches.append(
                Breach(
                    expected: "one sheet for each person",
                    found: "\(successor.name) keeps a sheet of \(account.name) / \(credential.name) already",
                    remedy: "--successor names somebody else; `breakglass who-can` lists who keeps what",
                    canBeOverridden: false))
        }
        self.breaches = breaches
    }
}
