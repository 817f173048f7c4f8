// SPDX-License-Identifier: Apache-2.0
//
// People who have left but still keep a sheet or approve openings.

import SecretSharing

/// Rules about people who have left or are about to.
enum LeaverLint {
    static let leaverKeepsSheet = LintRule(
        "BG070", "leaver-keeps-sheet", .critical,
        """
        This person has left and is still listed as a custodian. The sheet is out of control, and the quorum is \
        smaller than it seems.
        """,
        standard:
            "NIST SP 800-53 r5 PS-4, PS-5, AC-2; PCI DSS v4 3.7.5; Microsoft Entra, Manage emergency access accounts",
        fix:
            """
            Reshare the credential among the people who are still there, retire the old set, and change the \
            credential.
            """
    )
    static let leaverApproves = LintRule(
        "BG071", "leaver-approves", .critical,
        "This person has left and may still approve openings.",
        standard: "NIST SP 800-53 r5 PS-4, AC-2; AWS Well-Architected SEC03-BP03",
        fix: "Name another approver.")
    static let leavesSoon = LintRule(
        "BG072", "leaves-soon", .warning,
        """
        This person leaves within 30 days and keeps a sheet or approves openings. A handover takes a ceremony, and a \
        ceremony takes planning.
        """,
        standard: "NIST SP 800-53 r5 PS-4, PS-5; Microsoft Entra, Manage emergency access accounts",
        fix: "Plan the reshare, or name another approver, before that day.")
    static let tooFewStayed = LintRule(
        "BG080", "too-few-stayed", .critical,
        """
        The custodians who are still there are not a quorum. The credential can't be opened without people who have \
        left.
        """,
        standard: "NIST SP 800-53 r5 CP-2, PS-4; Microsoft Entra, Manage emergency access accounts",
        fix: "Open the credential with their help while they still help, and deal a new set.")
    static let leaversCanOpen = LintRule(
        "BG081", "leavers-can-open", .critical,
        "The people who have left are a quorum. Outsiders can open the credential without anyone inside.",
        standard: "NIST SP 800-53 r5 PS-4, AC-2; PCI DSS v4 3.7.5",
        fix: "Change the credential today, then split the new one among the people who are still there.")

    static let rules = [leaverKeepsSheet, leaverApproves, leavesSoon, tooFewStayed, leaversCanOpen]

    /// How long before a person leaves the handover should begin, in days.
    private static let notice = 30

    static func findings(_ subject: LintSubject) -> [LintFinding] {
        let policy = subject.policy
        let gone = Set(policy.people.filter { $0.hasLeft(by: subject.today) }.map(\.id))
        var found: [LintFinding] = []
        for account in policy.accounts {
            for id in account.approvers where gone.contains(id) {
                let name = subject.human(id).name
                found.append(
                    LintFinding(leaverApproves, "\(name) has left and may approve", account: account, person: name))
            }
            for credential in account.credentials {
                found += findings(credential, of: account, gone: gone, in: subject)
            }
        }
        let used = Set(policy.accounts.flatMap(\.approvers))
            .union(subject.credentials.flatMap { $0.credential.custodians.map(\.person) })
        for person in policy.people where used.contains(person.id) {
            guard let left = person.left, left > subject.today, left <= subject.today.adding(days: notice) else {
                continue
            }
            found.append(LintFinding(leavesSoon, "\(person.name) leaves on \(left)", person: person.name))
        }
        return found
    }

    private static func findings(
        _ credential: Policy.Credential, of account: Policy.Account, gone: Set<PolicyIdentifier>,
        in subject: LintSubject
    ) -> [LintFinding] {
        let sheets = subject.sheets(of: credential)
        let taken = sheets.filter { gone.contains($0.custodian.person) }
        guard !taken.isEmpty else { return [] }
        var found = LintSubject.grouped(taken) { $0.human }.map { human, _ in
            LintFinding(
                leaverKeepsSheet, "\(human.name) has left and keeps a sheet", account: account,
                credential: credential, person: human.name)
        }
        if !credential.rule.isMet(by: sheets.filter { !gone.contains($0.custodian.person) }) {
            found.append(
                LintFinding(
                    tooFewStayed, "without the \(taken.counted("custodian")) who left, nobody can open it",
                    account: account, credential: credential))
        }
        if credential.rule.isMet(by: taken) {
            let what = "the \(taken.counted("custodian")) who left can open it"
            found.append(LintFinding(leaversCanOpen, what, account: account, credential: credential))
        }
        return found
    }
}
