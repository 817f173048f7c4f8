// SPDX-License-Identifier: Apache-2.0
//
// What the audit log of a cloud can and cannot show.

import ShareEnvelope

/// Rules about `cloud`.
enum CloudLint {
    static let noLog = LintRule(
        "BG100", "no-log", .note,
        """
        Other accounts say where their audit log is, but this one does not. No log can then show who used its \
        credentials.
        """,
        standard: "NIST SP 800-53 r5 AU-2, AU-12; AWS Well-Architected SEC04-BP01",
        fix: "Under cloud, name the cloud accounts and the identities that the credentials open.")
    static let identityElsewhere = LintRule(
        "BG101", "identity-elsewhere", .critical,
        """
        An identity belongs to a cloud account that the section does not list. Its use is in a log that nobody reads.
        """,
        standard: "NIST SP 800-53 r5 AU-6, AU-12",
        fix: "List the number of that cloud account under accounts, or correct the identity.")
    static let sharedIdentity = LintRule(
        "BG102", "shared-identity", .warning,
        """
        Two accounts of the policy name the same identity. A use of it cannot be held against one account's openings.
        """,
        standard: "NIST SP 800-53 r5 IA-2, AU-3; PCI DSS v4 8.2.2",
        fix: "Give each account identities of its own.")
    static let noTrail = LintRule(
        "BG103", "no-trail", .note,
        """
        The policy names neither a trail nor a bucket that holds the log. A change of the log itself then looks like any \
        other change.
        """,
        standard: "NIST SP 800-53 r5 AU-9; CIS AWS Foundations Benchmark 7.0 3.2",
        fix: "Under trails and buckets, name what records the use and where the files lie.")
    static let noAlert = LintRule(
        "BG104", "no-alert", .note,
        "The policy does not say where the alert of a use arrives, so nobody notices when it stops arriving.",
        standard: "NIST SP 800-53 r5 SI-4(5), AC-2(12); Microsoft Entra, Manage emergency access accounts",
        fix: "Under alerts, name the channel, and under alert_within, how soon the alert must be there.")

    static let rules = [noLog, identityElsewhere, sharedIdentity, noTrail, noAlert]

    static func findings(_ subject: LintSubject) -> [LintFinding] {
        let accounts = subject.policy.accounts
        guard accounts.contains(where: { $0.cloud != nil }) else { return [] }
        var owners: [PublicText: Policy.Account] = [:]
        var found: [LintFinding] = []
        for account in accounts {
            guard let cloud = account.cloud else {
                found.append(LintFinding(noLog, "no log shows its use", account: account))
                continue
            }
            for identity in cloud.identities {
                let number = identity.description.split(separator: ":", omittingEmptySubsequences: false)[4]
                if !cloud.accounts.contains(where: { $0.description == number }) {
                    let what = "\(identity) belongs to \(number), which is not listed"
                    found.append(LintFinding(identityElsewhere, what, account: account))
                }
                if let owner = owners[identity] {
                    let what = "\(owner.name) names \(identity) too"
                    found.append(LintFinding(sharedIdentity, what, account: account))
                } else {
                    owners[identity] = account
                }
            }
            if cloud.trails.isEmpty, cloud.buckets.isEmpty {
                found.append(LintFinding(noTrail, "nothing says where its log is kept", account: account))
            }
            if cloud.alerts.isEmpty {
                found.append(LintFinding(noAlert, "nobody is told of its use", account: account))
            }
        }
        return found
    }
}
