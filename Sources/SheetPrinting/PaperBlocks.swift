// SPDX-License-Identifier: Apache-2.0

/// Measures and draws the blocks other than tables.
extension PaperBlock {
    private static let fieldHeight = millimetres(10)
    private static let fieldGap = millimetres(1.6)
    private static let writingLine = millimetres(7)

    /// The block's height at this width.
    func height(width: Double, measuredOn canvas: Canvas) -> Double {
        switch self {
        case .title(_, let title, let under):
            return millimetres(15)
                + canvas.height(of: [Paragraph(lead: "", text: title)], width: width, Self.titleStyle)
                + (under.isEmpty
                    ? 0
                    : canvas.height(of: [Paragraph(lead: "", text: under)], width: width, Self.underStyle)
                        + millimetres(2))
        case .heading: return millimetres(15)
        case .subheading: return millimetres(11)
        case .text(let texts): return TextStack(texts: texts).height(width: width, on: canvas) + millimetres(2.5)
        case .fields(let fields, let perRow):
            return Double((fields.count + perRow - 1) / perRow) * (Self.fieldHeight + Self.fieldGap)
        case .signatures: return millimetres(14)
        case .writing(_, let lines): return millimetres(4) + Double(lines) * Self.writingLine
        case .choice: return millimetres(7)
        case .checkpoint: return CheckpointBlock.height + millimetres(4)
        case .together(let blocks):
            return blocks.reduce(0) { $0 + $1.height(width: width, measuredOn: canvas) }
        case .space(let length): return millimetres(length)
        case .table(let table):
            let layout = TableLayout(table, width: width, measuredOn: canvas)
            return table.rows.reduce(layout.headHeight) { $0 + layout.height(of: $1) }
        case .newPage: return 0
        }
    }

    private static let titleStyle = TextStyle(size: 22, smallest: 9, isBold: true, wraps: true)
    private static let underStyle = TextStyle(size: 12, smallest: 7, wraps: true)

    func draw(in box: Box, on canvas: Canvas) {
        var rest = box
        switch self {
        case .title(let over, let title, let under):
            _ = rest.takeTop(millimetres(3))
            canvas.text(
                over, in: rest.takeTop(millimetres(5), gap: millimetres(1.5)), TextStyle(size: 10, smallest: 6))
            let titles = [Paragraph(lead: "", text: title)]
            let height = canvas.height(of: titles, width: box.width, Self.titleStyle) + 0.02
            canvas.paragraphs(titles, in: rest.takeTop(height, gap: millimetres(2)), Self.titleStyle)
            guard !under.isEmpty else { return }
            let unders = [Paragraph(lead: "", text: under)]
            canvas.paragraphs(
                unders, in: rest.takeTop(canvas.height(of: unders, width: box.width, Self.underStyle) + 0.02),
                Self.underStyle)
        case .heading(let text):
            _ = rest.takeTop(millimetres(4.5))
            canvas.text(text, in: rest.takeTop(millimetres(7)), TextStyle(size: 14, smallest: 8, isBold: true))
        case .subheading(let text):
            _ = rest.takeTop(millimetres(4))
            canvas.text(text, in: rest.takeTop(millimetres(5.5)), TextStyle(size: 10.5, smallest: 7, isBold: true))
        case .text(let texts): TextStack(texts: texts).draw(in: rest, on: canvas)
        case .fields(let fields, let perRow): drawFields(fields, perRow, in: box, on: canvas)
        case .signatures(let names):
            _ = rest.takeBottom(millimetres(1.5))
            WritingLine.row(names.map { WritingLine($0) }, in: rest, on: canvas)
        case .writing(let name, let lines):
            canvas.text(name, in: rest.takeTop(millimetres(3.6)), TextStyle.caption.sized(7.5))
            for _ in 0..<lines {
                let line = rest.takeTop(Self.writingLine)
                canvas.line(fromX: line.x, y: line.bottom, toX: line.right, y: line.bottom, width: 0.35)
            }
        case .choice(let sentence, let words):
            let boxes = TickBoxes(words: words)
            let right = rest.takeRight(boxes.width(on: canvas) + 0.1, gap: millimetres(4))
            PaperText(sentence).draw(in: rest, on: canvas)
            boxes.draw(in: right, on: canvas)
        case .checkpoint(let checkpoint):
            _ = rest.takeTop(millimetres(1))
            // The format makes this code, so it always fits.
            try? CheckpointBlock(checkpoint).draw(in: rest.takeLeft(millimetres(80)), on: canvas)
        case .table, .together, .space, .newPage: break
        }
    }

    private func drawFields(_ fields: [PaperField], _ perRow: Int, in box: Box, on canvas: Canvas) {
        var rest = box
        let width = (box.width - Double(perRow - 1) * Self.fieldGap) / Double(perRow)
        for start in stride(from: 0, to: fields.count, by: perRow) {
            var row = rest.takeTop(Self.fieldHeight, gap: Self.fieldGap)
            for field in fields[start..<min(start + perRow, fields.count)] {
                let cell = row.takeLeft(width, gap: Self.fieldGap)
                canvas.outline(cell, width: 0.35)
                var inner = Box(
                    x: cell.x + millimetres(1), y: cell.y + millimetres(0.7), width: cell.width - millimetres(2),
                    height: cell.height - millimetres(1.2))
                canvas.text(
                    field.name, in: inner.takeTop(millimetres(2.8), gap: millimetres(0.4)),
                    TextStyle(size: 6.5, smallest: 4))
                guard let value = field.value else { continue }
                canvas.text(value, in: inner, TextStyle(size: 9.5, smallest: 5, family: .monospace))
            }
        }
    }
}
