// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy
package import Ledger
package import ShareEnvelope

/// Password and second factor of an account stay in different hands and places.
package struct FactorRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds a credential that is about to be dealt against the paper of the other factor.
    package init(
        dealing name: CredentialName, under policy: Policy, in state: BinderState, on day: CalendarDay = .today
    ) {
        let found = FactorSeparation(of: name, under: policy, in: state, on: day).breaches
        breaches =
            found.isEmpty
            ? []
            : [
                Breach(
                    expected: "password and second factor in different hands and places",
                    found: found.joined(separator: "; "),
                    remedy: "change policy.yaml and `breakglass policy --adopt`, or first reissue the other factor")
            ]
    }

    /// Holds somebody who is to keep a sheet against what that person keeps, or is to keep, of the other factors.
    ///
    /// - Parameters:
    ///   - custodian: the name on paper.
    ///   - id: the policy's identifier, where there is one.
    ///   - credentials: what the sheet opens.
    package init(
        of custodian: PublicText, _ id: PublicText?, with credentials: [CredentialName], under policy: Policy,
        in state: BinderState, on day: CalendarDay = .today
    ) {
        let found = credentials.flatMap { name in
            FactorSeparation.conflicts(of: custodian, id, with: name, under: policy, in: state, on: day)
        }
        breaches =
            found.isEmpty
            ? []
            : [
                Breach(
                    expected: "password and second factor in different hands", found: found.joined(separator: "; "),
                    remedy: "name somebody else")
            ]
    }
}
