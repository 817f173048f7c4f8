// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import ShareEnvelope

/// How one value is drawn: which brackets its stand-ins have, and its length.
struct ValuePicture {
    /// The longest value, in bytes, that people type by hand; they get help to tell 0 from O.
    private static let typedLimit = 200

    let letters: ScreenLetters
    /// The characters before and after a stand-in; the first does not occur in the value.
    private let opening: UInt8
    private let closing: UInt8
    /// Whether the opening character occurs in the value, and so needs a stand-in too.
    private let opensItself: Bool
    /// Whether characters that look alike are marked.
    let marksAlikes: Bool
    /// Whether every character is ASCII and shown as it is.
    let isPlain: Bool
    let characterCount: Int
    let byteCount: Int

    init(_ value: borrowing SecretBytes, _ letters: ScreenLetters) {
        self.letters = letters
        byteCount = value.count
        var characters = 0
        var isPlain = true
        var isTyped = value.count <= Self.typedLimit
        var (hasAlike, isMixed) = (false, false)
        var used: [Bool] = Array(repeating: false, count: 128)
        var index = 0
        while index < value.count {
            let glyph = Glyph(value, at: index, letters)
            characters += glyph.characterCount
            if case .plain(let codePoint) = glyph.sign, codePoint < 0x80 {
                used[Int(codePoint)] = true
                hasAlike = hasAlike || Self.mark(under: codePoint) != nil
                isMixed = isMixed || !(0x61...0x7A).contains(codePoint) && codePoint != 0x20 && codePoint != 0x2D
            } else {
                isPlain = false
            }
            if glyph.isLineEnd { isTyped = false }
            index += glyph.byteCount
        }
        self.isPlain = isPlain
        characterCount = characters
        marksAlikes = isTyped && hasAlike && isMixed
        let pairs: [(UInt8, UInt8)] = [(0x3C, 0x3E), (0x7B, 0x7D), (0x5B, 0x5D), (0x28, 0x29)]
        let free = pairs.first { !used[Int($0.0)] }
        (opening, closing) = free ?? pairs[0]
        opensItself = free == nil && !isPlain
    }

    /// The text for a glyph.
    func text(of glyph: Glyph, in value: borrowing SecretBytes, at index: Int) -> SecretBytes {
        var text = SecretWriter(capacity: 16)
        switch glyph.sign {
        case .plain(let codePoint) where opensItself && codePoint == UInt32(opening): number(codePoint, &text)
        case .plain: text.append(value, range: index..<index + glyph.byteCount)
        case .blanks(let count): standIn(count == 1 ? "SP" : "SP x\(count)", &text)
        case .named(let name): standIn(name.rawValue, &text)
        case .numbered(let codePoint, _): number(codePoint, &text)
        case .byte(let byte):
            text.append([opening])
            text.append(Array("byte ".utf8))
            Self.appendHex(UInt32(byte), digits: 2, to: &text)
            text.append(closing)
        }
        return text.finish()
    }

    /// The most columns that this text takes.
    func columns(of glyph: Glyph) -> Int {
        switch glyph.sign {
        case .plain(let codePoint) where opensItself && codePoint == UInt32(opening): 8
        // Characters beyond ASCII may take two columns.
        case .plain(let codePoint): codePoint < 0x80 ? 1 : 2
        case .blanks(let count): count == 1 ? 4 : 5 + String(count).count + 1
        case .named(let name): name.rawValue.utf8.count + 2
        case .numbered(let codePoint, _): codePoint > 0xFFFFF ? 10 : codePoint > 0xFFFF ? 9 : 8
        case .byte: 9
        }
    }

    /// One row: the glyphs of a part of the value, between bars that mark its ends.
    func row(_ value: borrowing SecretBytes, _ range: Range<Int>) -> SecretBytes {
        var row = SecretWriter(capacity: range.count * 2 + 32)
        row.append(Self.bar)
        var index = range.lowerBound
        while index < range.upperBound {
            let glyph = Glyph(value, at: index, letters)
            if !glyph.isPlain { row.append(Self.inverse) }
            row.append(text(of: glyph, in: value, at: index))
            if !glyph.isPlain { row.append(Self.normal) }
            index += glyph.byteCount
        }
        row.append(Self.bar)
        return row.finish()
    }

    /// The line of marks under that row, for characters that look alike.
    func marks(_ value: borrowing SecretBytes, _ range: Range<Int>) -> SecretBytes {
        var row = SecretWriter(capacity: range.count * 2 + 32)
        row.append(0x20)
        var index = range.lowerBound
        while index < range.upperBound {
            let glyph = Glyph(value, at: index, letters)
            var mark: UInt8?
            if case .plain(let codePoint) = glyph.sign { mark = Self.mark(under: codePoint) }
            for _ in 0..<columns(of: glyph) { row.append(mark ?? 0x20) }
            index += glyph.byteCount
        }
        return row.finish()
    }

    private static let inverse = Array("\u{1B}[7m".utf8)
    private static let normal = Array("\u{1B}[0m".utf8)
    private static let bar = inverse + [0x7C] + normal

    /// The mark under a character that looks like others.
    static func mark(under codePoint: UInt32) -> UInt8? {
        switch codePoint {
        case 0x30, 0x31: UInt8(ascii: "#")
        case 0x49, 0x4F: UInt8(ascii: "^")
        case 0x6C, 0x6F: UInt8(ascii: "_")
        case 0x7C: UInt8(ascii: "!")
        default: nil
        }
    }

    func number(_ codePoint: UInt32, _ text: inout SecretWriter) {
        text.append([opening, UInt8(ascii: "U"), UInt8(ascii: "+")])
        Self.appendHex(codePoint, digits: codePoint > 0xFFFFF ? 6 : codePoint > 0xFFFF ? 5 : 4, to: &text)
        text.append(closing)
    }

    func standIn(_ words: String, _ text: inout SecretWriter) {
        text.append(opening)
        text.append(Array(words.utf8))
        text.append(closing)
    }

    static func appendHex(_ value: UInt32, digits: Int, to text: inout SecretWriter) {
        for place in (0..<digits).reversed() {
            let digit = UInt8(truncatingIfNeeded: value >> UInt32(4 * place)) & 15
            text.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
    }
}
