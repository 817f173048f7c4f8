// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CustodyPolicy

@Suite("Values of a policy")
struct PolicyValueTests {
    @Test("Lengths of time are read with their unit, and written in the largest that fits")
    func spans() {
        for (text, seconds) in [
            ("90 d", 7_776_000), ("90d", 7_776_000), ("4 h", 14_400), ("30 min", 1_800), ("1 min", 60),
            ("3650 d", 315_360_000),
        ] {
            #expect(PolicySpan(text)?.seconds == seconds, "\(text)")
        }
        for text in [
            "", "d", "0 d", "1", "1 s", "1  d", "-1 d", "+1 d", "1.5 h", "1 d ", " 1 d", "1 D", "3651 d",
            "99999999999999999999 d", "١ d", "1 d 2 h",
        ] {
            #expect(PolicySpan(text) == nil, "\(text)")
        }
        let written = ["90 min", "60 min", "24 h", "36 h", "48 h", "72h", "61 min"].map { PolicySpan($0)?.description }
        #expect(written == ["90 min", "1 h", "24 h", "36 h", "2 d", "3 d", "61 min"])
    }

    @Test("Identifiers are short words of a-z, 0-9 and the hyphen")
    func identifiers() {
        for text in ["a", "idp-down", "0", String(repeating: "a", count: 32)] {
            #expect(PolicyIdentifier(text)?.rawValue == text)
        }
        for text in ["", "A", "a b", "a_b", "é", "a\n", String(repeating: "a", count: 33)] {
            #expect(PolicyIdentifier(text) == nil)
        }
    }

    @Test("Reasons of convenience are known by whole words")
    func convenience() throws {
        let policy = try PolicyFixture.policy([("key_change:", "not_emergencies: [slow, \"no time\"]\nkey_change:")])
        #expect(policy.convenience(in: "SSO is Slow today")?.description == "slow")
        #expect(policy.convenience(in: "There is no  time, sorry")?.description == "no time")
        #expect(policy.convenience(in: "A slowloris attack took the time servers down; no clock") == nil)
        #expect(policy.convenience(in: "") == nil)
    }

    @Test("Plain text that a reader of YAML takes for something else is refused, and no other")
    func ambiguous() {
        for text in [
            "no", "Yes", "NULL", "~", "1", "-1", "+34600000001", "0x1F", "0o17", "1_000", "1.5", ".5", "1e3", "1.5E-3",
            ".inf",
            ".NaN", "12:30", "2027-01-31", "2027-1-1", "2027-01-31 10:00:00", "2027-01-31T10:00:00Z", "",
        ] {
            #expect(PolicyFile.errors(in: PolicyFixture.text([("Example Corp", text)])).count == 1, "\(text)")
        }
        for text in [
            "nobody", "+34 600 000 001", "1 Main Street", "2027-01-31-a", "192.0.2.1", "3com", "...a", "1-2", "12:99",
            "on call", "0xyz", "2 of 3", "2027-01",
        ] {
            #expect(PolicyFile.errors(in: PolicyFixture.text([("Example Corp", text)])) == [], "\(text)")
        }
    }
}
