// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Testing

@Suite("The dice of a dealer")
struct DiceThrowsTests {
    /// Types lines, and says what each one is and how many throws there are after it.
    private static func type(_ lines: [String]) -> (found: [DiceThrows.Line], counts: [Int], text: String) {
        var dice = DiceThrows()
        var found: [DiceThrows.Line] = []
        var counts: [Int] = []
        for line in lines {
            found.append(dice.take(Sample.secret(line)))
            counts.append(dice.count)
        }
        return (found, counts, Sample.string(dice.finish()))
    }

    @Test("lines of ten are taken until an empty line or a word ends them, with at least fifty throws")
    func lines() {
        let tens = Array(repeating: "12345 61234", count: 6)
        let typed = Self.type([""] + tens + ["66", "  ", " Done "])
        #expect(
            typed.found == [.tooFew(missing: 50)] + Array(repeating: .taken, count: 7) + [.end, .end])
        #expect(typed.counts == [0, 10, 20, 30, 40, 50, 60, 62, 62, 62])
        #expect(typed.text == String(repeating: "1234561234", count: 6) + "66")
    }

    @Test(
        "a line with anything else counts not at all, and says where",
        arguments: [("1237", 4), ("12 0", 4), ("123d", 4), ("don", 1)])
    func refused(line: String, position: Int) {
        let typed = Self.type(["123", line])
        #expect(typed.found == [.taken, .refused(position: position)])
        #expect(typed.counts == [3, 3])
    }

    @Test("the word ends nothing as long as throws are missing")
    func tooFew() {
        #expect(Self.type(["666", "done"]).found == [.taken, .tooFew(missing: 47)])
    }
}
