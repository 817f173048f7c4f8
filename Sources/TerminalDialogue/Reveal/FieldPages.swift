// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import ShareEnvelope

/// A field's value cut into screen pages that make every byte visible, with a legend of its stand-ins.
struct FieldPages {
    let field: CredentialField
    private let picture: ValuePicture
    private let legend: PictureLegend
    /// Whether the legend leaves too little room, and so gets its own pages after the others.
    private let isLegendApart: Bool
    private let height: Int
    /// The rows of each page, as places in the value.
    private let pages: [[Range<Int>]]

    /// - Parameters:
    ///   - columns: the width of the screen.
    ///   - height: the lines for value and legend.
    init(_ field: CredentialField, columns: Int, height: Int, _ letters: ScreenLetters) {
        self.field = field
        self.height = height
        let picture = ValuePicture(field.value, letters)
        let legend = PictureLegend(field.value, picture, columns: columns)
        let rowHeight = picture.marksAlikes ? 2 : 1
        let taken = legend.lines.count + 1
        isLegendApart = height - taken < 2 * rowHeight
        let rows = max((isLegendApart ? height : height - taken) / rowHeight, 1)
        self.picture = picture
        self.legend = legend
        // Two columns go to the bars on either side.
        let all = Self.rows(of: field.value, picture, columns: max(columns, 20) - 2)
        pages = stride(from: 0, to: all.count, by: rows).map { Array(all[$0..<min($0 + rows, all.count)]) }
    }

    /// Whether the field is a seed, which is shown as its current code.
    var isOneTimePassword: Bool { field.kind == .oneTimePasswordSeed }

    /// How many pages there are, at least one.
    var count: Int {
        guard !isOneTimePassword else { return 1 }
        return pages.count + (isLegendApart ? (legend.lines.count + height - 1) / height : 0)
    }

    /// What to write for a page.
    func page(_ index: Int) -> SecretBytes {
        var text = SecretWriter(capacity: 4096)
        if index < pages.count {
            for row in pages[index] {
                text.append(picture.row(field.value, row))
                text.append(Self.lineEnd)
                guard picture.marksAlikes else { continue }
                text.append(picture.marks(field.value, row))
                text.append(Self.lineEnd)
            }
            guard !isLegendApart else { return text.finish() }
            text.append(Self.lineEnd)
        }
        let first = max(index - pages.count, 0) * height
        for line in legend.lines.dropFirst(first).prefix(height) {
            text.append(line.bytes)
            text.append(Self.lineEnd)
        }
        return text.finish()
    }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    private static func rows(of value: borrowing SecretBytes, _ picture: ValuePicture, columns: Int) -> [Range<Int>] {
        var rows: [Range<Int>] = []
        var (start, index, column) = (0, 0, 0)
        while index < value.count {
            let glyph = Glyph(value, at: index, picture.letters)
            let width = picture.columns(of: glyph)
            if column > 0, column + width > columns {
                rows.append(start..<index)
                (start, column) = (index, 0)
            }
            index += glyph.byteCount
            column += width
            if glyph.isLineEnd {
                rows.append(start..<index)
                (start, column) = (index, 0)
            }
        }
        if start < value.count { rows.append(start..<value.count) }
        return rows
    }
}
