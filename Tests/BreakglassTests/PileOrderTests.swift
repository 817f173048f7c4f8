// SPDX-License-Identifier: Apache-2.0
//
// A good quorum among files that a stranger made: as text, as pictures and as the pages of one PDF.

import Foundation
import Testing

@Suite("A good quorum in a pile of hostile files")
struct PileOrderTests {
    /// How the pile is given.
    enum Form: String, CaseIterable, Sendable {
        case texts, pictures, onePDF = "one PDF"
    }

    /// The same order each time for a seed.
    private struct Order: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }

    /// A binder, whose ledger says which set is right.
    private static let dealt = Task { try await BinderFixture.make() }

    /// A set of a stranger's that one sheet opens, with the label and the credential of the genuine one.
    private static let stranger = Task {
        let scratch = try Scratch()
        let ended = try await Program.run(
            [
                "split", "--account", "AWS root", "--credential", "root password", "--group", "Security:1",
                "--custodian", "Security:Ana Ruiz", "--field-from", "password=-", "--output", scratch.file("sheets"),
                "--no-read-back", "--journal", scratch.file("journal"),
            ], input: Array("a stranger's word".utf8))
        try #require(ended.code == 0, "\(ended.errors)")
        return (scratch, Deal(folder: scratch.file("sheets")))
    }

    @Test(
        "opens, in whatever order the files or pages come", arguments: Form.allCases, [1, 2, 3] as [UInt64])
    func opens(form: Form, seed: UInt64) async throws {
        let fixture = try await Self.dealt.value.copy()
        let good = Deal(folder: fixture.scratch.file("sheets"))
        var files = try await Self.files(
            good.sheets(["g1m1", "g1m2"]), of: good, as: form, in: fixture.scratch, "good")
        let bad = try await Self.stranger.value.1
        files += try await Self.files(bad.sheets(["g1m1"]), of: bad, as: form, in: fixture.scratch, "stranger")
        files += try await Self.madeUp(good, as: form, in: fixture.scratch)
        var order = Order(state: seed)
        files.shuffle(using: &order)
        if form == .onePDF {
            let pile = fixture.scratch.file("pile.pdf")
            let united = try await Program.run("pdfunite", files + [pile])
            try #require(united.code == 0, "\(united.errors)")
            files = [pile]
        }
        let ended = try await fixture.run(
            ["recover", "--binder", fixture.binder] + BinderFixture.statement + [
                "--field", "password", "--output", "-",
            ]
                + files)
        #expect(ended.text == BinderFixture.password, "seed \(seed): \(ended.errors)")
        #expect(ended.errors.contains("does not count"), "the stranger's sheet is named: \(ended.errors)")
    }

    /// Sheets as texts of their codes, as pictures of their pages, or as they are.
    private static func files(
        _ sheets: [String], of deal: Deal, as form: Form, in scratch: Scratch, _ name: String
    ) async throws -> [String] {
        var files: [String] = []
        for (index, sheet) in sheets.enumerated() {
            switch form {
            case .onePDF: files.append(sheet)
            case .texts:
                let codes = try await deal.codes("g1m\(index + 1)")
                files.append(try scratch.write(codes.joined(separator: "\n") + "\n", "\(name)-\(index).txt"))
            case .pictures:
                let start = scratch.file("\(name)-\(index)")
                try await Program.tool("pdftoppm", "-r", "200", "-gray", "-png", sheet, start)
                files += scratch.names.filter { $0.hasPrefix("\(name)-\(index)-") }.map(scratch.file)
            }
        }
        return files
    }

    /// Forged shares of the genuine set, a crowd of foreign codes, and what costs a reader time.
    private static func madeUp(_ good: Deal, as form: Form, in scratch: Scratch) async throws -> [String] {
        let code = try await good.shareCode("g1m1")
        let texts = [
            [try Forger.forged(code), try Forger.renumbered(code, to: 2)],
            (0..<200).map { "junk \($0)" }, ["BGM1" + String(repeating: "A", count: 80)],
        ]
        if form == .texts {
            return try texts.enumerated().map { index, lines in
                try scratch.write(lines.joined(separator: "\n") + "\n", "made-up-\(index).txt")
            }
        }
        var files: [String] = []
        for (index, line) in (texts[0] + ["junk"]).enumerated() {
            let picture = scratch.file("code-\(index).png")
            try await Program.tool("qrencode", "-s", "3", "-o", picture, line)
            let page = try scratch.write(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="1240" height="1754"><defs><pattern id="codes" width="180"
                height="180" patternUnits="userSpaceOnUse"><image href="code-\(index).png" width="180" height="180"/>
                </pattern></defs><rect fill="url(#codes)" width="1240" height="1754"/></svg>
                """, "made-up-\(index).svg")
            let format = form == .pictures ? "png" : "pdf"
            files.append(scratch.file("made-up-\(index).\(format)"))
            try await Program.tool("rsvg-convert", "-b", "white", "-f", format, "-o", files[index], page)
        }
        return files
    }
}
