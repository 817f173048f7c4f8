// SPDX-License-Identifier: Apache-2.0

import PlainTexts

extension AlertsReport {
    /// The report for a terminal of 80 columns.
    package var lines: [String] {
        var lines = PlainText.wrapped(headline, first: "", rest: "  ")
        lines += ["", "Ways of entry"]
        var identity = ""
        var way: EntryWay?
        for cell in coverage.cells {
            if cell.probe.identity.arn != identity {
                identity = cell.probe.identity.arn
                way = nil
                lines += PlainText.wrapped(identity, first: "  ", rest: "  ")
            }
            if cell.probe.way != way {
                way = cell.probe.way
                let condition = cell.probe.isConditional ? cell.probe.way.condition.map { " (\($0))" } ?? "" : ""
                lines += PlainText.wrapped(cell.probe.way.title + condition, first: "    ", rest: "      ")
            }
            lines += row(cell)
        }
        if !tried.isEmpty {
            lines += ["", "Entries in the log"]
            for event in tried {
                let told =
                    event.hits.isEmpty ? "no alert" : event.hits.map { text(of: $0) }.joined(separator: "; ")
                lines += PlainText.wrapped(
                    "\(event.name) \(event.id), \(event.region): \(told)", first: "  ", rest: "    ")
            }
        }
        for (file, judgment) in arrivals {
            lines += [""] + PlainText.wrapped("The alert in \(file)", first: "", rest: "  ")
            for check in judgment.checks {
                lines.append("  \(padded(check.answer.rawValue, 12))\(check.question.title)")
                lines += PlainText.wrapped(
                    check.reason, first: String(repeating: " ", count: 14), rest: String(repeating: " ", count: 14))
            }
        }
        if !findings.isEmpty {
            lines += ["", "Findings"]
            for finding in findings {
                let label = padded(finding.weight.rawValue, 9)
                lines += PlainText.wrapped(
                    "\(finding.text) [\(finding.kind.rawValue)]", first: "  \(label)",
                    rest: String(repeating: " ", count: 11))
            }
        }
        return lines
    }

    private var headline: String {
        let name = expectation.name.isEmpty ? "the declared identities" : expectation.name
        let faults = arrivals.flatMap { $0.judgment.checks }.count { $0.answer == .no }
        switch result {
        case .covered: return "Alert of \(name): every way of entry gives an alert."
        case .unknown: return "Alert of \(name): it cannot be shown that every way of entry gives an alert."
        case .missing:
            let gaps = coverage.cells.count {
                ($0.outcome == .none || $0.outcome == .some) && !$0.probe.isConditional
            }
            var parts: [String] = []
            if gaps > 0 { parts.append("\(gaps) of \(coverage.cells.count) ways and regions give no alert") }
            let deaf = tried.count { $0.hits.isEmpty }
            if deaf > 0 { parts.append("\(deaf) of \(tried.count) entries in the log give no alert") }
            if faults > 0 { parts.append("\(faults) of the checks of the alert that came failed") }
            if parts.isEmpty { parts.append("nobody gets it") }
            return "Alert of \(name): \(parts.joined(separator: "; "))."
        }
    }

    private func row(_ cell: Coverage.Cell) -> [String] {
        let place = padded(cell.probe.region, 15)
        let first = "      \(place) "
        let rest = String(repeating: " ", count: first.count)
        switch cell.outcome {
        case .none: return [first + "no alert"]
        case .alert, .some, .unknown:
            var lines: [String] = []
            for hit in cell.hits {
                lines += PlainText.wrapped(text(of: hit), first: lines.isEmpty ? first : rest, rest: rest + "  ")
            }
            if cell.outcome == .some {
                lines += PlainText.wrapped(
                    "no alert " + cell.missedCases.joined(separator: ", nor "), first: lines.isEmpty ? first : rest,
                    rest: rest + "  ")
            }
            return lines
        }
    }

    /// The rule, the one that forwards to it, and the target.
    private func text(of hit: Coverage.Hit) -> String {
        let path = hit.forwarder.map { "\($0), then \(hit.rule) in \(hit.region ?? "?")" } ?? hit.rule
        return "\(path) -> \(hit.target.name)" + (hit.doubt.map { " (cannot tell: \($0))" } ?? "")
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
