// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar, without a time zone: `2027-01-31`, years 2000…9999.
package struct CalendarDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year, 2000…9999.
    package let year: Int
    /// The month, 1…12.
    package let month: Int
    /// The day of the month, 1…31.
    package let day: Int

    /// The last day with a four-digit year.
    package static let last = CalendarDay(year: 9_999, month: 12, day: 31)!

    /// Makes a day; `nil` if it does not exist or is outside the years 2000…9999.
    package init?(year: Int, month: Int, day: Int) {
        guard 2_000...9_999 ~= year, 1...12 ~= month, 1...Self.length(of: month, in: year) ~= day else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `YYYY-MM-DD`; `nil` for any other text.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } }), let year = Int(parts[0]),
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The UTC day of a moment, in seconds since 1970-01-01T00:00:00Z.
    ///
    /// - Returns: `nil` for moments outside the years 2000…9999.
    package init?(secondsSince1970 seconds: Int) {
        self.init(daysSince1970: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
    }

    /// The UTC day of a ledger time, the same on every machine. Times before the year 2000, which only a clock without
    /// a battery shows, give 2000-01-01.
    package init(of time: LedgerTime) {
        self = CalendarDay(secondsSince1970: Int(time.posixSeconds)) ?? CalendarDay(year: 2_000, month: 1, day: 1)!
    }

    /// The first second of the day, in UTC.
    package var start: LedgerTime { LedgerTime(posixSeconds: UInt64(daysSince1970) * 86_400)! }

    /// The day that is this many days after 1970-01-01.
    ///
    /// - Returns: `nil` for days outside the years 2000…9999.
    package init?(daysSince1970 days: Int) {
        // Eras of 400 years, counted from March 1 of year 0, which is 719,468 days before 1970-01-01.
        guard 0...4_000_000 ~= days else { return nil }
        let days = days + 719_468
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        self.init(
            year: yearOfEra + days / 146_097 * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// The number of days since 1970-01-01.
    package var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let shiftedMonth = month <= 2 ? month + 9 : month - 3
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
        return shiftedYear * 365 + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400 + dayOfYear - 719_468
    }

    /// The day that is this many days later; the last day of the year 9999 if there is no such day.
    package func adding(days: Int) -> CalendarDay {
        CalendarDay(daysSince1970: daysSince1970 + days) ?? Self.last
    }

    /// `YYYY-MM-DD`.
    package var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }

    /// Sorts the earlier day first.
    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
