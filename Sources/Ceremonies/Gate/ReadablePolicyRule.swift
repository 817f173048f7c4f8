// SPDX-License-Identifier: Apache-2.0

package import Custody
package import Ledger

/// The policy in force can be read: one that cannot asks for nothing.
package struct ReadablePolicyRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Looks at the policy that the ledger has in force.
    ///
    /// - Parameter state: `nil` if no ledger can be read.
    package init(_ state: BinderState?) {
        guard let state, let policy = state.policy, state.readPolicy == nil else {
            breaches = []
            return
        }
        breaches = [
            Breach(
                expected: "a policy that can be read",
                found: "the policy of entry \(policy.place) cannot be, so that none of its rules is asked",
                remedy: "`breakglass policy --adopt` brings one into force that can be read")
        ]
    }
}
