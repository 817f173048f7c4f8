// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy
package import Ledger
package import SecretSharing
package import ShareEnvelope

/// A sheet goes to somebody whom the policy knows, who is there, who has no other sheet of the set, and who keeps nothing
/// of the other factor.
package struct HolderRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds somebody who takes a sheet against the policy and the ledger.
    ///
    /// - Parameters:
    ///   - name: the name on paper.
    ///   - person: the policy's identifier, where there is one.
    ///   - isGiven: whether this is somebody else than the sheet was dealt to.
    ///   - share: the share of the sheet.
    ///   - lost: the share whose place it takes.
    package init(
        _ name: PublicText, _ person: PublicText?, isGiven: Bool, taking share: ShareNumber,
        replacing lost: ShareNumber?, of set: SetHistory, under policy: Policy, in state: BinderState,
        on day: CalendarDay = .today
    ) {
        var breaches: [Breach] = []
        let known = person.flatMap { PolicyIdentifier($0.description) }.flatMap { policy.person($0) }
        if isGiven, known == nil {
            let names = policy.people.filter { !$0.hasLeft(by: day) }.prefix(12)
                .map { "\($0.name) (\($0.id))" }.joined(separator: ", ")
            breaches.append(
                Breach(
                    expected: "a custodian whom the policy knows", found: "it has nobody called \(name)",
                    remedy: "--custodian one of: \(names)"))
        }
        if let known, let left = known.left, known.hasLeft(by: day) {
            breaches.append(
                Breach(
                    expected: "a custodian who is there", found: "\(name) left on \(left)",
                    remedy: "--custodian names somebody else"))
        }
        // The policy may plan two sheets for one person; lint reports that, and both are dealt to that person.
        let isNews = isGiven || lost != nil
        let custody = state.custody(under: policy, on: day).first { $0.set.identity == set.identity }
        let other = custody?.custodians.first { custodian in
            custodian.share != share && custodian.share != lost
                && (person.map { $0 == custodian.person } ?? false
                    || custodian.name.isSameName(as: name))
        }
        if isNews, let other {
            breaches.append(
                Breach(
                    expected: "one sheet for each person", found: "\(name) has \(other.share) of this set already",
                    remedy: "--custodian names somebody else"))
        }
        if isNews, let credential = custody?.name {
            breaches +=
                FactorRule(of: name, person, with: [credential], under: policy, in: state, on: day).breaches
        }
        self.breaches = breaches
    }
}
