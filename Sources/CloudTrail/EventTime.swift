// SPDX-License-Identifier: Apache-2.0

/// A moment of the log, in whole seconds since 1970, UTC.
package struct EventTime: Hashable, Sendable {
    package var seconds: Int64

    package init(seconds: Int64) {
        self.seconds = seconds
    }

    /// Reads `2026-01-02T03:04:05Z`, also with a fraction, which is dropped, or the form of old records,
    /// `20260102T030405Z`; nil for anything else and for a date that no calendar has.
    package init?(_ text: some StringProtocol) {
        self.init(utf8: text.utf8)
    }

    /// The same from bytes of UTF-8.
    package init?(utf8 bytes: some Sequence<UInt8>) {
        var reader = DigitReader(bytes.makeIterator())
        guard let year = reader.number(of: 4) else { return nil }
        let hasSigns = reader.takes("-")
        guard let month = reader.number(of: 2), !hasSigns || reader.takes("-"), let day = reader.number(of: 2),
            reader.takes("T"), let hour = reader.number(of: 2), !hasSigns || reader.takes(":"),
            let minute = reader.number(of: 2), !hasSigns || reader.takes(":"), let second = reader.number(of: 2)
        else { return nil }
        if reader.takes(".") {
            guard reader.digits() > 0 else { return nil }
        }
        guard reader.takes("Z"), reader.isAtEnd, (1...12).contains(month),
            (1...EventTime.dayCount(of: month, in: year)).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        seconds =
            EventTime.days(year: year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60
            + min(second, 59)
    }

    private static func dayCount(of month: Int64, in year: Int64) -> Int64 {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days from 1970-01-01 in the Gregorian calendar, with years that begin in March so that a leap day is the last.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month > 2 ? year : year - 1
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension EventTime: Comparable {
    package static func < (one: EventTime, other: EventTime) -> Bool { one.seconds < other.seconds }
}

extension EventTime: CustomStringConvertible {
    /// `2026-01-02T03:04:05Z`.
    package var description: String {
        let dayNumber = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let second = seconds - dayNumber * 86_400
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let date = [padded(year, 4), padded(month, 2), padded(dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2)]
        let clock = [padded(second / 3_600, 2), padded(second / 60 % 60, 2), padded(second % 60, 2)]
        return date.joined(separator: "-") + "T" + clock.joined(separator: ":") + "Z"
    }

    private func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Takes fixed numbers of digits and single signs from bytes.
private struct DigitReader<Bytes: IteratorProtocol<UInt8>> {
    private var bytes: Bytes
    private var next: UInt8?

    init(_ bytes: Bytes) {
        self.bytes = bytes
        next = self.bytes.next()
    }

    var isAtEnd: Bool { next == nil }

    mutating func takes(_ sign: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: sign) else { return false }
        next = bytes.next()
        return true
    }

    mutating func number(of count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = takeDigit() else { return nil }
            value = value * 10 + Int64(digit)
        }
        return value
    }

    /// Drops all digits that follow, and returns how many there were.
    mutating func digits() -> Int {
        var count = 0
        while takeDigit() != nil { count += 1 }
        return count
    }

    private mutating func takeDigit() -> UInt8? {
        guard let digit = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        next = bytes.next()
        return digit - UInt8(ascii: "0")
    }
}
