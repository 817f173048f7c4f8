// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import ShareEnvelope

/// What a line of text is, judged only by its form.
package enum TextLineForm: Sendable {
    /// Empty, or only spaces.
    case empty
    /// A line with a code's mark.
    case code
    /// A line of a manifest, a ciphertext or an answer for typing.
    case checkedLine
    /// Words of a share, or a row of them.
    case words
    /// Anything else: a note, a command, a file's name.
    case other
}

/// Cuts text into codes, checked lines and words (docs/FORMAT.md, "How text is cut into items").
struct TextItems {
    /// A word's place in the text.
    typealias Token = Range<Int>

    /// A row of words: its letter, if it has one, and the number of its line.
    struct Row {
        let letter: Int?
        let tokens: [Token]
        let line: Int
    }

    /// One item and the number of its line, from 1.
    enum Item {
        /// A code that begins at a mark; the ranges are the rest of its line and the lines that may continue it.
        case code([Range<Int>], line: Int)
        /// A checked line, and the line that may continue it.
        case checkedLine([Range<Int>], line: Int)
        case words(Row)
    }

    /// The most lines that a code may be wrapped into: the longest code has 564 characters.
    private static let continuationLimit = 64

    private(set) var items: [Item] = []

    init(_ text: borrowing SheetText) {
        for index in text.lines.indices {
            let line = text.lines[index]
            let marks = Self.marks(in: text, line)
            guard marks.isEmpty else {
                for (order, start) in marks.enumerated() {
                    let isLast = order + 1 == marks.count
                    let end = isLast ? line.upperBound : marks[order + 1]
                    let rest = isLast ? Self.continuations(of: text, after: index) : []
                    items.append(.code([start..<end] + rest, line: index + 1))
                }
                continue
            }
            if let start = Self.checkedLineStart(in: text, line) {
                let rest = Self.continuations(of: text, after: index).prefix(1)
                items.append(.checkedLine([start..<line.upperBound] + rest, line: index + 1))
            } else if let row = Self.row(in: text, line, number: index + 1) {
                items.append(.words(row))
            }
        }
    }

    /// The rows of words, in the order of the text.
    var rows: [Row] { items.compactMap { if case .words(let row) = $0 { row } else { nil } } }

    /// What a line is, by its form.
    static func form(of text: borrowing SheetText) -> TextLineForm {
        var form = TextLineForm.empty
        for line in text.lines {
            if !marks(in: text, line).isEmpty { return .code }
            if checkedLineStart(in: text, line) != nil { return .checkedLine }
            if row(in: text, line, number: 1) != nil { return .words }
            if line.contains(where: { !SheetText.isFiller(text.bytes.span[$0]) }) { form = .other }
        }
        return form
    }

    // MARK: - Codes

    /// Where codes begin: at a kind's four characters, anywhere in the line, because readers put their own marks before
    /// them. Base32 has no digit 1, so no code seems to begin inside another one.
    private static func marks(in text: borrowing SheetText, _ line: Range<Int>) -> [Int] {
        var starts: [Int] = []
        var index = line.lowerBound
        while index < line.upperBound {
            if let end = markEnd(in: text, from: index, line, isAtStart: starts.isEmpty && isStart(index, text, line)) {
                starts.append(index)
                index = end
            } else {
                index += 1
            }
        }
        return starts
    }

    private static func isStart(_ index: Int, _ text: borrowing SheetText, _ line: Range<Int>) -> Bool {
        (line.lowerBound..<index).allSatisfy { SheetText.isFiller(text.bytes.span[$0]) }
    }

    /// The end of a kind that begins here. At the start of a line, a kind that this version does not know counts too,
    /// so that a newer format is reported and not ignored.
    private static func markEnd(
        in text: borrowing SheetText, from start: Int, _ line: Range<Int>, isAtStart: Bool
    ) -> Int? {
        var letters: [UInt8] = []
        var index = start
        while index < line.upperBound, letters.count < 4 {
            let byte = text.bytes.span[index]
            index += 1
            if SheetText.isFiller(byte) {
                if letters.isEmpty { return nil }
                continue
            }
            letters.append(upper(byte))
            let expected: [UInt8] = [UInt8(ascii: "B"), UInt8(ascii: "G")]
            if letters.count <= 2, letters[letters.count - 1] != expected[letters.count - 1] { return nil }
        }
        guard letters.count == 4 else { return nil }
        if CodeKind.allCases.contains(where: { $0.rawValue.utf8.elementsEqual(letters) }) { return index }
        return isAtStart && isLetter(letters[2]) && isDigit(letters[3]) ? index : nil
    }

    /// The lines after this one that have only base32: an editor may have wrapped the code. A group of it may look like
    /// the start of a checked line.
    private static func continuations(of text: borrowing SheetText, after index: Int) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        for line in text.lines[(index + 1)...].prefix(continuationLimit) {
            guard isBase32(text, line) else { break }
            ranges.append(line)
        }
        return ranges
    }

    static func isBase32(_ text: borrowing SheetText, _ line: Range<Int>) -> Bool {
        var hasLetter = false
        for index in line {
            let byte = text.bytes.span[index]
            if SheetText.isFiller(byte) { continue }
            guard isLetter(upper(byte)) || (0x32...0x37).contains(byte) else { return false }
            hasLetter = true
        }
        return hasLetter
    }

    // MARK: - Checked lines

    /// Where a checked line begins: at its letter and three digits, at the start or after something that is not a
    /// letter.
    private static func checkedLineStart(in text: borrowing SheetText, _ line: Range<Int>) -> Int? {
        var isBoundary = true
        for index in line {
            let byte = text.bytes.span[index]
            if isBoundary, CheckedLine.kind(of: upper(byte)) != nil, hasThreeDigits(text, after: index, line) {
                return index
            }
            isBoundary = !isLetter(upper(byte)) && !isDigit(byte)
        }
        return nil
    }

    private static func hasThreeDigits(_ text: borrowing SheetText, after index: Int, _ line: Range<Int>) -> Bool {
        var count = 0
        for place in index + 1..<line.upperBound where !SheetText.isFiller(text.bytes.span[place]) {
            guard isDigit(text.bytes.span[place]) else { return false }
            count += 1
            if count == 3 { return true }
        }
        return false
    }

    // MARK: - Words

    private static func row(in text: borrowing SheetText, _ line: Range<Int>, number: Int) -> Row? {
        var tokens = tokens(in: text, line)
        var letter: Int?
        if let first = tokens.first, let label = label(text, first) {
            letter = label
            let rest = first.lowerBound + 2..<first.upperBound
            tokens = (rest.isEmpty ? [] : [rest]) + tokens.dropFirst()
        } else if let printed = printedLetter(text, tokens) {
            letter = printed
            tokens.removeFirst()
        }
        guard !tokens.isEmpty, tokens.allSatisfy({ isWord(text, $0) }) else { return nil }
        // A note in plain language has words too; but most words of a row are in the list exactly.
        let exact = tokens.count { Bytewords.has(text.bytes.span.extracting($0)) }
        guard letter != nil || (tokens.count < 4 ? exact == tokens.count : exact * 2 >= tokens.count) else {
            return nil
        }
        return Row(letter: letter, tokens: tokens, line: number)
    }

    private static func tokens(in text: borrowing SheetText, _ line: Range<Int>) -> [Token] {
        var tokens: [Token] = []
        var start = line.lowerBound
        for index in line.lowerBound...line.upperBound {
            let isEnd = index == line.upperBound || isSeparator(text.bytes.span[index])
            guard isEnd else { continue }
            if index > start { tokens.append(start..<index) }
            start = index + 1
        }
        return tokens
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: ",")
    }

    /// The letter of a row that begins with a letter and a colon, from 0.
    private static func label(_ text: borrowing SheetText, _ token: Token) -> Int? {
        guard token.count >= 2, text.bytes.span[token.lowerBound + 1] == UInt8(ascii: ":") else { return nil }
        return rowLetter(text.bytes.span[token.lowerBound])
    }

    /// The letter, from 0, of a row as printed on sheets: without a colon, before eight words. Notes such as "I need
    /// help" begin with a letter and have words of the list too, but never eight of them and nothing else.
    private static func printedLetter(_ text: borrowing SheetText, _ tokens: [Token]) -> Int? {
        guard tokens.count == WordRun.columns + 1, tokens[0].count == 1,
            tokens.dropFirst().allSatisfy({ Bytewords.has(text.bytes.span.extracting($0)) })
        else { return nil }
        return rowLetter(text.bytes.span[tokens[0].lowerBound])
    }

    private static func rowLetter(_ byte: UInt8) -> Int? {
        let letter = upper(byte)
        return (UInt8(ascii: "A")...UInt8(ascii: "L")).contains(letter) ? Int(letter - UInt8(ascii: "A")) : nil
    }

    private static func isWord(_ text: borrowing SheetText, _ token: Token) -> Bool {
        if token.count == 1, text.bytes.span[token.lowerBound] == UInt8(ascii: "?") { return true }
        return token.count >= 2 && token.allSatisfy { isLetter(upper(text.bytes.span[$0])) }
    }

    // MARK: - Characters

    private static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte - 0x20 : byte }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
