// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Reports

@Suite("A table of text")
struct TextTableTests {
    private static let people = [
        ["Kept by", "Ana Ruiz", "Security", "g1m1", "Headquarters"], ["", "Bo Chen", "Security", "g1m2", "Bank"],
    ]

    @Test("has a line for each row where no width is given, and what comes last widens no column")
    func unlimited() {
        #expect(
            TextTable(Self.people).lines(width: nil) == [
                "  Kept by  Ana Ruiz  Security  g1m1  Headquarters",
                "           Bo Chen   Security  g1m2  Bank",
            ])
        #expect(
            TextTable([["a long last cell"], ["b", "c"]], indent: 0).lines(width: nil) == ["a long last cell", "b  c"])
        #expect(TextTable([["", ""], ["a", ""]], indent: 0, least: [3]).lines(width: nil) == ["", "a"])
    }

    @Test("puts the cells that do not fit below their row, indented")
    func below() {
        #expect(
            TextTable(Self.people).lines(width: 48) == [
                "  Kept by  Ana Ruiz  Security  g1m1", "             Headquarters",
                "           Bo Chen   Security  g1m2  Bank",
            ])
        #expect(
            TextTable(Self.people).lines(width: 30) == [
                "  Kept by  Ana Ruiz  Security", "    g1m1, Headquarters", "           Bo Chen   Security",
                "    g1m2, Bank",
            ])
    }

    @Test("leaves no empty line before a row that continues the one above")
    func continued() {
        let rows = [["a credential of some length", "unopened"], ["", "0 of 3 sheets proven"]]
        #expect(
            TextTable(rows).lines(width: 40) == [
                "  a credential of some length  unopened", "    0 of 3 sheets proven",
            ])
        for width in 10...80 { #expect(!TextTable(rows).lines(width: width).contains(""), "\(width)") }
    }

    @Test("leaves the long second of two cells in its column while the column has half of the width")
    func wrapped() {
        let rows = [["12 days ago", "AWS root / root password: the use of entry 4 has no review"]]
        #expect(TextTable(rows).lines(width: 40).count == 1)
        #expect(TextTable(rows).lines(width: 29).count == 2)
    }

    @Test("loses no cell at any width", arguments: 20...90)
    func everyWidth(width: Int) {
        let table = TextTable(Self.people, least: [8])
        let lines = table.lines(width: width)
        #expect(lines.allSatisfy { $0.count <= max(width, 40) }, "\(lines)")
        for cell in Self.people.flatMap({ $0 }) { #expect(lines.contains { $0.contains(cell) } || cell.isEmpty) }
    }
}
