// SPDX-License-Identifier: Apache-2.0
//
// Vectors/text: what every reader makes of a text. The second reader is held against the same files.

import Foundation
import SecretMemory
import Testing

@testable import Recovery
@testable import ShareEnvelope

@Suite("Vectors of text that is cut into items")
struct TextVectorTests {
    /// What stands in a text; shares in words as the words of the list, `?` where one is illegible.
    struct Contents: Codable, Equatable {
        struct Line: Codable, Equatable {
            let line: String
            let data: String
            let mayBeLast: Bool
            let mayBeOther: Bool
        }

        var why = ""
        var codes: [String] = []
        var lines: [Line] = []
        var words: [String] = []
        var refused: [String] = []
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Vectors/text").standardizedFileURL

    private static func expected() throws -> [String: Contents] {
        let file = try Data(contentsOf: folder.appending(path: "expected.json"))
        return try JSONDecoder().decode([String: Contents].self, from: file)
    }

    @Test("every text of Vectors/text is cut into the items that its vector names")
    func texts() throws {
        let expected = try Self.expected()
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(files.filter { $0.hasSuffix(".txt") }.sorted() == expected.keys.sorted())
        for (file, contents) in expected.sorted(by: { $0.key < $1.key }) {
            let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: file)))
            var found = Self.contents(of: SheetText(SecretBytes(copying: bytes.span)))
            found.why = contents.why
            #expect(found == contents, "\(file): \(contents.why)")
        }
    }

    @Test("a line that may be the last or another one is tried as both, in either order")
    func doubtfulLines() throws {
        let texts = try String(contentsOf: Self.folder.appending(path: "lines-doubtful.txt"), encoding: .utf8)
        let lines = try texts.split(separator: "\n").map { try CheckedLine(reading: String($0)) }
        try #require(lines.count == 2 && lines.allSatisfy { $0.mayBeLast && $0.mayBeMiddle })
        let (first, both) = (lines[0].data, lines[0].data + lines[1].data)
        let (alone, together) = (PieceKey.lines(lines[0].kind, count: 1), PieceKey.lines(lines[0].kind, count: 2))
        for order in [lines, lines.reversed()] {
            var pieces = SourcePieces()
            for line in order { pieces.add(line) }
            #expect(pieces.keys == [alone, together])
            var budget = 100
            #expect(pieces.wholes(of: alone, budget: &budget) == [first])
            #expect(pieces.wholes(of: together, budget: &budget) == [both])
        }
    }

    private static func contents(of text: borrowing SheetText) -> Contents {
        var contents = Contents()
        let items = TextItems(text)
        for item in items.items {
            switch item {
            case .code(let ranges, let line):
                switch try? TextItems.code(in: text, ranges) {
                case .share(let share)?: contents.codes.append(Sample.string(share.codeText))
                case .part(let part)?: contents.codes.append(part.text)
                case .checkpoint?, .answer?: contents.codes.append("another code")
                case nil: contents.refused.append("code in line \(line)")
                }
            case .checkedLine(let ranges, let number):
                guard let line = try? TextItems.checkedLine(in: text, ranges) else {
                    contents.refused.append("checked line in line \(number)")
                    continue
                }
                let data = line.data.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
                contents.lines.append(
                    Contents.Line(
                        line: String(line.text.prefix(4)), data: data, mayBeLast: line.mayBeLast,
                        mayBeOther: line.mayBeMiddle))
            case .words: continue
            }
        }
        for run in WordRuns(items.rows, in: text).runs {
            do throws(WordRun.Refusal) { contents.words.append(words(try run.words(in: text))) } catch {
                switch error {
                case .missingRow(let row):
                    contents.refused.append("words: row \(Character(UnicodeScalar(UInt8(0x41 + row))))")
                case .wrongWord(let line, _): contents.refused.append("words: line \(line)")
                }
            }
        }
        return contents
    }

    private static func words(_ words: borrowing TypedWords) -> String {
        let illegible = words.illegible
        return Sample.bytes(words.values).enumerated().map { place, byte in
            illegible.contains(place) ? "?" : Bytewords.word(for: byte)
        }.joined(separator: " ")
    }
}
