// SPDX-License-Identifier: Apache-2.0

import PublicTexts
import Testing

@Suite("A public text")
struct PublicTextTests {
    @Test(
        "keeps every script, combining characters, joiners and emoji as they are",
        arguments: [
            "Ana Ruiz", "Łukasz", "Ängström", "A\u{30A}ngstro\u{308}m", "日本 会社", "한국", "שלום", "عائشة", "हिन्दी",
            "👩🏽‍🚀", "🇨🇭", "می\u{200C}خواهم", "क\u{094D}\u{200D}ष", "a\u{0301}\u{0327}", " ", "\u{A0}", "\u{3000}",
            "\u{10FFFF}", "\u{E000}", "~", "\"quoted\", <b>",
        ])
    func kept(text: String) throws {
        let made = try PublicText(text, limit: 64)
        #expect(made.utf8 == Array(text.utf8))
        #expect(made.description.unicodeScalars.elementsEqual(text.unicodeScalars))
        #expect(try PublicText(utf8: made.utf8, limit: 64) == made)
    }

    @Test("refuses every control, direction, separator and byte-order character, and names it")
    func forbidden() {
        let forbidden: [ClosedRange<UInt32>] = [
            0x00...0x1F, 0x7F...0x9F, 0x061C...0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
            0xFEFF...0xFEFF,
        ]
        for codePoint in forbidden.joined() {
            let text = "a\(UnicodeScalar(codePoint)!)b"
            #expect(throws: TextDefect.forbiddenCharacter(codePoint: codePoint)) { try PublicText(text, limit: 64) }
        }
        // Their neighbours are in order.
        for codePoint: UInt32 in [
            0x20, 0x7E, 0xA0, 0x061B, 0x061D, 0x200D, 0x2010, 0x2027, 0x202F, 0x2065, 0x206A, 0xFEFE,
        ] {
            #expect((try? PublicText("a\(UnicodeScalar(codePoint)!)b", limit: 64)) != nil, "\(codePoint)")
        }
    }

    @Test("refuses bytes that are not UTF-8: cut off, overlong, surrogates, beyond the last character")
    func notUTF8() {
        let cases: [[UInt8]] = [
            [0xFF], [0xC3], [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x61, 0xE2, 0x82], [0xF8, 0x88, 0x80, 0x80, 0x80],
        ]
        for bytes in cases { #expect(throws: TextDefect.notUTF8) { try PublicText(utf8: bytes, limit: 64) } }
    }

    @Test("is equal to another by its bytes: what only looks alike differs")
    func equality() throws {
        let composed = try PublicText("é", limit: 64)
        let decomposed = try PublicText("e\u{301}", limit: 64)
        #expect(composed != decomposed)
        #expect(try PublicText("a", limit: 64) != PublicText("а", limit: 64))
    }

    @Test(
        "is made of any text: a question mark stands for what is forbidden and for nothing, and the rest is left out",
        arguments: [
            ("", 4, "?"), ("a\u{1b}[0m\u{202e}b", 64, "a?[0m?b"), ("\u{FEFF}", 4, "?"), ("abcd", 4, "abcd"),
            ("abcde", 4, "abcd"), ("abc日本", 6, "abc日"), ("日本", 2, "?"), ("Łukasz 🔑", 64, "Łukasz 🔑"),
        ])
    func fitting(_ text: String, _ limit: Int, _ fitted: String) throws {
        let made = PublicText(fitting: text, limit: limit)
        #expect(made.description == fitted)
        #expect(try PublicText(utf8: made.utf8, limit: limit) == made)
    }
}
