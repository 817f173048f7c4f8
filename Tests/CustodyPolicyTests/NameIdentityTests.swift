// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope
import Testing

@testable import CustodyPolicy

@Suite("Names as people see them")
struct NameIdentityTests {
    @Test(
        "two spellings that look the same are one name",
        arguments: [
            ("Ana Ruiz", "ana ruiz"), ("Ana Ruiz", "ANA RUIZ"), ("Ana Ruiz", "Ana  Ruiz"), ("Ana Ruiz", " Ana Ruiz "),
            ("Ana Ruiz", "Ana\u{A0}Ruiz"), ("Ana Ruiz", "Ana\u{2003}Ruiz"), ("Ana Ruiz", "Ana\u{3000}Ruiz"),
            ("Ana Ruiz", "Ana\u{200B} Ruiz"), ("Ana Ruiz", "A\u{AD}na Ruiz"), ("Ana Ruiz", "Ana\u{FE0F} Ruiz"),
            ("Ana Ruiz", "Ana Ruiz\u{2060}"), ("Ana Ruiz", "Ana\u{E0041} Ruiz"), ("Ana Ruiz", "Ana\u{2800}Ruiz"),
            ("Ana Ruiz", "\u{FF21}na \u{FF32}uiz"), ("Chloé", "Chloe\u{301}"), ("Ana\u{34F}Ruiz", "AnaRuiz"),
            ("ﬁona", "fiona"), ("Straße", "STRASSE"), ("Νίκος", "ΝΊΚΟΣ"), ("O'Brien", "O\u{2019}Brien"),
            ("Anna-Lena", "Anna\u{2010}Lena"), ("Anna-Lena", "Anna\u{2011}Lena"), ("Ана", "АНА"),
            ("dana@example.com", "Dana@Example.com"),
        ])
    func same(first: String, second: String) throws {
        #expect(NameIdentity(first) == NameIdentity(second))
        #expect(try PublicText(first, limit: 64).isSameName(as: PublicText(second, limit: 64)))
    }

    @Test(
        "names that look different stay different",
        arguments: [
            ("Ana Ruiz", "Ana Ruis"), ("Chloé", "Chloe"), ("Ana Ruiz", "AnaRuiz"), ("Bo Chen", "Bo Cheng"),
            ("Ana", "Ana 2"), ("陈波", "陈博"), ("Ana", "Ανα"),
        ])
    func different(first: String, second: String) {
        #expect(NameIdentity(first) != NameIdentity(second))
    }

    @Test(
        "a name of blanks and of characters that no page shows is blank",
        arguments: [
            "", " ", "   ", "\u{A0}", "\u{200B}", "\u{3164}", "\u{115F}", "\u{FE0F}", "\u{2800}", "\u{AD}",
            "\u{2060} \u{200D}",
            "\u{FFA0}", "\u{180E}", "\u{E0020}",
        ])
    func blank(name: String) {
        #expect(NameIdentity(name).isBlank)
    }

    @Test("a visible name is not blank, in any script", arguments: ["A", "-", "陈", "🔑", "ר", "1"])
    func visible(name: String) {
        #expect(!NameIdentity(name).isBlank)
    }

    @Test(
        "a text with a letter of any script can be the name of a person",
        arguments: ["A", "Ana 2", "4 eyes", "陈", "ר", "é"])
    func person(name: String) throws {
        #expect(PersonName.fits(try PublicText(name, limit: PersonName.limit)))
    }

    @Test(
        "digits, numerals and marks alone, also of other scripts, are no name of a person",
        arguments: [
            "2", "123456", "812 398", "+34 600", "١٢٣", "１２", "—", "…", "🔑", "1\u{3164}", "Ⅷ", "〇", "Ⓐ", "\u{2BC}",
            "1\u{345}",
        ])
    func nobody(text: String) throws {
        #expect(!PersonName.fits(try PublicText(text, limit: PersonName.limit)))
    }
}
