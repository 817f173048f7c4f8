// SPDX-License-Identifier: Apache-2.0
//
// The screen's picture of a value is read back into bytes, so that what is shown is what is there.

import Foundation
import SecretMemory
import ShareEnvelope
import Testing

@testable import TerminalDialogue
@testable import breakglass

@Suite("The picture of a value")
struct PictureTests {
    /// What a screen of this size shows of a value, page after page, without the program's own marks of style.
    private func pages(
        _ value: [UInt8], _ letters: ScreenLetters = .all, columns: Int = 80, height: Int = 20
    ) throws -> [String] {
        let field = try CredentialField(
            kind: .secret, name: PublicText("password", limit: 64), value: SecretBytes(copying: value.span))
        let pages = FieldPages(field, columns: columns, height: height, letters)
        return (0..<pages.count).map { index in
            let shown = pages.page(index)
            let text = String(decoding: (0..<shown.count).map { shown.span[$0] }, as: UTF8.self)
            return text.replacing("\u{1B}[7m", with: "").replacing("\u{1B}[0m", with: "")
        }
    }

    /// The bytes that a picture stands for, by what the guide says of it alone.
    private func bytes(_ pages: [String]) -> [UInt8] {
        let all = pages.joined()
        let brackets = ["<": ">", "{": "}", "[": "]", "(": ")"]
        // The legend names the bracket, when there is a stand-in at all.
        let legend = all.replacing("\r\n", with: " ").components(separatedBy: "between the bars.").dropFirst().joined()
        let opening = legend.unicodeScalars.first { brackets.keys.contains(String($0)) }.map(String.init) ?? ""
        var bytes: [UInt8] = []
        for row in all.components(separatedBy: "\r\n") where row.hasPrefix("|") && row.hasSuffix("|") && row.count > 1 {
            var rest = row.dropFirst().dropLast()[...]
            while let next = rest.first {
                guard String(next) == opening, let closing = brackets[opening],
                    let end = rest.range(of: closing)
                else {
                    bytes += Array(String(next).utf8)
                    rest.removeFirst()
                    continue
                }
                bytes += meaning(String(rest.dropFirst()[..<end.lowerBound]))
                rest = rest[end.upperBound...]
            }
        }
        return bytes
    }

    private func meaning(_ name: String) -> [UInt8] {
        let named: [String: [UInt8]] = [
            "SP": [0x20], "TAB": [9], "LF": [10], "CR": [13], "ESC": [27], "DEL": [127], "NBSP": [0xC2, 0xA0],
        ]
        if let bytes = named[name] { return bytes }
        if name.hasPrefix("SP x"), let count = Int(name.dropFirst(4)) { return Array(repeating: 0x20, count: count) }
        if name.hasPrefix("byte "), let byte = UInt8(name.dropFirst(5), radix: 16) { return [byte] }
        if name.hasPrefix("U+"), let number = UInt32(name.dropFirst(2), radix: 16), let scalar = Unicode.Scalar(number)
        {
            return Array(String(scalar).utf8)
        }
        Issue.record("\(name) stands for nothing")
        return []
    }

    static let values: [String] = [
        "correct horse battery staple", " leading", "trailing ", "two  blanks", "   ", "p\u{A0}w", "zero\u{200B}width",
        "\u{202E}evil", "a\u{2066}b\u{2069}", "e\u{301}", "\u{E9}", "tab\there", "line\nend\n", "crlf\r\nend", "\n",
        "\r",
        "|bars|", "||", "<SP>", "<U+00A0>\u{A0}", "<{[(\u{A0}", "<>{}[]()", "שלום", "سلام", "日本語",
        "\u{1F469}\u{200D}\u{1F680}",
        "\u{FEFF}bom", "\u{2028}\u{2029}\u{85}", "soft\u{AD}hyphen", "\u{3164}\u{115F}\u{2800}", "\u{1F1E9}\u{1F1EA}",
        "\u{1B}[2J\u{7}\u{8}\u{7F}\u{9B}", "раssword", "0O1lI|", "\u{E000}\u{10FFFF}", "각", "\u{1100}\u{1161}",
        "\u{FF21}",
        String(repeating: "x", count: 79) + " ", String(repeating: "ab ", count: 200), "    indented\n\t- twice\n",
    ]

    @Test("is read back as the bytes of the value, on wide and narrow screens and with any letters", arguments: values)
    func readBack(value: String) throws {
        for letters in [ScreenLetters.all, .western, .ascii] {
            for (columns, height) in [(80, 20), (40, 4), (20, 8), (200, 60)] {
                let pages = try pages(Array(value.utf8), letters, columns: columns, height: height)
                #expect(bytes(pages) == Array(value.utf8), "\(letters) \(columns) \(pages)")
            }
        }
    }

    @Test("is read back for bytes of any kind, and none of them steers, reorders or hides anything")
    func anyBytes() throws {
        var random = SystemRandomNumberGenerator()
        let seed = random.next()
        var numbers = Numbers(state: seed)
        for round in 0..<1_500 {
            let length = 1 + Int(numbers.next() % 40)
            let value: [UInt8] = (0..<length).flatMap { _ -> [UInt8] in
                switch (numbers.next() + UInt64(round)) % 4 {
                case 0: [UInt8(truncatingIfNeeded: numbers.next())]
                case 1: Array(" <>{[(|\t\n\r".utf8.dropFirst(Int(numbers.next() % 9)).prefix(1))
                case 2: Unicode.Scalar(UInt32(numbers.next() % 0x11_0000)).map { Array(String($0).utf8) } ?? [0x20]
                default: [UInt8(0x21 + numbers.next() % 94)]
                }
            }
            for letters in [ScreenLetters.all, .ascii] {
                let shown = try pages(value, letters, columns: 60)
                #expect(bytes(shown) == value, "seed \(seed): \(value)")
                for scalar in shown.joined().unicodeScalars where scalar != "\r" && scalar != "\n" {
                    let category = scalar.properties.generalCategory
                    let hides: Set<Unicode.GeneralCategory> = [
                        .control, .format, .lineSeparator, .paragraphSeparator, .nonspacingMark, .spacingMark,
                        .enclosingMark, .unassigned, .privateUse,
                    ]
                    #expect(!hides.contains(category) && (letters == .all || scalar.isASCII), "\(scalar.value)")
                    #expect(scalar == " " || category != .spaceSeparator, "\(scalar.value)")
                    #expect(!scalar.properties.isDefaultIgnorableCodePoint)
                }
            }
        }
    }

    @Test("has no row wider than the screen, and no more of them than it has lines")
    func fits() throws {
        for value in Self.values {
            for (columns, height) in [(20, 4), (40, 6), (80, 20)] {
                for page in try pages(Array(value.utf8), columns: columns, height: height) {
                    let rows = page.components(separatedBy: "\r\n").dropLast()
                    #expect(rows.count <= height, "\(value.debugDescription): \(page)")
                    for row in rows where row.allSatisfy(\.isASCII) { #expect(row.count <= columns, "\(row)") }
                }
            }
        }
    }

    @Test("says how long the value is, what its stand-ins are, and which of look-alike characters each is")
    func legend() throws {
        func text(_ value: String) throws -> String { try pages(Array(value.utf8)).joined() }
        #expect(try text("abc") == "|abc|\r\n\r\n3 characters, 3 bytes, between the bars.\r\n")
        #expect(
            try text("p\u{A0}w").contains(
                "|p<NBSP>w|\r\n\r\n3 characters, 4 bytes, between the bars.\r\n<NBSP> a no-break space;"))
        #expect(try text("xx ").contains("|xx<SP>|") && text("xx ").contains("<SP> a space"))
        #expect(try text("a\u{200B}").contains("<U+200B> an invisible character;"))
        #expect(try text("раss").contains("р is U+0440; а is U+0430;"))
        #expect(try text("e\u{301}").contains("<U+0301> a character that changes the one before it;"))
        let alike = try text("aO0l1I|x")
        #expect(alike.hasPrefix("|aO0l1I|x|\r\n  ^#_#^!\u{20}\r\n"), "\(alike)")
        #expect(alike.contains("Under it: # digit  ^ capital letter  _ small letter  ! bar"))
        // Words need no such help.
        #expect(try !text("correct horse battery staple").contains("Under it"))
    }

    @Test("takes what the terminal shows from the locale")
    func locale() {
        #expect(!ScreenLetters.ascii.contain(0xE9) && ScreenLetters.western.contain(0xE9))
        #expect(!ScreenLetters.western.contain(0x430) && ScreenLetters.all.contain(0x430))
    }

    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }
}
