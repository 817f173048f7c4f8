// SPDX-License-Identifier: Apache-2.0
//
// What the ledger keeps of a result file, for people.

package import Ledger

extension DrillClosed.TestedAlert {
    /// "arn:aws:sns:us-east-1:111122223333:break-glass, in time: yes"
    package var words: String { "\(channel), in time: \(inTime.rawValue)" }

    /// All alerts of a drill in one line.
    package static func words(_ alerts: [Self]) -> String {
        alerts.isEmpty ? "none" : alerts.map(\.words).joined(separator: "; ")
    }

    /// Whether every alert of a drill arrived in time, and there was one.
    static func areInTime(_ alerts: [Self]) -> Bool { !alerts.isEmpty && alerts.allSatisfy { $0.inTime == .yes } }
}
