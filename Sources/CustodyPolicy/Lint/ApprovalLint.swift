// SPDX-License-Identifier: Apache-2.0
//
// Who approves an opening.

import SecretSharing

/// Rules about approvers.
enum ApprovalLint {
    static let noApprovers = LintRule(
        "BG050", "no-approvers", .warning,
        """
        The policy names nobody who may approve an opening. The people who hold the sheets decide alone that this is \
        an emergency.
        """,
        standard: "AWS Well-Architected SEC03-BP03; NIST SP 800-53 r5 AC-3(2)",
        fix: "Name at least two approvers who keep no sheet of the account.")
    static let noApprovalNeeded = LintRule(
        "BG051", "no-approval-needed", .warning,
        "The account has approvers, but none is asked: approvals is 0.",
        standard: "AWS Well-Architected SEC03-BP03; NIST SP 800-53 r5 AC-3(2)",
        fix: "Set approvals to 1 or more.")
    static let quorumApprovesItself = LintRule(
        "BG052", "quorum-approves-itself", .critical,
        """
        A quorum can be formed whose own members give all the approvals. The people who open the account then approve \
        it themselves.
        """,
        standard: "NIST SP 800-53 r5 AC-5, AC-3(2); AWS Well-Architected SEC03-BP03",
        fix:
            "Choose approvers who keep no sheet of the account, or require more approvals than its custodians can give."
    )
    static let approverKeepsSheet = LintRule(
        "BG053", "approver-keeps-sheet", .warning,
        "An approver keeps a sheet of the account, and is both judge and party whenever that sheet is used.",
        standard: "NIST SP 800-53 r5 AC-5",
        fix: "Choose approvers who keep no sheet of the account.")
    static let noSecondApprover = LintRule(
        "BG054", "no-second-approver", .warning,
        "Every approver is needed. If one is asleep or away, nobody can fill in.",
        standard: "AWS Well-Architected SEC03-BP03",
        fix: "Name more approvers than the approvals that are required.")

    static let rules = [noApprovers, noApprovalNeeded, quorumApprovesItself, approverKeepsSheet, noSecondApprover]

    static func findings(_ subject: LintSubject) -> [LintFinding] {
        subject.policy.accounts.flatMap { findings($0, in: subject) }
    }

    private static func findings(_ account: Policy.Account, in subject: LintSubject) -> [LintFinding] {
        guard !account.approvers.isEmpty else {
            return [LintFinding(noApprovers, "nobody may approve an opening", account: account)]
        }
        let approvers = LintSubject.grouped(account.approvers.map(subject.human)) { $0 }.map(\.key)
        var found: [LintFinding] = []
        if account.approvals == 0 {
            found.append(LintFinding(noApprovalNeeded, "approvals is 0", account: account))
        } else if approvers.count <= account.approvals {
            found.append(
                LintFinding(
                    noSecondApprover, "\(account.approvals) of \(approvers.counted("approver")) must approve",
                    account: account))
        }
        for credential in account.credentials {
            let sheets = subject.sheets(of: credential)
            let keeping = approvers.filter { human in sheets.contains { $0.human == human } }
            guard !keeping.isEmpty else { continue }
            let names = keeping.map(\.name.description).joined(separator: ", ")
            if account.approvals > 0, approvals(within: credential, sheets, by: Set(keeping)) >= account.approvals {
                found.append(
                    LintFinding(
                        quorumApprovesItself,
                        "a quorum with \(names) approves its own opening" + keeping.map(\.sameness).joined(),
                        account: account, credential: credential))
            } else {
                found += keeping.map {
                    LintFinding(
                        approverKeepsSheet, "\($0.name) approves openings and keeps a sheet\($0.sameness)",
                        account: account,
                        credential: credential, person: $0.name)
                }
            }
        }
        return found
    }

    /// The most approvers that a smallest quorum can have among its members.
    private static func approvals(
        within credential: Policy.Credential, _ sheets: [LintSubject.Sheet], by approvers: Set<LintSubject.Human>
    ) -> Int {
        let mostOfEachGroup = LintSubject.grouped(sheets, by: \.number.group).map { group, sheets in
            min(
                Set(sheets.map(\.human)).intersection(approvers).count,
                credential.rule.groups[Int(group.rawValue) - 1].needed)
        }
        let most = mostOfEachGroup.sorted(by: >).prefix(credential.groupsNeeded).reduce(0, +)
        return min(most, approvers.count)
    }
}
