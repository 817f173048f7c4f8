// SPDX-License-Identifier: Apache-2.0

import PlainTexts
import Testing

@Suite("Text for a terminal")
struct PlainTextTests {
    @Test("what a terminal would obey becomes a question mark, and every script stays")
    func harmless() {
        #expect(PlainText.harmless("a\u{1b}[2J\r\nb\u{202e}\u{2028}c\u{E000}") == "a?[2J??b??c?")
        #expect(PlainText.harmless("Łukasz 日本 שלום 🔑") == "Łukasz 日本 שלום 🔑")
    }

    @Test("words are folded at 80 columns, and a word longer than a line stays whole")
    func folding() {
        let long = String(repeating: "x", count: 100)
        #expect(PlainText.wrapped("a \(long) b", first: "- ", rest: "  ") == ["- a", "  \(long)", "  b"])
        let (left, right) = (String(repeating: "l", count: 39), String(repeating: "r", count: 40))
        #expect(PlainText.wrapped("\(left) \(right)") == ["\(left) \(right)"])
        #expect(PlainText.wrapped("\(left)l \(right)", indent: 1, hanging: 3) == [" \(left)l", "   \(right)"])
        #expect(PlainText.folded([left, right], first: "", rest: "", ending: " \\") == ["\(left) \\", right])
        #expect(PlainText.wrapped("", indent: 2) == ["  "])
    }

    @Test("a column is as wide as its widest cell, and the last is not filled")
    func table() {
        #expect(PlainText.table([["a", "b", "c"], ["long", "d"]], indent: 2) == ["  a     b  c", "  long  d"])
    }
}
