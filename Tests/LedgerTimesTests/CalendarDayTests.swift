// SPDX-License-Identifier: Apache-2.0

import LedgerTimes
import Testing

@Suite("Days of the calendar")
struct CalendarDayTests {
    @Test("Days are read only when the calendar has them, and counted across leap years")
    func days() throws {
        for text in ["2027-01-31", "2028-02-29", "2000-02-29", "9999-12-31"] {
            let day = try #require(CalendarDay(text))
            #expect(day.description == text)
            #expect(CalendarDay(daysSince1970: day.daysSince1970) == day)
        }
        for text in [
            "2027-02-29", "2100-02-29", "2027-13-01", "2027-00-01", "2027-01-00", "2027-04-31", "1999-12-31",
            "2027-1-31", "27-01-31", "2027/01/31", "2027-01-31 ", "+027-01-31",
        ] {
            #expect(CalendarDay(text) == nil, "\(text)")
        }
        let first = try #require(CalendarDay("2000-01-01"))
        #expect(first.daysSince1970 == 10_957)
        var day = first
        for number in 0..<40_000 {
            #expect(day.daysSince1970 == 10_957 + number)
            let next = day.adding(days: 1)
            #expect(day < next)
            day = next
        }
        #expect(CalendarDay(secondsSince1970: 1_800_000_000)?.description == "2027-01-15")
        #expect(CalendarDay(secondsSince1970: 1_799_971_199)?.description == "2027-01-14")
        #expect(CalendarDay(secondsSince1970: -1) == nil)
        #expect(CalendarDay(secondsSince1970: .max) == nil)
    }
}
