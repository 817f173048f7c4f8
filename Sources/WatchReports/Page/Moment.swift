// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Times as a page shows them.
enum Moment {
    /// `2026-03-01 02:10:17`, in UTC as everything on the page.
    static func text(_ time: EventTime?) -> String {
        guard let time else { return "at an unknown time" }
        return time.description.replacing("T", with: " ").replacing("Z", with: "")
    }

    /// A length of time in one unit, rounded up: `40 seconds`, `7 minutes`.
    static func duration(_ seconds: Int64) -> String {
        let units: [(size: Int64, name: String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
        let unit = units.first { seconds >= 2 * $0.size } ?? (1, "second")
        return Counted.text(Int((seconds + unit.size - 1) / unit.size), unit.name)
    }
}
