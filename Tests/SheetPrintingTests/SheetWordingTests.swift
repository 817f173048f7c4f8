// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SheetPrinting

@Suite("The wording of a sheet")
struct SheetWordingTests {
    private func rule(_ groups: [(String, Int, Int)], of threshold: Int, act: Int = 3, loss: Int = 2) -> SheetRule {
        SheetRule(
            groups: groups.map { .init(name: $0.0, threshold: $0.1, members: $0.2) }, groupThreshold: threshold,
            fewestWhoCanAct: act, fewestLossesThatLockOut: loss)
    }

    private func visible(_ text: String) -> String { text.filter { !"\u{2068}\u{2069}".contains($0) } }

    @Test("tells a rule as a person would say it")
    func rules() {
        let security = ("Security", 2, 3)
        let operations = ("Operations", 1, 2)
        #expect(visible(rule([security], of: 1).inWords) == "any 2 of the 3 in Security")
        #expect(
            visible(rule([security, operations], of: 2).inWords)
                == "any 2 of the 3 in Security, and any 1 of the 2 in Operations")
        #expect(
            visible(rule([security, operations], of: 1).inWords)
                == "any 2 of the 3 in Security, or any 1 of the 2 in Operations")
        #expect(
            visible(rule([security, operations, ("Board", 1, 1)], of: 2).inWords)
                == "2 of these 3 groups: any 2 of the 3 in Security; any 1 of the 2 in Operations; the only one in Board"
        )
        #expect(visible(rule([("Board", 3, 3)], of: 1).inWords) == "all 3 in Board")
    }

    @Test("shows the digits of a digest in groups of four, the last of which may be shorter")
    func digits() {
        #expect(DigitGroups("0123456789abcdef01").groups == ["0123", "4567", "89ab", "cdef", "01"])
        #expect(DigitGroups("01234567").text == "0123 4567")
        #expect(DigitGroups("").groups.isEmpty)
    }

    @Test("tells who can act and what a loss does")
    func figures() {
        let groups = [("Security", 2, 3)]
        #expect(
            rule(groups, of: 1).figuresInWords
                == "At least 3 people must act together. Any one sheet can be lost; 2 lost sheets can lock everyone out."
        )
        #expect(
            rule(groups, of: 1, act: 1, loss: 1).figuresInWords
                == "One person alone can act. A single lost sheet can lock everyone out.")
        #expect(
            rule(groups, of: 1, act: 2, loss: 4).lockOutInWords
                == "Any 3 sheets can be lost; 4 lost sheets can lock everyone out.")
    }

    @Test(
        "tells a moment in local time and in UTC",
        arguments: [
            (1_795_461_840, 3_600, "2026-11-23 20:24 (UTC+01:00), 2026-11-23 19:24 UTC"),
            (1_795_461_840, -12_600, "2026-11-23 15:54 (UTC−03:30), 2026-11-23 19:24 UTC"),
            (1_709_164_799, 0, "2024-02-28 23:59 UTC"), (1_709_164_800, 0, "2024-02-29 00:00 UTC"),
            (951_868_800, 0, "2000-03-01 00:00 UTC"), (4_107_542_399, 0, "2100-02-28 23:59 UTC"),
            (4_107_542_400, 0, "2100-03-01 00:00 UTC"), (0, 0, "1970-01-01 00:00 UTC"),
            (-60, 0, "1969-12-31 23:59 UTC"),
        ])
    func moments(seconds: Int64, offset: Int, expected: String) {
        #expect(CreationTime(posixSeconds: seconds, secondsFromUTC: offset).inWords == expected)
    }

    @Test("replaces in names what could break lines or reorder the page, and isolates the rest")
    func names() {
        #expect(PrintedName.harmless("a\nb\u{202E}c\0d") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d")
        #expect(PrintedName.harmless("ज़ ‌👩‍🚒 عربي") == "ज़ ‌👩‍🚒 عربي")
        #expect(PrintedName.isolated("עברית") == "\u{2068}עברית\u{2069}")
    }
}
