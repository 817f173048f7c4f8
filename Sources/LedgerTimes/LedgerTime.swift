// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// A time in UTC, to the second, as ledger lines write it: `2026-11-24T02:17:02Z`.
package struct LedgerTime: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Seconds since 1970 (POSIX), from 0 to those of 9999-12-31T23:59:59Z.
    package let posixSeconds: UInt64

    /// The last second of the year 9999.
    private static let lastSecond: UInt64 = 253_402_300_799

    /// The last second of the year 9999.
    package static let last = LedgerTime(unchecked: lastSecond)

    /// Makes a time of seconds since 1970.
    ///
    /// - Returns: `nil` beyond the year 9999.
    package init?(posixSeconds: UInt64) {
        guard posixSeconds <= Self.lastSecond else { return nil }
        self.posixSeconds = posixSeconds
    }

    /// The second that a clock shows. A clock outside of 1970…9999 counts as the nearer end of that range.
    package init(_ date: Date) {
        posixSeconds = UInt64(min(max(date.timeIntervalSince1970, 0), Double(Self.lastSecond)))
    }

    /// Reads a time in canonical form.
    ///
    /// - Returns: `nil` for any other text, and for days that do not exist.
    package init?(_ text: String) {
        guard let read = Self.read(text.utf8.span) else {
            // A character that is not a digit, and a number beyond its range, give another text here.
            guard text.utf8.count == 20, let early = Self.early(text), early.description == text else { return nil }
            self = early
            return
        }
        self = read
    }

    /// A time in the years of `CalendarDay`; `nil` for anything else.
    private static func read(_ text: Span<UInt8>) -> LedgerTime? {
        guard text.count == 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text[19] == UInt8(ascii: "Z"), let year = number(text, 0..<4), let month = number(text, 5..<7),
            let dayOfMonth = number(text, 8..<10), let hour = number(text, 11..<13), hour < 24,
            let minute = number(text, 14..<16), minute < 60, let second = number(text, 17..<19), second < 60,
            let day = CalendarDay(year: year, month: month, day: dayOfMonth)
        else { return nil }
        return LedgerTime(posixSeconds: UInt64(day.daysSince1970 * 86_400 + hour * 3_600 + minute * 60 + second))
    }

    /// The decimal number of some digits; `nil` for other characters.
    private static func number(_ text: Span<UInt8>, _ places: Range<Int>) -> Int? {
        var number = 0
        for place in places {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[place] else { return nil }
            number = number * 10 + Int(text[place] - UInt8(ascii: "0"))
        }
        return number
    }

    /// A time before the years of `CalendarDay`, as a clock without a battery shows it.
    private static func early(_ text: String) -> LedgerTime? {
        (try? Date(text, strategy: .iso8601)).map { LedgerTime($0) }
    }

    /// The time this many seconds later, at most the last one.
    package func adding(seconds: UInt64) -> LedgerTime {
        LedgerTime(unchecked: min(posixSeconds + min(seconds, Self.lastSecond), Self.lastSecond))
    }

    private init(unchecked seconds: UInt64) { posixSeconds = seconds }

    /// The time as the ledger writes it.
    package var description: String {
        guard let day = CalendarDay(secondsSince1970: Int(posixSeconds)) else { return date.formatted(.iso8601) }
        let second = Int(posixSeconds % 86_400)
        var text: [UInt8] = []
        func write(_ number: Int, _ digitCount: Int, _ end: Character) {
            var unit = 1
            for _ in 1..<digitCount { unit *= 10 }
            while unit > 0 {
                text.append(UInt8(ascii: "0") + UInt8(number / unit % 10))
                unit /= 10
            }
            text.append(end.asciiValue!)
        }
        write(day.year, 4, "-")
        write(day.month, 2, "-")
        write(day.day, 2, "T")
        write(second / 3_600, 2, ":")
        write(second / 60 % 60, 2, ":")
        write(second % 60, 2, "Z")
        return String(decoding: text, as: UTF8.self)
    }

    /// The time as a Foundation date.
    package var date: Date { Date(timeIntervalSince1970: TimeInterval(posixSeconds)) }

    /// Orders by time.
    package static func < (left: Self, right: Self) -> Bool { left.posixSeconds < right.posixSeconds }

    /// Reads the text form.
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let time = LedgerTime(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a time like 2026-11-24T02:17:02Z"))
        }
        self = time
    }

    /// Writes the text form.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
