// SPDX-License-Identifier: Apache-2.0
//
// Text as readers, editors, mail programs and people give it.

import SecretMemory
import SecretSharing
import Testing

@testable import Recovery
@testable import ShareEnvelope

@Suite("Text of sheets")
struct TextReadingTests {
    let dealt: DealtSet
    let identity: SetIdentity
    let ana: ShareNumber
    let bo: ShareNumber
    let dana: ShareNumber

    init() throws {
        dealt = try Sample.dealt()
        identity = dealt.manifest.identity
        ana = try Sample.number(1, 1)
        bo = try Sample.number(1, 2)
        dana = try Sample.number(2, 1)
    }

    private func pile() -> Pile {
        let pile = Pile(.sets([identity]))
        _ = pile.take(dealt.manifest)
        return pile
    }

    private func rows(of number: ShareNumber, labelled: Bool = true) throws -> [String] {
        guard let share = dealt.shares.first(where: { $0.number == number }) else {
            throw EnvelopeError.noSuchShare(number)
        }
        let words = Sample.bytes(ReadShare.plain(share).wordBytes).map { Bytewords.word(for: $0) }
        return stride(from: 0, to: words.count, by: 8).enumerated().map { index, start in
            let letter = labelled ? "\(Character(UnicodeScalar(UInt8(0x41 + index)))): " : ""
            return letter + words[start..<start + 8].joined(separator: " ")
        }
    }

    @Test("a code is found behind any reader's mark, in any case, and several stand in one line")
    func marks() throws {
        let code = try dealt.code(of: ana)
        for text in [
            code, "]Q1" + code, "QR-Code:" + code, "code 1: \(code)", "> \(code)", code.lowercased(), "\u{FEFF}" + code,
            "\t\(code)  ", "\(code)\r\n", "\(code)\r", "«\(code)",
        ] {
            #expect(pile().take(text: text) == [.proven(ana, identity)], "\(text.prefix(12))")
            #expect(pile().type(text) == [.proven(ana, identity)], "\(text.prefix(12))")
        }
        let both = try pile().take(text: "\(code) \(dealt.code(of: bo))")
        #expect(both == [.proven(ana, identity), .proven(bo, identity)])
    }

    @Test("a code that an editor wrapped is read, wherever the line ends fall")
    func wrapped() throws {
        let code = try dealt.code(of: ana)
        for width in [10, 40, 72, 76, 117] {
            let lines = stride(from: 0, to: code.count, by: width).map { start in
                String(code.dropFirst(start).prefix(width))
            }
            for end in ["\n", "\r\n", "\u{2028}", " \n  "] {
                #expect(pile().take(text: lines.joined(separator: end)) == [.proven(ana, identity)], "\(width)")
            }
            let pile = pile()
            let typed = lines.compactMap { pile.type($0) }
            #expect(typed.count == lines.count && pile.provenNumbers == [ana], "typed, \(width) a line")
        }
    }

    @Test("a code in groups is read with hyphens or blanks, on one line or several, whatever its groups look like")
    func groups() throws {
        // Every second group of this signature looks like the start of a checked line: M222 A333.
        let signature = (0..<64).map { [0x66, 0xB5, 0xA0, 0x6F, 0x7B][$0 % 5] as UInt8 }
        let answer = try #require(
            AnswerCode(set: identity.prefix, share: ana, size: 7, time: 1_900_000_000, signature: signature))
        #expect(answer.groupedText.contains("-M222-A333-"))
        let groups = answer.groupedText.split(separator: "-").map(String.init)
        for (count, between) in [(50, "-"), (50, " "), (5, "-"), (5, " "), (16, "-"), (16, "  ")] {
            let lines = stride(from: 0, to: groups.count, by: count).map {
                groups[$0..<min($0 + count, groups.count)].joined(separator: between)
            }
            for end in ["\n", "-\r\n"] {
                let text = SheetText(Sample.secret(lines.joined(separator: end)))
                var answers: [AnswerCode] = []
                for case .code(let ranges, _) in TextItems(text).items {
                    if case .answer(let read)? = try? TextItems.code(in: text, ranges) { answers.append(read) }
                }
                #expect(answers == [answer], "\(count) groups a line")
            }
        }
    }

    @Test("UTF-16 of either order, with a mark or without, reads as UTF-8 does")
    func encodings() throws {
        let text = try "a note from Chloé\r\n" + dealt.code(of: ana) + "\r\n"
        let units = Array(text.utf16)
        let little = units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        for bytes in [little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, Array(text.utf8)] {
            #expect(pile().take(bytes: bytes) == [.proven(ana, identity)])
        }
    }

    @Test("notes in any language, page breaks and invisible characters cost nothing")
    func notes() throws {
        let text = try """
        Anas Blatt, für den Notfall — über das Wochenende im Safe
        \u{C}\(dealt.code(of: ana))\u{200B}
        the quick brown fox jumps over the lazy dog
        \u{C}日本語のメモ
        \(dealt.code(of: bo).replacing("BGS1", with: "BGS1\u{A0}"))
        """
        #expect(pile().take(text: text) == [.proven(ana, identity), .proven(bo, identity)])
    }

    @Test("two people's words in one file are two shares, whatever stands between them")
    func twoShares() throws {
        for labelled in [true, false] {
            for between in ["", "\n", "\nBo Chen, share 2 of 3 in Security\n"] {
                let text =
                    try rows(of: ana, labelled: labelled).joined(separator: "\n") + "\n" + between
                    + rows(of: bo, labelled: labelled).joined(separator: "\n")
                let pile = pile()
                #expect(pile.take(text: text) == [.proven(ana, identity), .proven(bo, identity)], "\(between)")
            }
        }
    }

    @Test("a wrong word in one person's words is told by its line, and costs the other person nothing")
    func oneWrong() throws {
        var first = try rows(of: ana)
        first[2] = first[2].replacing(first[2].suffix(4), with: "xxxx")
        let text = try first.joined(separator: "\n") + "\n" + rows(of: bo).joined(separator: "\n")
        #expect(
            pile().take(text: text) == [
                .damagedLine("3", .malformed(.wordBytes, .unknownWord(position: 24))), .proven(bo, identity),
            ])
    }

    @Test("lettered rows may stand in any order, with or without a blank after the letter; one that lacks is named")
    func rowOrder() throws {
        let rows = try rows(of: ana)
        #expect(pile().take(text: rows.reversed().joined(separator: "\n")) == [.proven(ana, identity)])
        let close = rows.map { $0.replacing(": ", with: ":") }
        #expect(pile().take(text: close.joined(separator: "\n")) == [.proven(ana, identity)])
        var lacking = rows
        lacking.remove(at: 4)
        #expect(pile().take(text: lacking.joined(separator: "\n")) == [.missingRow(4)])
    }

    @Test("rows that are typed or pasted one by one make the share with the last of them")
    func typedRows() throws {
        for labelled in [true, false] {
            let pile = pile()
            var last: [RecoveryEvent]?
            for (index, row) in try rows(of: ana, labelled: labelled).enumerated() {
                last = pile.type(row)
                if index < 7 { #expect(last == [.wordsSoFar(8 * (index + 1))]) }
            }
            #expect(last == [.proven(ana, identity)])
        }
        #expect(pile().type("scans/ana.png") == nil)
        #expect(pile().type("quit") == nil)
        #expect(pile().type("") == nil)
    }

    @Test("manifest and locked credential typed as lines, with what people write before them, in any order")
    func lines() throws {
        let lines = (dealt.manifest.lines + dealt.ciphertext.lines).map(\.text)
        for text in [
            lines.joined(separator: "\n"), lines.reversed().joined(separator: "\r\n"),
            lines.map { "- \($0.lowercased())" }.joined(separator: "\n"),
            lines.map { "line: \($0)" }.joined(separator: "\n"),
        ] {
            let pile = Pile()
            let events = pile.take(text: text)
            #expect(events == [.manifest(identity), .ciphertext(identity)], "\(text.prefix(20))")
        }
    }

    @Test("a line number that no manifest, ciphertext or answer has is refused, and costs no other line")
    func lineNumbers() throws {
        let lines = dealt.manifest.lines.map(\.text)
        for number in ["M000", "M061", "M999", "C660", "C999", "A005"] {
            let odd = number + lines[0].dropFirst(4)
            let pile = Pile()
            let events = pile.take(text: odd + "\n" + lines.joined(separator: "\n"))
            let value = Int(number.dropFirst()) ?? 0
            #expect(
                events == [
                    .damagedLine(number, .malformed(.line, .outOfRange(field: .lineNumber, value: value))),
                    .manifest(identity),
                ])
        }
    }

    @Test("a kind of a later version is named at the start of a line, and is nothing inside another text")
    func laterVersion() throws {
        #expect(pile().take(text: "BGS2AAAA") == [.damaged(.malformed(.code, .unknownKind))])
        #expect(pile().take(text: "see BGB2 and BG72") == [])
    }

    @Test("any text of a megabyte is read to its end, and shows what stands at its end")
    func long() throws {
        let filler = String(repeating: "BG MA 12 AB: blue\n", count: 50_000)
        #expect(try pile().take(text: filler + "\n" + dealt.code(of: ana)).last == .proven(ana, identity))
    }

    @Test("bytes of no text at all give nothing, and never a trap")
    func noise() {
        var generator = SystemRandomNumberGenerator()
        for length in [0, 1, 2, 3, 4, 5, 100, 4_096] {
            for _ in 0..<20 {
                let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
                #expect(!pile().take(bytes: bytes).contains { if case .proven = $0 { true } else { false } })
            }
        }
    }
}
