// SPDX-License-Identifier: Apache-2.0
//
// Two factors of one account that have effectively become one.

import SecretSharing

/// Rules about the two factors that open an account together: password or key file, and second factor or recovery
/// codes.
package enum FactorLint {
    static let personHoldsBothFactors = LintRule(
        "BG020", "person-holds-both-factors", .critical,
        """
        One person keeps a sheet of the password and a sheet of the second factor. Each factor protects against the \
        custodians of the other only while nobody keeps both.
        """,
        standard: "NIST SP 800-53 r5 AC-5, IA-2(1); PCI DSS v4 3.7.6",
        fix: "Let one team keep the password and another team the second factor, with nobody in both.")
    static let samePeopleHoldBothFactors = LintRule(
        "BG021", "same-people-hold-both-factors", .critical,
        """
        The people who keep both the password and the second factor form a quorum of each: two factors, one group of \
        people.
        """,
        standard: "NIST SP 800-53 r5 AC-5, IA-2(1); PCI DSS v4 3.7.6",
        fix: "Let one team keep the password and another team the second factor, with nobody in both.")
    static let recoveryCodesWithPassword = LintRule(
        "BG022", "recovery-codes-with-password", .critical,
        """
        One person keeps a sheet of the password and a sheet of the recovery codes. Recovery codes can replace the \
        second factor, so they need the same distance.
        """,
        standard: "AWS Well-Architected SEC03-BP03; NIST SP 800-53 r5 AC-5",
        fix: "Give the recovery codes to the custodians of the second factor.")
    static let factorsInContainer = LintRule(
        "BG023", "factors-in-container", .critical,
        "One container holds sheets of both factors of one account. What should take two thefts takes one.",
        standard: "Microsoft Entra, Manage emergency access accounts; NIST SP 800-53 r5 AC-5",
        fix: "Keep the sheets of the second factor in other containers, at other sites.")
    static let factorsAtSite = LintRule(
        "BG024", "factors-at-site", .warning,
        """
        One site holds sheets of both factors of one account. Anyone who controls that site comes closer to both at \
        once, so a split or a reshare of either is refused.
        """,
        standard: "Microsoft Entra, Manage emergency access accounts; NIST SP 800-53 r5 CP-6(1)",
        fix: "For the second factor, choose sites that hold no sheet of the password.")
    static let groupKeepsBothFactors = LintRule(
        "BG026", "group-keeps-both-factors", .critical,
        """
        One group keeps sheets of both factors of one account. A team is one target for pressure, one manager, and one \
        bad day, whichever sheets its members hold.
        """,
        standard: "NIST SP 800-53 r5 AC-5, AC-3(2); PCI DSS v4 3.7.6",
        fix: "Let a group from another team keep the second factor.")
    static let noSecondFactor = LintRule(
        "BG025", "no-second-factor", .warning,
        """
        The policy names a password but no second factor. Either the account has none, or it is kept outside these \
        rules.
        """,
        standard:
            """
            Microsoft Entra, Manage emergency access accounts; CIS AWS Foundations Benchmark 7.0 2.6; NIST SP 800-53 \
            r5 IA-2(1)
            """,
        fix: "Enroll a second factor for the account, and add its seed or recovery codes as a credential.")

    static let rules = [
        personHoldsBothFactors, samePeopleHoldBothFactors, recoveryCodesWithPassword, factorsInContainer,
        factorsAtSite, noSecondFactor, groupKeepsBothFactors,
    ]

    static func findings(_ subject: LintSubject) -> [LintFinding] {
        subject.policy.accounts.flatMap { account in
            let firsts = account.credentials.filter { $0.kind.isFirstFactor == true }
            let seconds = account.credentials.filter { $0.kind.isFirstFactor == false }
            var found = firsts.flatMap { first in
                seconds.flatMap { findings(first, $0, of: account, in: subject) }
            }
            if seconds.isEmpty, let password = firsts.first(where: { $0.kind == .password }),
                !firsts.contains(where: { $0.kind == .keyFile })
            {
                found.append(
                    LintFinding(
                        noSecondFactor, "the account has no second factor", account: account, credential: password))
            }
            return found
        }
    }

    /// What one credential shares with the other factors of its account.
    package static func separation(
        of credential: Policy.Credential, in account: Policy.Account, _ subject: LintSubject
    ) -> [LintFinding] {
        account.credentials.filter { $0.isOtherFactor(than: credential) }.flatMap { other in
            credential.kind.isFirstFactor == true
                ? findings(credential, other, of: account, in: subject)
                : findings(other, credential, of: account, in: subject)
        }
    }

    private static func findings(
        _ first: Policy.Credential, _ second: Policy.Credential, of account: Policy.Account, in subject: LintSubject
    ) -> [LintFinding] {
        let firstSheets = subject.sheets(of: first)
        let secondSheets = subject.sheets(of: second)
        var found: [LintFinding] = []
        func add(_ lint: LintRule, _ what: String, _ human: LintSubject.Human? = nil) {
            found.append(LintFinding(lint, what, account: account, credential: second, person: human?.name))
        }
        let both = Set(firstSheets.map(\.human)).intersection(secondSheets.map(\.human))
        let inBoth = LintSubject.grouped(secondSheets) { $0.human }.map(\.key).filter(both.contains)
        if !both.isEmpty, first.rule.isMet(by: firstSheets.filter { both.contains($0.human) }),
            second.rule.isMet(by: secondSheets.filter { both.contains($0.human) })
        {
            let names = inBoth.map(\.name.description).joined(separator: ", ")
            add(samePeopleHoldBothFactors, "\(names) can open both this and \(first.name)")
        }
        let lint = second.kind == .recoveryCodes ? recoveryCodesWithPassword : personHoldsBothFactors
        for human in inBoth { add(lint, "\(human.name) keeps a sheet of \(first.name) too", human) }

        let groups = Set(first.groups.map { LintSubject.folded($0.name) })
        for group in second.groups where groups.contains(LintSubject.folded(group.name)) {
            add(groupKeepsBothFactors, "\(group.name) keeps sheets of \(first.name) too")
        }
        let containers = Set(firstSheets.map(\.container))
        let sites = Set(firstSheets.map(\.site))
        for (container, kept) in LintSubject.grouped(secondSheets, by: \.container) where containers.contains(container)
        {
            let name = "\(kept[0].custodian.container) at \(subject.siteName(container.site))"
            add(factorsInContainer, "\(name) holds a sheet of \(first.name) too")
        }
        for (site, _) in LintSubject.grouped(secondSheets, by: \.site) where sites.contains(site) {
            add(factorsAtSite, "\(subject.siteName(site)) holds a sheet of \(first.name) too")
        }
        return found
    }
}
