// SPDX-License-Identifier: Apache-2.0
//
// The text format of Prometheus, version 0.0.4, for the textfile collector of node_exporter.

import Custody

extension StatusReport {
    /// The status as metrics.
    package var metrics: String {
        var metrics = Metrics()
        metrics.begin("breakglass_status_timestamp_seconds", "When the status was taken: alert when this gets old.")
        metrics.add([("ledger", ledger)], seconds)
        metrics.begin("breakglass_ledger_entries", "Entries of the binder's ledger: this never decreases.")
        metrics.add([("ledger", ledger)], entries)
        metrics.begin("breakglass_in_order", "1 when nothing is open, overdue or due soon.")
        metrics.add([], UInt64(duties.isEmpty ? 1 : 0))
        addCredentials(to: &metrics)
        addDuties(to: &metrics)
        metrics.begin("breakglass_remarks", "What stays on record: exceptions, overrides, refusals, merged journals.")
        metrics.add([("kind", "exception")], UInt64(remarks.exceptions.count))
        metrics.add([("kind", "override")], UInt64(remarks.overrides.count))
        metrics.add([("kind", "refusal")], UInt64(remarks.refusals.count))
        metrics.add([("kind", "merged_journal")], UInt64(remarks.journals.count))
        return metrics.text
    }

    private func addCredentials(to metrics: inout Metrics) {
        guard !credentials.isEmpty else { return }
        metrics.begin("breakglass_credential_state", "1 for the state that a credential is in, 0 for the others.")
        for credential in credentials {
            for state in CredentialState.words {
                metrics.add(credential.labels + [("state", state)], credential.state == state ? 1 : 0)
            }
        }
        metrics.begin("breakglass_credential_uses", "How many times a credential was revealed.")
        for credential in credentials { metrics.add(credential.labels, UInt64(credential.uses)) }
        let covered = credentials.compactMap { credential in credential.coverage.map { (credential.labels, $0) } }
        guard !covered.isEmpty else { return }
        metrics.begin("breakglass_sheets", "Sheets of the set in force: all, in hand, and proven within the interval.")
        for (labels, coverage) in covered {
            metrics.add(labels + [("kind", "all")], UInt64(coverage.total))
            metrics.add(labels + [("kind", "in_hand")], UInt64(coverage.sheets.count { $0.isInHand }))
            metrics.add(labels + [("kind", "proven")], UInt64(coverage.proven))
        }
        metrics.begin("breakglass_quorum_proven", "1 when the sheets proven within the interval make a quorum.")
        for (labels, coverage) in covered { metrics.add(labels, coverage.isQuorumProven ? 1 : 0) }
    }

    private func addDuties(to metrics: inout Metrics) {
        metrics.begin("breakglass_duties", "Duties by kind and urgency.")
        for kind in Duty.Kind.allCases {
            for urgency in Duty.Urgency.allCases {
                metrics.add(
                    [("kind", kind.rawValue), ("urgency", urgency.rawValue)],
                    UInt64(duties.count { $0.kind == kind && $0.urgency == urgency }))
            }
        }
        // One sample for each credential and kind: the duty that is due first.
        var seen: Set<[String]> = []
        let first = duties.filter { $0.dueSeconds != nil }.sorted { ($0.dueSeconds ?? 0) < ($1.dueSeconds ?? 0) }
            .filter { seen.insert([$0.kind.rawValue, $0.account ?? "", $0.credential ?? ""]).inserted }
        guard !first.isEmpty else { return }
        metrics.begin("breakglass_duty_due_timestamp_seconds", "When the oldest duty of a kind is or was due.")
        for duty in first {
            metrics.add(
                [("account", duty.account ?? ""), ("credential", duty.credential ?? ""), ("kind", duty.kind.rawValue)],
                duty.dueSeconds ?? 0)
        }
    }
}

extension StatusReport.Credential {
    fileprivate var labels: [(name: String, value: String)] {
        [("account", account), ("credential", credential ?? "")]
    }
}

/// Metrics as text; all are gauges.
private struct Metrics {
    private(set) var text = ""
    private var name = ""

    mutating func begin(_ name: String, _ help: String) {
        self.name = name
        text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
    }

    mutating func add(_ labels: [(name: String, value: String)], _ value: UInt64) {
        let list = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        text += "\(name)\(list.isEmpty ? "" : "{\(list)}") \(value)\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
