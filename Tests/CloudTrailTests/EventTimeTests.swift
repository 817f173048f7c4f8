// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("Times of events")
struct EventTimeTests {
    @Test(
        "both forms of a time are read, and a fraction is dropped",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-01-02T03:04:05Z", 1_767_323_045),
            ("2026-01-02T03:04:05.987Z", 1_767_323_045), ("20131102T010628Z", 1_383_354_388),
            ("2024-02-29T23:59:59Z", 1_709_251_199), ("1969-12-31T23:59:59Z", -1),
            ("2016-12-31T23:59:60Z", 1_483_228_799),
        ])
    func reading(text: String, seconds: Int64) {
        #expect(EventTime(text)?.seconds == seconds)
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "2026-01-02", "2026-01-02 03:04:05Z", "2026-13-02T03:04:05Z", "2026-02-29T03:04:05Z",
            "2026-01-02T24:00:00Z", "2026-01-02T03:04:05", "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05Zz",
            "20260102T03:04:05Z", "2026-0１-02T03:04:05Z",
        ])
    func refusal(text: String) {
        #expect(EventTime(text) == nil)
    }

    @Test("a time is printed in the form of records")
    func printing() {
        for text in ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2000-02-29T12:00:00Z", "9999-12-31T23:59:59Z"] {
            #expect(EventTime(text)?.description == text)
        }
        #expect(EventTime("20260102T030405Z")?.description == "2026-01-02T03:04:05Z")
    }
}
