// SPDX-License-Identifier: Apache-2.0

import Foundation
import SheetPrinting
import Testing

@Suite("The file of a sheet")
struct SheetFileTests {
    @Test("is the same bytes for the same sheet", arguments: PaperSize.allCases, SheetFormat.allCases)
    func reproducible(paper: PaperSize, format: SheetFormat) throws {
        func draw() throws -> [[UInt8]] {
            try SheetDrawing.draw(
                Samples.sheet(custodian: "Ana 😀 Ruiz", lines: 13), words: Samples.words, paper: paper, format: format
            )
            .map { Tools.bytes($0.bytes) }
        }
        let first = try draw()
        #expect(first.count == (format == .pdf ? 1 : 2))
        #expect(try draw() == first)
    }

    @Test("says in its metadata the set, the share's number and the day of creation, and nothing else")
    func metadata() async throws {
        let scratch = try Scratch()
        let files = try SheetDrawing.draw(Samples.sheet(), words: Samples.words, paper: .a4, format: .pdf)
        let path = try scratch.write(Tools.bytes(files[0].bytes), as: "sheet.pdf")
        let information = String(decoding: try await Tools.run("pdfinfo", ["-isodates", path]), as: UTF8.self)
        #expect(information.contains("Breakglass sheet, set MZXW-6YTB-OI2D-KN3P, share g1m2"))
        #expect(information.contains("CreationDate:    2026-11-23T19:24:00Z"))
        #expect(!information.contains("Author") && !information.contains("Subject"))

        // With every stream unpacked neither the share's text nor a name stands anywhere as plain bytes.
        let unpacked = path + ".unpacked"
        _ = try await Tools.run("qpdf", ["--qdf", "--object-streams=disable", path, unpacked])
        let bytes = String(decoding: try Data(contentsOf: URL(fileURLWithPath: unpacked)), as: UTF8.self)
        #expect(bytes.contains("MZXW-6YTB-OI2D-KN3P"))
        #expect(!bytes.contains(Samples.shareText(isSealed: false)))
        let trailing = bytes.range(of: "/Producer").map { bytes[$0.lowerBound...].prefix(600) } ?? ""
        #expect(!trailing.contains("Ana") && !trailing.contains("ACME"))
    }

    @Test("embeds a subset of every font that it uses")
    func fonts() async throws {
        let scratch = try Scratch()
        let sheet = Samples.sheet(set: Samples.facts(account: "東京本社"), custodian: "פרופ׳ נועה")
        let files = try SheetDrawing.draw(sheet, words: Samples.words, paper: .a4, format: .pdf)
        let path = try scratch.write(Tools.bytes(files[0].bytes), as: "sheet.pdf")
        let fonts = String(decoding: try await Tools.run("pdffonts", [path]), as: UTF8.self)
            .split(separator: "\n").dropFirst(2)
        #expect(fonts.count >= 4)
        for font in fonts { #expect(font.contains(" yes yes yes "), "\(font)") }
    }

    @Test("of a page of PNG is grey and knows its 300 dots an inch")
    func image() throws {
        let files = try SheetDrawing.draw(Samples.sheet(), words: Samples.words, paper: .letter, format: .png)
        let bytes = Tools.bytes(files[0].bytes)
        func number(at offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        #expect(number(at: 16) == 2_550 && number(at: 20) == 3_300)
        // Bit depth 8, colour type 0: grey (PNG §11.2.2).
        #expect(bytes[24] == 8 && bytes[25] == 0)
        #expect(Array(bytes[37..<41]) == Array("pHYs".utf8))
        #expect(number(at: 41) == 11_811 && number(at: 45) == 11_811)
    }
}
