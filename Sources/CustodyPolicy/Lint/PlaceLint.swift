// SPDX-License-Identifier: Apache-2.0
//
// Sheets that are kept too close together.

import SecretSharing

/// Rules about where the sheets of one credential are kept.
enum PlaceLint {
    static let quorumInContainer = LintRule(
        "BG010", "quorum-in-container", .critical,
        """
        One container holds enough sheets to open the credential. Its key or combination is then all that protects the \
        credential.
        """,
        standard: "PCI DSS v4 3.7.6; Microsoft Entra, Manage emergency access accounts",
        fix: "Keep each sheet in its own container, to which no other custodian has access.")
    static let quorumAtSite = LintRule(
        "BG011", "quorum-at-site", .critical,
        "One site holds enough unsealed sheets to open the credential. One break-in, or one search, is enough.",
        standard: "Microsoft Entra, Manage emergency access accounts; NIST SP 800-53 r5 CP-6(1)",
        fix: "Move sheets to other sites until no site holds a quorum. Until then, seal the shares.")
    static let sealedQuorumAtSite = LintRule(
        "BG012", "sealed-quorum-at-site", .warning,
        "One site holds a quorum of sheets. Only the custodians' passphrases protect the credential from a thief.",
        standard: "Microsoft Entra, Manage emergency access accounts; NIST SP 800-53 r5 CP-6(1)",
        fix: "Move sheets to other sites until no site holds a quorum.")
    static let siteLossLocksOut = LintRule(
        "BG013", "site-loss-locks-out", .critical,
        """
        If this one site burns, floods, or is closed off, no quorum of sheets is left. Emergencies and lost sites come \
        together.
        """,
        standard: "Microsoft Entra, Manage emergency access accounts; NIST SP 800-53 r5 CP-6(1), CP-9(3)",
        fix: "Spread each needed group over enough sites that any one of them can be missing.")
    static let sharedContainer = LintRule(
        "BG014", "shared-container", .warning,
        "One container holds several sheets of one credential. Anyone who opens it for one sheet gets the others too.",
        standard: "PCI DSS v4 3.7.6; Microsoft Entra, Manage emergency access accounts",
        fix: "Give each sheet its own container.")
    static let groupAtOneSite = LintRule(
        "BG015", "group-at-one-site", .warning,
        "All custodians of a group keep their sheets at one site, so the whole group can be lost or stolen at once.",
        standard: "Microsoft Entra, Manage emergency access accounts; NIST SP 800-53 r5 CP-6(1)",
        fix: "Move at least one of the group's sheets to another site.")

    static let rules = [
        quorumInContainer, quorumAtSite, sealedQuorumAtSite, siteLossLocksOut, sharedContainer, groupAtOneSite,
    ]

    static func findings(_ subject: LintSubject) -> [LintFinding] {
        subject.credentials.flatMap { account, credential in
            findings(credential, of: account, in: subject)
        }
    }

    private static func findings(
        _ credential: Policy.Credential, of account: Policy.Account, in subject: LintSubject
    ) -> [LintFinding] {
        let rule = credential.rule
        let sheets = subject.sheets(of: credential)
        var found: [LintFinding] = []
        func add(_ lint: LintRule, _ what: String) {
            found.append(LintFinding(lint, what, account: account, credential: credential))
        }
        var opened: Set<PolicyIdentifier> = []
        for (container, kept) in LintSubject.grouped(sheets, by: \.container) where kept.count > 1 {
            let name = "\(kept[0].custodian.container) at \(subject.siteName(container.site))"
            if rule.isMet(by: kept) {
                opened.insert(container.site)
                add(quorumInContainer, "\(name) holds \(kept.count) sheets, which open it")
            } else {
                add(sharedContainer, "\(name) holds \(kept.count) sheets")
            }
        }
        for (site, kept) in LintSubject.grouped(sheets, by: \.site) {
            let name = subject.siteName(site)
            // If one sheet opens it alone, it is a quorum of one wherever it is.
            if rule.fewestWhoCanAct > 1, !opened.contains(site) {
                if rule.isMet(by: kept.filter { !$0.custodian.isSealed }) {
                    add(quorumAtSite, "the sheets at \(name) open it")
                } else if rule.isMet(by: kept) {
                    add(sealedQuorumAtSite, "the sheets at \(name) open it with their passphrases")
                }
            }
            if kept.count > 1, !rule.isMet(by: sheets.filter { $0.site != site }) {
                add(siteLossLocksOut, "without the \(kept.count) sheets at \(name), nobody can open it")
            }
        }
        for group in credential.groups where group.custodians.count > 1 {
            let sites = Set(group.custodians.map { subject.firstSite($0.site) })
            if sites.count == 1, let site = sites.first {
                add(groupAtOneSite, "all sheets of \(group.name) are at \(subject.siteName(site))")
            }
        }
        return found
    }
}
