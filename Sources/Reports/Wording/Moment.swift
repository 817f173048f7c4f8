// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy

/// A time, for people and for machines.
struct Moment {
    let machine: String
    /// "2026-11-24 23:10"
    let minute: String
    /// "2026-11-24"
    let day: String

    init(_ time: LedgerTime) {
        machine = time.description
        minute = String(machine.prefix(16)).replacing("T", with: " ")
        day = String(machine.prefix(10))
    }

    /// A message with times in the page's style and a capital first letter.
    static func shortened(_ text: String) -> String {
        let short = text.replacing(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\dZ/) { "\($0.1) \($0.2)" }
        return short.prefix(1).uppercased() + short.dropFirst()
    }
}

extension Duration {
    /// "31 min 13 s"
    static func words(_ seconds: UInt64) -> String {
        let parts = [(seconds / 3_600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")].filter { $0.0 > 0 }
        return parts.isEmpty ? "0 s" : parts.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}
