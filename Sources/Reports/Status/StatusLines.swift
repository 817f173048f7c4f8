// SPDX-License-Identifier: Apache-2.0
//
// The status as text: first what must be done, then the state of each credential, then what stays on record.

import Custody
import Ledger

extension StatusReport {
    /// The status in words.
    ///
    /// - Parameter width: how many characters a line should have; `nil` for a line for each row.
    package func lines(width: Int?) -> [String] {
        var lines = [sentence] + (first.map { ["First: \($0)."] } ?? [])
        func add(_ heading: String, _ rows: [[String]]) {
            guard !rows.isEmpty else { return }
            lines += ["", heading] + TextTable(rows).lines(width: width)
        }
        for urgency in Duty.Urgency.allCases {
            add(
                urgency == .overdue ? "OVERDUE OR OPEN" : "DUE SOON",
                duties.filter { $0.urgency == urgency }.map { [when($0), $0.line] })
        }
        add("CREDENTIALS", credentials.flatMap { $0.rows })
        add("ON RECORD", remarks.lines.map { [$0] })
        return lines + [
            "", "Ledger \(ledger), \(entries.counted("entry", "entries")); \(time). Days are days in UTC.",
        ]
    }

    /// The status and the first duties, in a few lines.
    ///
    /// - Parameter limit: how many duties are named.
    package func summary(limit: Int) -> [String] {
        let rest = duties.count - limit
        return ["The binder here, \(ledger): \(sentence)"] + duties.prefix(limit).map { "  \($0.line)" }
            + (rest > 0 ? ["  and \(rest) more: `breakglass status`"] : [])
    }

    /// Whether any credential has sheets in force.
    package var hasSheets: Bool { credentials.contains { $0.set != nil } }

    /// "12 days ago", "3 hours ago", "now", "in 3 hours", "in 1 day"
    private func when(_ duty: Item) -> String {
        guard let due = duty.dueSeconds else { return "now" }
        let distance = due > seconds ? due - seconds : seconds - due
        let units: [(UInt64, String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
        guard let (length, name) = units.first(where: { $0.0 <= distance }) else { return "now" }
        let words = (distance / length).counted(name, "\(name)s")
        return due > seconds ? "in \(words)" : "\(words) ago"
    }
}

extension StatusReport.Item {
    /// What must be done, and for which credential.
    fileprivate var line: String { name.isEmpty ? words : "\(name): \(words)" }
}

extension StatusReport.Credential {
    /// Its state, then how much of its paper is proven.
    fileprivate var rows: [[String]] {
        let since = since.map { ", on paper since \($0.prefix(10))" } ?? ""
        let used = uses == 0 ? "" : uses == 1 ? "; used once" : "; used \(uses) times"
        let claim = isClaim ? "; \(SetHistory.claim)" : ""
        return [[name, "\(words)\(since)\(used)\(claim)"]] + (coverage.map { [["", $0.words]] } ?? [])
    }
}
