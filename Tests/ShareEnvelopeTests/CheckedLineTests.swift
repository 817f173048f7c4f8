// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ShareEnvelope

@Suite("A typed line")
struct CheckedLineTests {
    private let dealt: DealtSet

    init() throws { dealt = try Sample.dealt() }

    @Test("changed in one character is refused, at every place and for every other printable character")
    func everyCharacter() {
        let lines = dealt.manifest.lines + dealt.ciphertext.lines
        for line in [lines[0], lines[1], lines[dealt.manifest.lines.count - 1], lines[lines.count - 1]] {
            let text = Array(line.text.utf8)
            for place in text.indices {
                for value in UInt8(0x20)...0x7E where value != text[place] {
                    let reason = reason(text.with(value, at: place))
                    let isSame =
                        (0x61...0x7A).contains(value) && value - 0x20 == text[place]
                        || Base32.isFiller(value) && Base32.isFiller(text[place])
                    if isSame != (reason == nil) || !isSame && !isRight(reason, text, place, value) {
                        Issue.record("\(line.text), \(place) = \(value): \(String(describing: reason))")
                    }
                }
            }
        }
    }

    @Test("is read in any case and grouping")
    func fillers() throws {
        for line in dealt.manifest.lines + dealt.ciphertext.lines {
            let bare = line.text.filter { $0 != " " }
            #expect(try CheckedLine(reading: bare) == line)
            #expect(try CheckedLine(reading: "\t" + bare.lowercased().map { "\($0)-" }.joined() + "\r\n") == line)
        }
    }

    @Test("with a character too few or too many is refused at every place")
    func insertedAndDropped() {
        let text = Array(dealt.manifest.lines[0].text.utf8.filter { $0 != 0x20 })
        for place in text.indices {
            var shorter = text
            shorter.remove(at: place)
            #expect(reason(shorter)?.isMalformed(.line) == true)
            for letter in [UInt8](arrayLiteral: 0x41, 0x37) {
                var longer = text
                longer.insert(letter, at: place)
                #expect(reason(longer)?.isMalformed(.line) == true)
            }
        }
    }

    @Test("with two neighbours swapped is refused")
    func swappedNeighbours() {
        for line in dealt.manifest.lines {
            var text = Array(line.text.utf8.filter { $0 != 0x20 })
            for place in 0..<text.count - 1 where text[place] != text[place + 1] {
                text.swapAt(place, place + 1)
                #expect(reason(text)?.isMalformed(.line) == true)
                text.swapAt(place, place + 1)
            }
        }
    }

    @Test("that is none is refused for what it is")
    func none() {
        let cases: [(String, EnvelopeDefect)] = [
            ("", .empty), (" - ", .empty), ("X001 ABCD EFGH", .unknownKind), ("M", .truncated(missing: 8)),
            ("M001 ABCD", .truncated(missing: 1)), ("M000 AA ABCD", .outOfRange(field: .lineNumber, value: 0)),
            ("M0A1 AA ABCD", .foreignCharacter(position: 3)), ("M001 A1 ABCD", .foreignCharacter(position: 6)),
            ("M001 A ABCD", .impossibleLength(1)), ("M001 AB ABCD", .looseBits),
            ("M001 AA ABCD", .checkMismatch), ("Ж001 AA ABCD", .unknownKind),
        ]
        for (text, defect) in cases { #expect(reason(Array(text.utf8)) == .malformed(.line, defect), "\(text)") }
        let tooLong = "M001" + String(repeating: "A", count: 48) + "ABCD"
        #expect(reason(Array(tooLong.utf8)) == .malformed(.line, .trailing(extra: 5)))
    }

    @Test("is shorter than 25 bytes only at the end, and says whether it is the end")
    func ends() throws {
        for lines in [dealt.manifest.lines, dealt.ciphertext.lines] {
            for line in lines { #expect(try CheckedLine(reading: line.text).mayBeLast == (line == lines.last)) }
        }
        // 16 + 64 · 4 = 272 = 10 · 25 + 22, but 16 + 64 · 6 = 400 = 16 · 25: a full line that is the last.
        let full = CheckedLine.lines(of: [UInt8](repeating: 5, count: 400), kind: .ciphertext)
        #expect(full.count == 16)
        #expect(try CheckedLine(reading: full[15].text).mayBeLast)
        #expect(try !CheckedLine(reading: full[14].text).mayBeLast)
        // The last line's check does not make a line in the middle.
        #expect(full[14].text.dropFirst(5) != full[15].text.dropFirst(5))
    }

    @Test("that is short and not the end is refused, although its check says so")
    func shortInTheMiddle() {
        let data = [UInt8](repeating: 6, count: 10)
        for (mark, expected) in [(UInt8(1), nil), (0, EnvelopeError.malformed(.line, .checkMismatch))] {
            let digest = Digest.open(.line, count: 16, message: (CodeKind.manifest.ascii + [0, 2, mark] + data).span)
            let check = Base32.encode(Array(digest[0..<5])).prefix(4)
            #expect(reason(Array("M002\(Base32.encode(data))\(check)".utf8)) == expected)
        }
    }

    @Test("of the longest manifest and the longest ciphertext has three digits for its number")
    func numbers() throws {
        let lines = CheckedLine.lines(of: [UInt8](repeating: 7, count: 16_464), kind: .ciphertext)
        #expect(lines.count == 659)
        #expect(lines.allSatisfy { (try? CheckedLine(reading: $0.text)) == $0 })
        #expect(lines[658].text.hasPrefix("C659 "))
    }

    // MARK: - The oracle

    private func reason(_ text: [UInt8]) -> EnvelopeError? {
        refusal { () throws(EnvelopeError) in _ = try CheckedLine(reading: String(decoding: text, as: UTF8.self)) }
    }

    private func isRight(_ reason: EnvelopeError?, _ text: [UInt8], _ place: Int, _ value: UInt8) -> Bool {
        guard case .malformed(.line, let defect)? = reason else { return false }
        // Places are counted without fillers, from 1.
        let position = text[..<place].count { !Base32.isFiller($0) } + 1
        switch defect {
        case .unknownKind: return place == 0
        case .foreignCharacter(let told):
            // A filler among the digits draws the next letter into them.
            return told == position || told == 4 && (1...3).contains(place) && Base32.isFiller(value)
        case .outOfRange(field: .lineNumber, value: _): return place <= 3
        case .truncated, .trailing, .impossibleLength, .looseBits: return true
        default: return defect == .checkMismatch
        }
    }
}
