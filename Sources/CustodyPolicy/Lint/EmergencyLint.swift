// SPDX-License-Identifier: Apache-2.0
//
// What an emergency is, and what is not.

/// Rules about failure modes.
enum EmergencyLint {
    static let noFailureModes = LintRule(
        "BG040", "no-failure-modes", .critical,
        """
        The policy does not say which failures justify opening the account. Any reason will do, and sooner or later \
        one does.
        """,
        standard: "AWS Well-Architected SEC03-BP03; NIST SP 800-53 r5 AC-3(10), AC-2(11); BSI C5 IAM-02.02B",
        fix:
            "Under failure_modes, list the failures in which the normal path is down, and name them in the account."
    )
    static let modeNotShown = LintRule(
        "BG041", "mode-not-shown", .warning,
        """
        The policy does not say how this failure is confirmed. At night, the difference between down and slow is then \
        one person's word.
        """,
        standard: "AWS Well-Architected SEC03-BP03; NIST SP 800-53 r5 AC-3(10)",
        fix: "Under shown_by, say what two people check, and from where.")
    static let modeReadsAsConvenience = LintRule(
        "BG042", "mode-reads-as-convenience", .warning,
        """
        The failure mode reads like impatience, not like a failure. A shortcut around a slow process becomes the \
        normal path.
        """,
        standard: "AWS Well-Architected SEC03-BP03; NIST SP 800-53 r5 AC-2(11)",
        fix: "Describe a failure in which the normal path is down, or delete the mode.")
    static let modeUnused = LintRule(
        "BG043", "mode-unused", .note,
        "No account is opened for this failure. Either an account is missing, or the mode is a leftover.",
        standard: "AWS Well-Architected SEC03-BP03",
        fix: "Name the mode in the accounts that help in it, or delete it.")
    static let noConvenienceWords = LintRule(
        "BG044", "no-convenience-words", .warning,
        "The list of words that mark a reason as convenience is empty, so no statement is questioned.",
        standard: "AWS Well-Architected SEC03-BP03; NIST SP 800-53 r5 AC-2(11)",
        fix: "Delete the key not_emergencies to use the built-in list, or list your own words.")

    static let rules = [noFailureModes, modeNotShown, modeReadsAsConvenience, modeUnused, noConvenienceWords]

    static func findings(_ subject: LintSubject) -> [LintFinding] {
        let policy = subject.policy
        var found = policy.accounts.filter(\.failureModes.isEmpty).map {
            LintFinding(noFailureModes, "no failure mode justifies opening it", account: $0)
        }
        let used = Set(policy.accounts.flatMap(\.failureModes))
        for mode in policy.failureModes {
            if mode.shownBy == nil {
                found.append(LintFinding(modeNotShown, "the policy does not say how \(mode.id) is confirmed"))
            }
            if let word = policy.convenience(in: mode.means.description) {
                found.append(LintFinding(modeReadsAsConvenience, "failure mode \(mode.id) says \"\(word)\""))
            }
            if !used.contains(mode.id) {
                found.append(LintFinding(modeUnused, "no account names failure mode \(mode.id)"))
            }
        }
        if policy.notEmergencies.isEmpty {
            found.append(LintFinding(noConvenienceWords, "not_emergencies is empty"))
        }
        return found
    }
}
