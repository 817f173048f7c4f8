// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy
package import ShareEnvelope

/// What a policy asks of the statement that begins a recovery.
package struct StatementRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds a statement against the policy.
    ///
    /// - Parameters:
    ///   - account: what is to be opened.
    ///   - failureMode: the name that was given.
    ///   - normalPathDown: how the normal path was shown to be down.
    ///   - approvals: how many approvers of the account agreed.
    ///   - strangers: people who are said to have approved it but are not approvers of the account.
    package init(
        _ account: Policy.Account, under policy: Policy, failureMode: String?, normalPathDown: PublicText?,
        reason: PublicText, ticket: PublicText?, approvals: Int, strangers: [String] = [],
        on day: CalendarDay = .today
    ) {
        var breaches: [Breach] = []
        let modes = account.failureModes.compactMap { policy.failureMode($0) }
        if !modes.contains(where: { $0.id.rawValue == failureMode }) {
            breaches.append(
                Breach(
                    expected: "a failure mode of the policy",
                    found: failureMode.map { "\($0) is none of \(account.name)'s" } ?? "none is named",
                    remedy: "--failure-mode with one of: "
                        + modes.map { "\($0.id) (\($0.means))" }.joined(separator: "; ")))
        }
        if normalPathDown == nil {
            breaches.append(
                Breach(
                    expected: "the normal path is shown to be down", found: "nothing is said about it",
                    remedy: "--normal-path-down \"two people failed to sign in\""))
        }
        if let word = policy.convenience(in: reason.description) {
            breaches.append(
                Breach(
                    expected: "an emergency", found: "\"\(word)\" is convenience, by the policy",
                    remedy: "use the normal path; --reason says what is broken"))
        }
        if ticket == nil {
            breaches.append(Breach(expected: "a ticket", found: "none is named", remedy: "--ticket INC-4711"))
        }
        for name in strangers {
            breaches.append(
                Breach(
                    expected: "approval by an approver of \(account.name)", found: "\(name) is none",
                    remedy: "--approved-by with one of: "
                        + account.approvers.compactMap { policy.person($0)?.name.description }.joined(separator: ", ")))
        }
        if approvals < account.approvals {
            let people = account.approvers.compactMap { policy.person($0) }.filter { !$0.hasLeft(by: day) }
            breaches.append(
                Breach(
                    expected: account.approvals == 1 ? "1 approval" : "\(account.approvals) approvals",
                    found: approvals == 1 ? "there is 1" : "there are \(approvals)",
                    remedy: "--approved-by NAME: \(people.map(\.name.description).joined(separator: ", "))"))
        }
        self.breaches = breaches
    }
}
