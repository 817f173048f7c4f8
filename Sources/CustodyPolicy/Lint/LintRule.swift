// SPDX-License-Identifier: Apache-2.0

/// A rule that finds one way in which custody decays.
package struct LintRule: Sendable, Hashable, Identifiable {
    /// How bad a finding is.
    package enum Severity: String, Sendable, Hashable, CaseIterable, Comparable, Encodable {
        /// Custody does not do what it promises.
        case critical
        /// Custody works today, but a single ordinary event would end that.
        case warning
        /// Worth a thought.
        case note

        /// Sorts the worse one first.
        package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .critical: 0
            case .warning: 1
            case .note: 2
            }
        }
    }

    /// `BG` and three digits; never reused for another rule.
    package let id: String
    /// A name for people: lower case with hyphens.
    package let name: String
    /// How bad it is.
    package let severity: Severity
    /// Why it is bad, in full sentences.
    package let explanation: String
    /// The clauses of standards and guides that the rule is based on, separated by semicolons.
    package let standard: String
    /// What to do about it, in full sentences.
    package let fix: String

    /// Every rule, sorted by identifier.
    package static let all: [LintRule] = [
        QuorumLint.rules, PlaceLint.rules, FactorLint.rules, DependencyLint.rules, EmergencyLint.rules,
        ApprovalLint.rules, TimeLint.rules, PeopleLint.rules, LeaverLint.rules, ScopeLint.rules,
        CloudLint.rules,
    ].flatMap(\.self).sorted { $0.id < $1.id }

    init(
        _ id: String, _ name: String, _ severity: Severity, _ explanation: String, standard: String, fix: String
    ) {
        self.id = id
        self.name = name
        self.severity = severity
        self.explanation = explanation
        self.standard = standard
        self.fix = fix
    }
}
