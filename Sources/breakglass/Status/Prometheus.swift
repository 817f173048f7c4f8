// SPDX-License-Identifier: Apache-2.0
//
// The text format of Prometheus, version 0.0.4: for the textfile collector of node_exporter.

import Binder
import Foundation

extension StatusReport {
    /// The status as metrics.
    var metrics: String {
        var metrics = Metrics()
        metrics.begin("breakglass_ledger_entries", "Entries of the binder's ledger.")
        metrics.add([("ledger", ledger)], Int(clamping: entries))
        metrics.begin("breakglass_credential_state", "1 for the state that a credential is in.")
        for credential in credentials {
            for state in ["none", "sealed", "opening", "open", "closing", "rotating", "retired"] {
                metrics.add(
                    [("account", credential.account), ("credential", credential.credential ?? ""), ("state", state)],
                    credential.state == state ? 1 : 0)
            }
        }
        metrics.begin("breakglass_credential_uses", "How often a credential was revealed.")
        for credential in credentials {
            metrics.add(
                [("account", credential.account), ("credential", credential.credential ?? "")], credential.uses)
        }
        metrics.begin("breakglass_duties", "Duties by kind and urgency.")
        for kind in Duty.Kind.allCases {
            for urgency in ["overdue", "soon"] {
                metrics.add(
                    [("kind", kind.rawValue), ("urgency", urgency)],
                    duties.count { $0.kind == kind.rawValue && $0.urgency == urgency })
            }
        }
        return metrics.text
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

    mutating func add(_ labels: [(name: String, value: String)], _ value: Int) {
        let list = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
        text += "\(name){\(list)} \(value)\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}

/// The file that a collector reads; it is replaced whole.
struct PrometheusFile {
    let path: String

    func write(_ text: String) throws(Complaint) {
        guard path != "-" else { return Talk.result(String(text.dropLast())) }
        do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
            throw Complaint(
                .cannotCreate, "\(path) cannot be written", hint: "name a file in a folder that can be written")
        }
    }
}
