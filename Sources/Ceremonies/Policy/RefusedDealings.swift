// SPDX-License-Identifier: Apache-2.0

import Custody
package import CustodyPolicy
package import Ledger

/// What a policy plans and a split would refuse, found by the split's own rules before anybody deals.
package struct RefusedDealings: Sendable {
    /// Each refusal once, in the words of the split; none when every credential can be dealt.
    package let warnings: [String]

    /// Applies the rules of a dealing to each credential of a policy.
    ///
    /// - Parameter state: who has which paper now; `nil` to judge the policy alone.
    package init(under policy: Policy, in state: BinderState?, on day: CalendarDay = .today) {
        let names = policy.accounts.flatMap { account in
            account.credentials.map { CredentialName(account: account.name, credential: $0.name) }
        }
        let found = names.flatMap { name in
            DealingRule.breaches(ofPlanned: name, under: policy, in: state ?? BinderState(), on: day).map { ($0, name) }
        }
        // Both factors of an account break the same rule: that is said once.
        var told: [(breach: Breach, names: [CredentialName])] = []
        for (breach, name) in found {
            if let index = told.firstIndex(where: { $0.breach == breach }) {
                told[index].names.append(name)
            } else {
                told.append((breach, [name]))
            }
        }
        warnings = told.map { breach, names in
            "a split of \(names.map { $0.description }.joined(separator: ", or of ")) would be refused: it asks for "
                + "\(breach.expected): \(breach.found); \(breach.remedy)"
        }
    }
}
