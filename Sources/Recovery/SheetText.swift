// SPDX-License-Identifier: Apache-2.0

package import SecretMemory

/// The text of a source as lines of UTF-8, whatever editor, reader or printer it went through.
///
/// Byte order marks, zero-width characters and the line ends of every system are removed; spaces and hyphens of every
/// width become plain ones (docs/FORMAT.md, "How text is cut into items"). It may hold shares, and stays in secret
/// memory.
package struct SheetText: ~Copyable, Sendable {
    let bytes: SecretBytes
    /// The lines, without their ends.
    let lines: [Range<Int>]

    /// Reads text in UTF-8, or in UTF-16 of either byte order.
    package init(_ text: borrowing SecretBytes) {
        let cleaned = Self.cleaned(Self.decoded(text))
        var lines: [Range<Int>] = []
        var start = 0
        for index in 0...cleaned.count where index == cleaned.count || cleaned.span[index] == Self.lineEnd {
            lines.append(start..<index)
            start = index + 1
        }
        bytes = cleaned
        self.lines = lines
    }

    /// Whether it can be text. About a tenth of the bytes of compressed data are control characters; text has a few, or
    /// a reader's marks around each code.
    var mayBeText: Bool {
        let controls = (0..<bytes.count).count { index in
            let byte = bytes.span[index]
            return byte < 0x20 && byte != UInt8(ascii: "\t") && byte != Self.lineEnd
        }
        return controls * 16 <= bytes.count
    }

    private static let lineEnd = UInt8(ascii: "\n")

    /// Spaces and hyphens, which separate the groups of codes and lines.
    static func isFiller(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "-")
    }

    // MARK: - UTF-16

    private enum Order {
        case little
        case big
    }

    private static func order(of text: borrowing SecretBytes) -> Order? {
        guard text.count >= 4, text.count % 2 == 0 else { return nil }
        let (first, second) = (text.span[0], text.span[1])
        if first == 0xFF, second == 0xFE { return .little }
        if first == 0xFE, second == 0xFF { return .big }
        // In UTF-16 without a mark, ASCII has a zero in every other byte.
        let pairs = min(text.count / 2, 32)
        if (0..<pairs).allSatisfy({ text.span[2 * $0 + 1] == 0 && text.span[2 * $0] != 0 }) { return .little }
        if (0..<pairs).allSatisfy({ text.span[2 * $0] == 0 && text.span[2 * $0 + 1] != 0 }) { return .big }
        return nil
    }

    private static func decoded(_ text: borrowing SecretBytes) -> SecretBytes {
        guard let order = order(of: text) else { return text.duplicate() }
        var decoded = SecretWriter(capacity: text.count)
        for index in stride(from: 0, to: text.count - 1, by: 2) {
            let (low, high) = (text.span[index], text.span[index + 1])
            let unit = order == .little ? UInt16(high) << 8 | UInt16(low) : UInt16(low) << 8 | UInt16(high)
            // Everything on sheets is ASCII: another character only has to keep its place, not its meaning.
            if unit < 0x80 {
                decoded.append(UInt8(unit))
            } else if unit < 0x800 {
                decoded.append([0xC0 | UInt8(unit >> 6), 0x80 | UInt8(unit & 63)])
            } else {
                decoded.append([0xE0 | UInt8(unit >> 12), 0x80 | UInt8(unit >> 6 & 63), 0x80 | UInt8(unit & 63)])
            }
        }
        return decoded.finish()
    }

    // MARK: - Characters that stand for others

    private enum Meaning {
        case byte
        case nothing(Int)
        case blank(Int)
        case hyphen(Int)
        case lineEnd(Int)
    }

    private static func cleaned(_ text: borrowing SecretBytes) -> SecretBytes {
        var cleaned = SecretWriter(capacity: text.count)
        var index = 0
        while index < text.count {
            switch meaning(of: text, at: index) {
            case .byte:
                cleaned.append(text.span[index])
                index += 1
            case .nothing(let count): index += count
            case .blank(let count):
                cleaned.append(UInt8(ascii: " "))
                index += count
            case .hyphen(let count):
                cleaned.append(UInt8(ascii: "-"))
                index += count
            case .lineEnd(let count):
                cleaned.append(lineEnd)
                index += count
            }
        }
        return cleaned.finish()
    }

    private static func meaning(of text: borrowing SecretBytes, at index: Int) -> Meaning {
        let byte = text.span[index]
        switch byte {
        case 0x0A, 0x0B, 0x0C: return .lineEnd(1)
        case 0x0D: return .lineEnd(index + 1 < text.count && text.span[index + 1] == 0x0A ? 2 : 1)
        case 0x00: return .nothing(1)
        case 0xC2 where index + 1 < text.count:
            switch text.span[index + 1] {
            case 0x85: return .lineEnd(2)  // next line
            case 0xA0: return .blank(2)  // no-break space
            case 0xAD: return .nothing(2)  // soft hyphen
            default: return .byte
            }
        case 0xE2 where index + 2 < text.count: return meaning(text.span[index + 1], text.span[index + 2])
        case 0xE3 where index + 2 < text.count && text.span[index + 1] == 0x80 && text.span[index + 2] == 0x80:
            return .blank(3)  // ideographic space
        case 0xEF where index + 2 < text.count && text.span[index + 1] == 0xBB && text.span[index + 2] == 0xBF:
            return .nothing(3)  // byte order mark
        default: return .byte
        }
    }

    /// U+2000…U+2FFF, by the second and third byte.
    private static func meaning(_ second: UInt8, _ third: UInt8) -> Meaning {
        switch (second, third) {
        case (0x80, 0x80...0x8A), (0x80, 0xAF), (0x81, 0x9F): .blank(3)
        case (0x80, 0x8B...0x8F), (0x81, 0xA0): .nothing(3)
        case (0x80, 0x90...0x95), (0x88, 0x92): .hyphen(3)
        case (0x80, 0xA8), (0x80, 0xA9): .lineEnd(3)
        default: .byte
        }
    }
}
