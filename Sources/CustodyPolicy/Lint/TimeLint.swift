// SPDX-License-Identifier: Apache-2.0
//
// Deadlines that are missing or too far away.

/// Rules about windows, deadlines and intervals.
enum TimeLint {
    static let noWindow = LintRule(
        "BG060", "no-window", .critical,
        "An opening of this account never ends. Emergency access without an end is standing access.",
        standard: "ISO/IEC 27001:2022 A.8.2; AWS Well-Architected SEC03-BP03",
        fix: "Set window to the hours that a rescue takes, such as 4 h.")
    static let longWindow = LintRule(
        "BG061", "long-window", .warning,
        """
        The window is longer than a day. A rescue takes hours. Work that takes days is a project, and deserves a new \
        opening.
        """,
        standard: "ISO/IEC 27001:2022 A.8.2; AWS Well-Architected SEC03-BP03",
        fix: "Set window to 24 h or less.")
    static let noReviewDeadline = LintRule(
        "BG062", "no-review-deadline", .critical,
        "No deadline makes anyone look at what was done with this account. Use that nobody reviews becomes a habit.",
        standard: "Microsoft Entra, Manage emergency access accounts; AWS Well-Architected SEC03-BP03",
        fix: "Set review_within, such as 5 d.")
    static let lateReview = LintRule(
        "BG063", "late-review", .warning,
        """
        The review may wait longer than two weeks. By then logs have expired, memories have faded, and anything that \
        was planted has been used.
        """,
        standard: "Microsoft Entra, Manage emergency access accounts; NIST SP 800-53 r5 AU-6",
        fix: "Set review_within to 14 d or less.")
    static let rareDrills = LintRule(
        "BG064", "rare-drills", .warning,
        "Custodians prove less than once in 90 days that they still hold their sheets. Sheets get lost unnoticed.",
        standard: "Microsoft Entra, Manage emergency access accounts; NIST SP 800-53 r5 CP-4",
        fix: "Set drill_every to 90 d or less.")
    static let longGrace = LintRule(
        "BG065", "long-grace", .note,
        """
        A drill answer counts even if it comes more than two weeks late. A sheet that takes that long to find is not \
        within reach.
        """,
        standard: "NIST SP 800-53 r5 CP-4",
        fix: "Set answer_grace to 14 d or less.")

    static let rules = [noWindow, longWindow, noReviewDeadline, lateReview, rareDrills, longGrace]

    private static let longestWindow = PolicySpan(hours: 24)
    private static let latestReview = PolicySpan(days: 14)
    private static let rarestDrills = PolicySpan(days: 90)
    private static let longestGrace = PolicySpan(days: 14)

    static func findings(_ subject: LintSubject) -> [LintFinding] {
        var found: [LintFinding] = []
        for account in subject.policy.accounts {
            func add(_ lint: LintRule, _ what: String) { found.append(LintFinding(lint, what, account: account)) }
            if let window = account.window {
                if window > longestWindow { add(longWindow, "an opening lasts \(window)") }
            } else {
                add(noWindow, "an opening never ends")
            }
            if let review = account.reviewWithin {
                if review > latestReview { add(lateReview, "the review is due after \(review)") }
            } else {
                add(noReviewDeadline, "no review is ever due")
            }
            if account.drillEvery > rarestDrills { add(rareDrills, "a drill is due every \(account.drillEvery)") }
        }
        if subject.policy.answerGrace > longestGrace {
            found.append(LintFinding(longGrace, "answers count until \(subject.policy.answerGrace) after the expiry"))
        }
        return found
    }
}
