// SPDX-License-Identifier: Apache-2.0
//
// What could turn break-glass custody into a backdoor, as far as the policy alone shows.

/// Finds the ways in which a policy lets custody decay.
package enum PolicyLint {
    /// What is wrong with a policy on a given day: the worst first, then by rule, then in the policy's order.
    package static func findings(in policy: Policy, today: CalendarDay) -> [LintFinding] {
        let subject = LintSubject(policy: policy, today: today)
        let themes = [
            QuorumLint.findings, PlaceLint.findings, FactorLint.findings, DependencyLint.findings,
            EmergencyLint.findings, ApprovalLint.findings, TimeLint.findings, PeopleLint.findings,
            LeaverLint.findings, ScopeLint.findings, CloudLint.findings,
        ]
        let found = themes.flatMap { $0(subject) }.enumerated()
        return found.sorted { left, right in
            (left.element.rule.severity, left.element.rule.id, left.offset)
                < (right.element.rule.severity, right.element.rule.id, right.offset)
        }.map(\.element)
    }

    /// What is critical in a policy, but was not in the one before it.
    package static func newlyCritical(in policy: Policy, after old: Policy?, today: CalendarDay) -> [LintFinding] {
        let known = old.map { findings(in: $0, today: today) } ?? []
        return findings(in: policy, today: today).filter { $0.rule.severity == .critical && !known.contains($0) }
    }
}
