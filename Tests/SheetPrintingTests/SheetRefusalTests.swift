// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import SheetPrinting

@Suite("What no sheet can carry")
struct SheetRefusalTests {
    private func draw(_ sheet: borrowing CustodianSheet) throws(PrintingError) {
        _ = try SheetDrawing.draw(sheet, words: Samples.words, paper: .a4, format: .pdf)
    }

    private func sheet(share: String, words: Int = 64, codes: [PublicCode] = []) -> CustodianSheet {
        CustodianSheet(
            set: Samples.facts(), custodian: "Ana Ruiz", group: 0, member: 1, isSealed: false,
            shareCode: SecretBytes(copying: Array(share.utf8).span), wordBytes: SecretBytes(zeroCount: words),
            codes: codes)
    }

    @Test("is more than 24 codes")
    func tooMany() throws {
        try draw(Samples.sheet(manifest: [100], ciphertext: Array(repeating: 100, count: 23)))
        #expect(throws: PrintingError.tooManyCodes(count: 25, limit: 24)) {
            try draw(Samples.sheet(manifest: [100], ciphertext: Array(repeating: 100, count: 24)))
        }
    }

    @Test(
        "is a code outside the alphanumeric set, which the error names by its title", arguments: ["bgm1", "", "BGM1\0"])
    func alphabet(text: String) {
        #expect(throws: PrintingError.notAlphanumeric(code: "Manifest 1 of 1")) {
            try draw(sheet(share: "BGS1ABC", codes: [PublicCode(title: "Manifest 1 of 1", text: text)]))
        }
        #expect(throws: PrintingError.notAlphanumeric(code: "Share")) { try draw(sheet(share: text)) }
    }

    @Test("is a code of more than 77 modules a side, however much longer", arguments: [601, 5_000])
    func tooLarge(count: Int) {
        let code = PublicCode(title: "Manifest 1 of 1", text: String(repeating: "A", count: count))
        #expect(throws: PrintingError.codeTooLarge(code: "Manifest 1 of 1")) {
            try draw(sheet(share: "BGS1ABC", codes: [code]))
        }
    }

    @Test("is a word core of another length", arguments: [0, 63, 65, 95, 97])
    func words(count: Int) {
        #expect(throws: PrintingError.wrongWordCount(count)) { try draw(sheet(share: "BGS1ABC", words: count)) }
    }

    @Test("is a word list of another length")
    func wordList() {
        #expect(throws: PrintingError.wrongWordList(byteCount: 1_020)) {
            try SheetWordList(letters: Array(repeating: 97, count: 1_020))
        }
    }
}
