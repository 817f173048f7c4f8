// SPDX-License-Identifier: Apache-2.0

/// The moment when a set was made, as a sheet shows it: the dealer's local time and UTC.
package struct CreationTime: Hashable, Sendable {
    /// Seconds since 1970-01-01 00:00 UTC.
    package let posixSeconds: Int64

    /// The offset of the dealer's local time from UTC, in seconds; positive is east.
    package let secondsFromUTC: Int

    /// Makes a moment. It reads no clock or time zone, so that the same input draws the same bytes.
    package init(posixSeconds: Int64, secondsFromUTC: Int) {
        self.posixSeconds = posixSeconds
        self.secondsFromUTC = secondsFromUTC
    }

    /// "2026-11-23 20:24 (UTC+01:00), 2026-11-23 19:24 UTC"; only the second if they are the same.
    package var inWords: String {
        let utc = Self.dateAndTime(posixSeconds, separator: " ") + " UTC"
        guard secondsFromUTC != 0 else { return utc }
        let local = Self.dateAndTime(posixSeconds + Int64(secondsFromUTC), separator: " ")
        let minutes = abs(secondsFromUTC) / 60
        let sign = secondsFromUTC < 0 ? "−" : "+"
        return "\(local) (UTC\(sign)\(Self.padded(minutes / 60)):\(Self.padded(minutes % 60))), \(utc)"
    }

    /// The form for PDF metadata: ISO 8601 in UTC.
    var metadata: String { Self.dateAndTime(posixSeconds, separator: "T") + ":00Z" }

    private static func dateAndTime(_ seconds: Int64, separator: String) -> String {
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        let second = Int(seconds - Int64(day) * 86_400)
        let date = civilDate(daysSince1970: day)
        return "\(date.year)-\(padded(date.month))-\(padded(date.day))\(separator)"
            + "\(padded(second / 3_600)):\(padded(second / 60 % 60))"
    }

    /// Gregorian date of a day number. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    private static func civilDate(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = daysSince1970 + 719_468  // days since 0000-03-01
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153  // March is 0
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
