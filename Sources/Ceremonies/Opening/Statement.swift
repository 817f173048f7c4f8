// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
import Recovery
package import ShareEnvelope

/// What is stated before any sheet is read, and the rules that it must keep.
package struct Statement: Sendable {
    /// The statement for each credential that is opened; they differ only in credential and set.
    package let openings: [RecoveryOpened]
    /// The account, where a policy in force names it.
    package let account: Policy.Account?
    /// These rules.
    package let rules: [any Rule]
    /// What is to be known before a recovery that keeps them.
    package let notices: [String]
    /// The set that is named by its code, if no ledger says what it is; it goes on record before any sheet is read.
    let choice: SetChoice?
    /// The answers that nobody had to give.
    let taken: Set<AnswerKey>

    /// The statement for the first credential.
    package var first: RecoveryOpened { openings[0] }

    /// The person who operates the machine, as the entries about this recovery name them.
    package var `operator`: PublicText { first.operatedBy ?? .known("the operator") }

    /// The statement as the people at the machine read it, with what a policy asks for and nobody stated.
    package var lines: [PlanLine] {
        let opened = first
        func missing(_ words: String) -> String? { account == nil ? nil : words }
        func line(_ name: String, _ text: (any CustomStringConvertible)?, _ key: AnswerKey) -> PlanLine? {
            PlanLine(name, text, key, isTaken: taken.contains(key))
        }
        let approved = opened.approvedBy.map(\.description).joined(separator: ", ")
        let lines: [PlanLine?] =
            [line("Account", opened.account, "--account")]
            + openings.map { line("Credential", $0.credential, "--credential") }
            + [
                line("Failure mode", opened.failureMode ?? missing("none of the policy's"), "--failure-mode"),
                line("Normal path", opened.normalPathDown ?? missing("not shown to be down"), "--normal-path-down"),
                line("Reason", opened.reason, "--reason"),
                line("Ticket", opened.ticket ?? missing("none"), "--ticket"),
                line("Operator", opened.operatedBy ?? missing("not named"), "--operator"),
                line("Approved by", approved.isEmpty ? missing("nobody") : approved, "--approved-by"),
                PlanLine("Window", account?.window),
            ] + openings.map { PlanLine("Set", $0.set?.code) }
        return lines.compactMap { $0 }
    }
}
