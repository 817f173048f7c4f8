// SPDX-License-Identifier: Apache-2.0

/// Findings as `breakglass policy` shows them.
package struct LintReport: Sendable, Encodable {
    /// How many findings are critical.
    package let critical: Int
    /// How many are warnings.
    package let warning: Int
    /// How many are notes.
    package let note: Int
    /// The findings, in the order in which they were given.
    package let findings: [LintFinding]

    /// Reports findings in the given order.
    package init(_ findings: [LintFinding]) {
        self.findings = findings
        func count(_ severity: LintRule.Severity) -> Int { findings.count { $0.rule.severity == severity } }
        critical = count(.critical)
        warning = count(.warning)
        note = count(.note)
    }

    /// The findings in lines of text, with each rule's explanation once and the totals in the last line.
    package var lines: [String] {
        var lines: [String] = []
        for (rule, found) in LintSubject.grouped(findings, by: \.rule) {
            lines.append("\(rule.severity.rawValue) \(rule.id) \(rule.name)")
            lines += found.map { $0.place == "the policy" ? "  \($0.what)" : "  \($0.place): \($0.what)" }
            lines.append("  why: \(rule.explanation)")
            lines.append("  based on: \(rule.standard)")
            lines.append("  fix: \(rule.fix)")
            lines.append("")
        }
        lines.append(sum)
        return lines
    }

    /// The totals: `1 critical finding, 2 warnings, 1 note`, or `nothing found`.
    package var sum: String {
        let parts = [
            (critical, "critical finding", "critical findings"), (warning, "warning", "warnings"),
            (note, "note", "notes"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
        return parts.isEmpty ? "nothing found" : parts.joined(separator: ", ")
    }
}
