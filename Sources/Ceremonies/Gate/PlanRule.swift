// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy

/// Sheets go to people who are there.
package struct PlanRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds the policy's plan of a credential that is about to be dealt against who has left.
    package init(dealing name: CredentialName, under policy: Policy, on day: CalendarDay = .today) {
        let planned = policy.account(named: name.account).flatMap { account in
            name.credential.flatMap { account.credential(named: $0) }
        }
        breaches = (planned?.custodians ?? []).compactMap { custodian in
            guard let person = policy.person(custodian.person), let left = person.left, left <= day else { return nil }
            return Breach(
                expected: "custodians who are there",
                found:
                    "\(person.name) has left on \(left), and the policy still plans a sheet of \(name) for this person",
                remedy: "`breakglass people leave \(person.id) --successor NAME`, or change the group in policy.yaml",
                canBeOverridden: false)
        }
    }
}
