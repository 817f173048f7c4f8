// SPDX-License-Identifier: Apache-2.0

import SheetPrinting
import Testing

@Suite("The codes of a sheet")
struct SheetCodeTests {
    @Test(
        "decode to what was given, on every paper and in every kind of file", arguments: PaperSize.allCases,
        SheetFormat.allCases)
    func decode(paper: PaperSize, format: SheetFormat) async throws {
        let files = try SheetDrawing.draw(Samples.sheet(), words: Samples.words, paper: paper, format: format)
        let expected =
            Samples.codes(manifest: [515], ciphertext: [360]).map(\.text) + [Samples.shareText(isSealed: false)]
        #expect(try await Tools.codes(in: files, format: format) == Set(expected))
    }

    @Test("decode from a raster of 150 dots an inch too", arguments: PaperSize.allCases)
    func decodeCoarse(paper: PaperSize) async throws {
        let sheet = Samples.sheet(isSealed: true, manifest: [564, 564], ciphertext: [564, 564])
        let files = try SheetDrawing.draw(sheet, words: Samples.words, paper: paper, format: .pdf)
        let expected =
            Samples.codes(manifest: [564, 564], ciphertext: [564, 564]).map(\.text) + [
                Samples.shareText(isSealed: true)
            ]
        #expect(try await Tools.codes(in: files, format: .pdf, resolution: 150) == Set(expected))
    }

    @Test("all decode when there are as many as a sheet carries", arguments: PaperSize.allCases)
    func decodeMost(paper: PaperSize) async throws {
        let manifest = Array(repeating: 564, count: 5)
        let ciphertext = Array(repeating: 564, count: 19)
        let sheet = Samples.sheet(manifest: manifest, ciphertext: ciphertext, lines: 59)
        let files = try SheetDrawing.draw(sheet, words: Samples.words, paper: paper, format: .pdf)
        let expected =
            Samples.codes(manifest: manifest, ciphertext: ciphertext).map(\.text) + [Samples.shareText(isSealed: false)]
        #expect(try await Tools.codes(in: files, format: .pdf) == Set(expected))
    }

    @Test("of a vault sheet all decode, however many", arguments: PaperSize.allCases)
    func decodeVault(paper: PaperSize) async throws {
        let ciphertext = Array(repeating: 564, count: 48) + [300]
        let files = try SheetDrawing.draw(Samples.vault(ciphertext: ciphertext), paper: paper, format: .pdf)
        let expected = Samples.codes(manifest: [515], ciphertext: ciphertext).map(\.text)
        #expect(try await Tools.codes(in: files, format: .pdf) == Set(expected))
    }
}
