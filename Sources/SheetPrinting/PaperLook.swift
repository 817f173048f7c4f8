// SPDX-License-Identifier: Apache-2.0

extension PaperText {
    /// The style of its look.
    var style: TextStyle {
        switch look {
        case .plain: TextStyle(size: 9, smallest: 5, wraps: true)
        case .strong: TextStyle(size: 9.5, smallest: 5, isBold: true, wraps: true)
        case .small: TextStyle(size: 7.5, smallest: 5, wraps: true)
        case .typed: TextStyle(size: 8.25, smallest: 5, family: .monospace, wraps: true)
        case .smallTyped: TextStyle(size: 6.75, smallest: 5, family: .monospace, wraps: true)
        }
    }

    /// Whether it is something to type.
    var isTyped: Bool { look == .typed || look == .smallTyped }

    private var paragraph: Paragraph { Paragraph(lead: lead, text: text) }

    /// Its height at this width.
    func height(width: Double, on canvas: Canvas) -> Double {
        canvas.height(of: [paragraph], width: width, style)
    }

    /// Draws it from the top of a box.
    func draw(in box: Box, on canvas: Canvas) { canvas.paragraphs([paragraph], in: box, style) }
}

/// Texts one under the other.
struct TextStack {
    var texts: [PaperText]

    /// The space before a text. Lines to type are close together.
    private func gap(before index: Int) -> Double {
        guard index > 0 else { return 0 }
        return texts[index].isTyped && texts[index - 1].isTyped ? millimetres(0.2) : millimetres(1)
    }

    func height(width: Double, on canvas: Canvas) -> Double {
        texts.indices.reduce(0) { $0 + gap(before: $1) + texts[$1].height(width: width, on: canvas) }
    }

    func draw(in box: Box, on canvas: Canvas) {
        var rest = box
        for (index, text) in texts.enumerated() {
            _ = rest.takeTop(gap(before: index))
            let height = text.height(width: box.width, on: canvas)
            var room = rest.takeTop(min(height, max(rest.height, 0)))
            // Rounding must not shrink a text that was measured to fit.
            if height <= room.height { room.height += 0.02 }
            text.draw(in: room, on: canvas)
        }
    }

    /// Splits the texts into those that fit a height and the rest; `nil` if not even the first one fits.
    func split(height: Double, width: Double, on canvas: Canvas) -> (fitting: TextStack, rest: TextStack)? {
        var count = texts.count
        while count > 0, TextStack(texts: Array(texts[..<count])).height(width: width, on: canvas) > height {
            count -= 1
        }
        guard count > 0 || texts.isEmpty else { return nil }
        return (TextStack(texts: Array(texts[..<count])), TextStack(texts: Array(texts[count...])))
    }
}

/// Boxes to tick, each followed by a word: side by side if there is room, otherwise one below the other.
struct TickBoxes {
    private static let side = millimetres(3)
    private static let gap = millimetres(1.4)
    private static let lineHeight = millimetres(4.6)
    private static let style = TextStyle(size: 8.5, smallest: 5)

    let words: [String]

    private func widths(on canvas: Canvas) -> [Double] {
        words.map { word in
            Self.side + (word.isEmpty ? 0 : Self.gap + canvas.size(of: word, Self.style).width + millimetres(0.4))
        }
    }

    private func isRow(width: Double, on canvas: Canvas) -> Bool {
        let widths = widths(on: canvas)
        return widths.reduce(0, +) + Double(widths.count - 1) * 2 * Self.gap <= width
    }

    /// Their width when side by side.
    func width(on canvas: Canvas) -> Double {
        widths(on: canvas).reduce(0, +) + Double(words.count - 1) * 3 * Self.gap
    }

    func height(width: Double, on canvas: Canvas) -> Double {
        isRow(width: width, on: canvas) ? Self.lineHeight : Double(words.count) * Self.lineHeight
    }

    func draw(in box: Box, on canvas: Canvas) {
        let isRow = isRow(width: box.width, on: canvas)
        var (x, y) = (box.x, box.y)
        for (word, width) in zip(words, widths(on: canvas)) {
            canvas.outline(Box(x: x, y: y + millimetres(0.4), width: Self.side, height: Self.side), width: 0.6)
            if !word.isEmpty {
                let left = x + Self.side + Self.gap
                canvas.text(
                    word,
                    in: Box(
                        x: left, y: y, width: isRow ? width - Self.side - Self.gap : box.right - left,
                        height: Self.lineHeight), Self.style)
            }
            if isRow { x += width + 3 * Self.gap } else { y += Self.lineHeight }
        }
    }
}
