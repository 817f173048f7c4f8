// SPDX-License-Identifier: Apache-2.0
//
// Quorums that are too small, and credentials that too few people keep.

import SecretSharing

/// Rules about the number of people behind a credential.
enum QuorumLint {
    static let quorumOfOne = LintRule(
        "BG001", "quorum-of-one", .critical,
        """
        One sheet opens the credential. Anyone who finds, copies, or steals it needs nobody else, and no second person \
        knows.
        """,
        standard: "PCI DSS v4 3.7.6; NIST SP 800-53 r5 AC-3(2)",
        fix: "Raise a group's threshold, or require more groups, until every quorum has at least two people.")
    static let onePersonQuorum = LintRule(
        "BG002", "one-person-quorum", .critical,
        """
        One person keeps enough sheets to open the credential alone. The rule counts sheets, but protection comes from \
        people.
        """,
        standard: "PCI DSS v4 3.7.6; NIST SP 800-53 r5 AC-3(2), AC-5",
        fix: "Give each person one sheet of a credential.")
    static let personTwice = LintRule(
        "BG003", "person-twice", .critical,
        """
        One person keeps several sheets of one credential. Every quorum with that person has fewer people than the \
        rule says, and two groups are no longer independent.
        """,
        standard: "PCI DSS v4 3.7.6; NIST SP 800-53 r5 AC-5",
        fix: "Give each person one sheet of a credential. Two identifiers with the same name count as one person.")
    static let fewCustodians = LintRule(
        "BG004", "few-custodians", .warning,
        """
        Fewer than three people keep the credential. Holidays, illness, and one resignation at the same time are then \
        enough to lock the account permanently.
        """,
        standard: "Microsoft Entra, Manage emergency access accounts; NIST SP 800-53 r5 CP-2",
        fix: "Name at least three custodians, preferably five.")
    static let noSpareSheet = LintRule(
        "BG005", "no-spare-sheet", .critical,
        """
        The loss of one particular sheet, by fire, water, or a forgotten passphrase, makes the credential \
        unrecoverable.
        """,
        standard: "Microsoft Entra, Manage emergency access accounts; NIST SP 800-53 r5 CP-9, CP-9(3)",
        fix: "Add a custodian to the group that needs all of its members, or lower its threshold.")
    static let noSparePerson = LintRule(
        "BG006", "no-spare-person", .warning,
        "One person keeps so many sheets that nobody can open the credential without that person.",
        standard: "NIST SP 800-53 r5 CP-2, CP-9",
        fix: "Give some of the sheets to other people.")

    static let rules = [quorumOfOne, onePersonQuorum, personTwice, fewCustodians, noSpareSheet, noSparePerson]

    static func findings(_ subject: LintSubject) -> [LintFinding] {
        subject.credentials.flatMap { account, credential in
            findings(credential, of: account, sheets: subject.sheets(of: credential))
        }
    }

    private static func findings(
        _ credential: Policy.Credential, of account: Policy.Account, sheets: [LintSubject.Sheet]
    ) -> [LintFinding] {
        let rule = credential.rule
        let holders = LintSubject.grouped(sheets) { $0.human }
        var found: [LintFinding] = []
        func add(_ lint: LintRule, _ what: String, _ human: LintSubject.Human? = nil) {
            found.append(LintFinding(lint, what, account: account, credential: credential, person: human?.name))
        }
        if rule.fewestWhoCanAct == 1 { add(quorumOfOne, "one sheet is enough to open it") }
        for (human, held) in holders where held.count > 1 {
            if rule.fewestWhoCanAct > 1, rule.isMet(by: held) {
                add(onePersonQuorum, "\(human.name) keeps \(held.count) sheets, which open it\(human.sameness)", human)
            } else {
                add(personTwice, "\(human.name) keeps \(held.count) of its sheets\(human.sameness)", human)
            }
        }
        if holders.count < 3 { add(fewCustodians, "it has \(holders.counted("custodian"))") }
        if rule.fewestLossesThatLockOut == 1 {
            let needed = sheets.filter { sheet in !rule.isMet(by: sheets.filter { $0.number != sheet.number }) }
            add(noSpareSheet, "nobody can open it without " + listed(needed.map { "\($0.human.name)'s sheet" }))
        } else {
            for (human, held) in holders where held.count > 1 {
                if !rule.isMet(by: sheets.filter { $0.human != human }) {
                    add(noSparePerson, "nobody can open it without \(human.name)\(human.sameness)", human)
                }
            }
        }
        return found
    }

    private static func listed(_ names: [String]) -> String {
        names.count <= 3 ? names.joined(separator: ", ") : "any of \(names.count) sheets"
    }
}
