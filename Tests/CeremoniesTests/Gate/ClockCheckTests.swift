// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import CustodyPolicy
import Testing

@Suite("The clock that dates an entry")
struct ClockCheckTests {
    private static func oddity(_ now: String, after last: String?) throws -> String? {
        ClockCheck(
            try #require(LedgerTime(now)), after: try last.map { try #require(LedgerTime($0)) },
            notBefore: try #require(LedgerTime("2026-01-01T00:00:00Z"))
        ).oddity
    }

    @Test(
        "fits where it goes on from the last entry, give or take what two machines differ by",
        arguments: [
            ("2026-11-29T12:00:00Z", "2026-11-29T11:59:59Z"), ("2026-11-29T12:00:00Z", "2026-11-29T12:05:00Z"),
            ("2028-11-29T12:00:00Z", "2026-11-29T12:00:00Z"), ("2026-01-01T00:00:00Z", nil),
        ])
    func fitting(now: String, last: String?) throws {
        #expect(try Self.oddity(now, after: last) == nil)
    }

    @Test(
        "is odd before the last entry, before the program was made, and long after the last entry",
        arguments: [
            ("2026-11-29T12:00:00Z", "2026-11-29T12:05:01Z", "the latest entry is of 2026-11-29T12:05:01Z"),
            ("1970-01-02T00:00:00Z", "2026-11-29T12:00:00Z", "the latest entry is of 2026-11-29T12:00:00Z"),
            ("1970-01-02T00:00:00Z", nil, "this program was made after 2026-01-01"),
            ("2028-12-02T12:00:01Z", "2026-11-29T12:00:00Z", "more than 2 years before"),
            ("9999-12-31T23:59:59Z", "2026-11-29T12:00:00Z", "more than 2 years before"),
            ("2099-01-01T00:00:00Z", nil, "50 years before"),
        ] as [(String, String?, String)])
    func odd(now: String, last: String?, words: String) throws {
        let oddity = try #require(try Self.oddity(now, after: last))
        #expect(oddity.hasPrefix("this machine's clock shows \(now)"))
        #expect(oddity.contains(words), "\(oddity)")
    }
}
