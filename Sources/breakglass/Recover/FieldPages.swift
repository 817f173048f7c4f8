// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import ShareEnvelope

/// A field's value cut into pages of a screen, with nothing in it that could steer the terminal.
struct FieldPages {
    let field: CredentialField
    private let columns: Int
    private let rows: Int
    /// Where each page starts in the value, and where the last one ends.
    private let starts: [Int]

    init(_ field: CredentialField, columns: Int, rows: Int) {
        self.field = field
        self.columns = max(columns, 20)
        self.rows = rows
        starts = field.kind == .oneTimePasswordSeed ? [0, 0] : Self.starts(field.value, self.columns, self.rows)
    }

    /// Whether the field is a seed, which is shown as its current code.
    var isOneTimePassword: Bool { field.kind == .oneTimePasswordSeed }

    /// How many pages there are, at least one.
    var count: Int { starts.count - 1 }

    /// How many columns a field's value may take on one line; nothing when it has line ends.
    static func columns(of field: CredentialField) -> Int? {
        guard field.kind != .oneTimePasswordSeed else { return RevealScreen.codeColumns }
        var columns = 0
        var index = 0
        while index < field.value.count {
            let step = Glyph(field.value, at: index)
            guard !step.isLineEnd else { return nil }
            columns += step.width
            index += step.byteCount
        }
        return columns
    }

    /// How many columns a name may take.
    static func columns(of name: String) -> Int {
        name.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
    }

    /// What to write for a page.
    func page(_ index: Int) -> SecretBytes {
        Self.rendered(field.value, starts[index]..<starts[index + 1], columns)
    }

    private static func starts(_ value: borrowing SecretBytes, _ columns: Int, _ rows: Int) -> [Int] {
        var starts = [0]
        var row = 0
        var column = 0
        var index = 0
        while index < value.count {
            let step = Glyph(value, at: index)
            if step.isLineEnd || column + step.width > columns {
                row += 1
                column = 0
                if row == rows {
                    starts.append(step.isLineEnd ? index + step.byteCount : index)
                    row = 0
                }
            }
            if !step.isLineEnd { column += step.width }
            index += step.byteCount
        }
        if starts.last != value.count { starts.append(value.count) }
        return starts
    }

    private static func rendered(
        _ value: borrowing SecretBytes, _ range: Range<Int>, _ columns: Int
    ) -> SecretBytes {
        var text = SecretWriter(capacity: range.count * 2 + 16)
        var column = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let step = Glyph(value, at: index)
            if step.isLineEnd || column + step.width > columns {
                text.append([0x0D, 0x0A])
                column = 0
            }
            if !step.isLineEnd {
                step.append(value, at: index, to: &text)
                column += step.width
            }
            index += step.byteCount
        }
        return text.finish()
    }
}

/// One step through a value: a character, a line end, or a byte that is shown as `\xNN`.
private struct Glyph {
    let byteCount: Int
    let width: Int
    let isLineEnd: Bool
    private let isRaw: Bool

    init(_ value: borrowing SecretBytes, at index: Int) {
        let byte = value.span[index]
        isLineEnd = byte == 0x0A
        let length = Self.characterLength(value, at: index)
        isRaw = length == nil && !isLineEnd
        byteCount = length ?? 1
        // Characters beyond ASCII may take two columns.
        width = isRaw ? 4 : byte < 0x80 ? 1 : 2
    }

    func append(_ value: borrowing SecretBytes, at index: Int, to text: inout SecretWriter) {
        guard isRaw else { return text.append(value, range: index..<index + byteCount) }
        let digits = Array("0123456789ABCDEF".utf8)
        let byte = Int(value.span[index])
        text.append([0x5C, 0x78, digits[byte >> 4], digits[byte & 15]])
    }

    /// The bytes of a printable UTF-8 character, or nil for anything else.
    private static func characterLength(_ value: borrowing SecretBytes, at index: Int) -> Int? {
        let first = value.span[index]
        if (0x20...0x7E).contains(first) { return 1 }
        let length: Int
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return nil
        }
        guard index + length <= value.count else { return nil }
        for offset in 1..<length where value.span[index + offset] & 0xC0 != 0x80 { return nil }
        // U+0080 to U+009F are controls.
        if first == 0xC2, value.span[index + 1] < 0xA0 { return nil }
        return length
    }
}
