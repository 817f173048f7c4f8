// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import ShareEnvelope

@Suite("A code that was typed for another keyboard")
struct KeyboardLayoutTests {
    /// What a computer makes of the keys that are marked A to Z and 1 to 7 on an American keyboard, with the shift key for
    /// letters, as its own keyboards are marked.
    struct Keyboard: Sendable, CustomTestStringConvertible {
        let layout: KeyboardLayout
        let letters: String
        let digits: String
        var testDescription: String { layout.rawValue }
    }

    static let keyboards = [
        Keyboard(layout: .qwertz, letters: "ABCDEFGHIJKLMNOPQRSTUVWXZY", digits: "1234567"),
        Keyboard(layout: .azerty, letters: "QBCDEFGHIJKL?NOPARSTUVZXYW", digits: "&é\"'(-è"),
        Keyboard(layout: .belgian, letters: "QBCDEFGHIJKL?NOPARSTUVZXYW", digits: "&é\"'(§è"),
        Keyboard(layout: .dvorak, letters: "AXJE>UIDCHTNMBRL\"POYGK<QF:", digits: "1234567"),
        Keyboard(layout: .colemak, letters: "ABCSFTDHUNEIMKY:QPRGLVWXJZ", digits: "1234567"),
        Keyboard(layout: .czech, letters: "ABCDEFGHIJKLMNOPQRSTUVWXZY", digits: "+ěščřžý"),
        Keyboard(layout: .slovak, letters: "ABCDEFGHIJKLMNOPQRSTUVWXZY", digits: "+ľščťžý"),
        Keyboard(layout: .russian, letters: "ФИСВУАПРШОЛДЬТЩЗЙКЫЕГМЦЧНЯ", digits: "1234567"),
        Keyboard(layout: .ukrainian, letters: "ФИСВУАПРШОЛДЬТЩЗЙКІЕГМЦЧНЯ", digits: "1234567"),
    ]

    private let texts: [String]

    init() throws {
        let dealt = try Sample.dealt()
        let share = String(decoding: ReadShare.plain(dealt.shares[0]).codeText.publicBytes(), as: UTF8.self)
        texts = [share] + (dealt.manifest.parts + dealt.manifest.parts(of: dealt.ciphertext)).map { $0.text }
    }

    private static let meant = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567")

    private func guess(_ line: [UInt8]) -> KeyboardGuess? { KeyboardGuess(line.span) }
    private func meant(_ line: [UInt8], _ guess: KeyboardGuess) -> [UInt8] { guess.meant(line.span).publicBytes() }
    private func holdsMark(_ line: [UInt8]) -> Bool { KeyboardLayout.holdsMark(line.span) }
    private func holdsShareMark(_ line: [UInt8]) -> Bool { KeyboardLayout.holdsShareMark(line.span) }

    private func arriving(_ text: String, on keyboard: Keyboard) -> String {
        let made = Array(keyboard.letters + keyboard.digits)
        return String(text.map { character in Self.meant.firstIndex(of: character).map { made[$0] } ?? character })
    }

    @Test("is found out by its mark or its check, and read, with a reader's prefix before it", arguments: keyboards)
    func computer(keyboard: Keyboard) throws {
        for text in texts {
            for prefix in ["", "]Q1", "QR: "] {
                // A code without the letters that differ arrives as it was meant.
                guard arriving(text, on: keyboard) != text else { continue }
                let typed = Array((prefix + arriving(text, on: keyboard)).utf8)
                let guess = try #require(self.guess(typed), "\(keyboard.layout) \(text.prefix(4))")
                #expect(guess.isProven)
                #expect(meant(typed, guess) == Array(text.utf8))
                #expect(holdsMark(typed))
                // Ukrainian and Russian differ in a few letters, and the Belgian keyboard from the French one in a sign.
                if text.count > 300 { #expect(guess.layout == keyboard.layout || !text.contains("S")) }
            }
        }
    }

    @Test("is found out as well where it is the reader that is set to the layout")
    func reader() throws {
        // Where an American keyboard has the keys that are marked so on a Dvorak and on a French one.
        let dvorak = Keyboard(layout: .dvorak, letters: "ANIHDYUJGCVPMLSRXO:KF><BT?", digits: "1234567")
        let french = Keyboard(layout: .azerty, letters: "QBCDEFGHIJKL:NOPARSTUVZXYW", digits: "!@#$%^&")
        for keyboard in [dvorak, french] {
            for text in texts {
                let typed = Array(arriving(text, on: keyboard).utf8)
                let guess = try #require(self.guess(typed), "\(keyboard.layout) \(text.prefix(4))")
                #expect(guess.isProven && guess.wrong == .reader)
                #expect(meant(typed, guess) == Array(text.utf8))
            }
        }
    }

    @Test("that is whole, or damaged on the right keyboard, is no matter of the layout")
    func whole() {
        for text in texts {
            #expect(guess(Array(text.utf8)) == nil)
            #expect(guess(Array(text.lowercased().utf8)) == nil)
            let damaged = Array((text.dropLast() + (text.hasSuffix("A") ? "B" : "A")).utf8)
            #expect(guess(damaged) == nil)
        }
        for line in ["", "able acid also", "scans/sheet.png", "B", "BG", "\u{FF}"] {
            #expect(guess(Array(line.utf8)) == nil)
        }
    }

    @Test("and misread besides is told by its mark, though it cannot be read")
    func misread() throws {
        let typed = Array((arriving(texts[0], on: Self.keyboards[3]).dropLast(3) + "AAA").utf8)
        let guess = try #require(self.guess(typed))
        #expect(guess.layout == .dvorak && !guess.isProven)
    }

    @Test("shows the mark of a share for whatever keyboard, and no other code and no sentence does")
    func marks() {
        for keyboard in Self.keyboards {
            for text in [arriving(texts[0], on: keyboard), arriving(texts[0], on: keyboard).lowercased(), texts[0]] {
                #expect(holdsShareMark(Array("x\(text)".utf8)), "\(keyboard.layout)")
            }
        }
        #expect(holdsShareMark(Array("b g-S 1 CWFP".utf8)), "grouped by hand")
        for line in [texts[1], "the portal answers 503 since 02:10", "INC-4711", "linux io 1st disk", "num1"] {
            #expect(!holdsShareMark(Array(line.utf8)), "\(line)")
        }
    }
}
