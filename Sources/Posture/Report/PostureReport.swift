// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import FoundationEssentials
import PlainTexts

/// What an inspection found, for people and for programs.
package struct PostureReport {
    /// What it comes to.
    package enum Result: String, Sendable {
        /// Nothing is open and nothing is unknown.
        case fine
        /// A rule is broken.
        case open
        /// No rule is known to be broken, but something cannot be told.
        case unknown
    }

    private let inspection: Inspection

    package init(_ inspection: Inspection) {
        self.inspection = inspection
    }

    package var result: Result {
        if inspection.findings.contains(where: { $0.severity > .note }) { return .open }
        return inspection.gaps.isEmpty ? .fine : .unknown
    }

    // MARK: JSON

    /// The report as docs/POSTURE.md describes it, with keys in order.
    package var json: String {
        let content = Content(
            schema: "glasswatch-posture/1", result: result.rawValue, account: inspection.account,
            name: inspection.scope.name, collected: inspection.export.collected?.description,
            findings: inspection.findings.map { finding in
                Content.Finding(
                    rule: finding.rule.id, name: finding.rule.name, severity: finding.severity.rawValue,
                    demand: finding.rule.demand, place: finding.place, seen: finding.seen, fix: finding.fix)
            },
            gaps: inspection.gaps.map { gap in
                Content.Gap(place: gap.place, question: gap.question, why: gap.why, command: gap.command)
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(content) else { fatalError("texts are always JSON") }
        return String(decoding: data, as: UTF8.self)
    }

    private struct Content: Encodable {
        struct Finding: Encodable {
            let rule, name, severity, demand, place, seen, fix: String
        }

        struct Gap: Encodable {
            let place, question, why, command: String
        }

        let schema, result, account: String
        let name, collected: String?
        let findings: [Finding]
        let gaps: [Gap]
    }

    // MARK: Text

    /// The report in lines of 80 columns; only words that are longer run over.
    package var lines: [String] {
        let name = inspection.scope.name.map { "\($0), account" } ?? "account"
        var lines = PlainText.wrapped("Emergency path of \(name) \(inspection.account)", first: "", rest: "  ")
        if let time = inspection.export.collected { lines.append("Exported at \(time)") }
        for finding in inspection.findings {
            lines += ["", "\(finding.severity.rawValue): \(finding.rule.id) \(finding.rule.name)"]
            lines += PlainText.wrapped(finding.place, first: "  at    ", rest: "        ")
            lines += PlainText.wrapped(finding.seen, first: "  seen  ", rest: "        ")
            lines += PlainText.wrapped(finding.rule.demand, first: "  must  ", rest: "        ")
            lines += PlainText.command(finding.fix, first: "  fix   ", rest: "        ")
        }
        if !inspection.gaps.isEmpty { lines += ["", "Cannot be told"] }
        for gap in inspection.gaps {
            lines += PlainText.wrapped("\(gap.place): \(gap.question)", first: "  ", rest: "    ")
            lines += PlainText.wrapped(gap.why, first: "    because ", rest: "    ")
            if !gap.command.isEmpty { lines += PlainText.command(gap.command, first: "    ", rest: "      ") }
        }
        return lines + ["", summary]
    }

    private var summary: String {
        let counts = PostureSeverity.allCases.reversed().compactMap { severity -> String? in
            let count = inspection.findings.count { $0.severity == severity }
            guard count > 0 else { return nil }
            return "\(count) \(severity == .note && count > 1 ? "notes" : severity.rawValue)"
        }
        let found = counts.isEmpty ? "Nothing found" : "Found: \(counts.joined(separator: ", "))"
        let open = inspection.gaps.count
        return "\(found). \(open == 0 ? "Nothing" : "\(open)") cannot be told. Result: \(result.rawValue)."
    }
}
