// SPDX-License-Identifier: Apache-2.0
//
// Measures and draws the rows of a table. A row that does not fit on the rest of a page goes to the next page. If that
// would leave too much of the page empty, the row is split between two of its texts.

/// Lays out the rows of a table at a width.
struct TableLayout {
    private static let padding = (x: millimetres(1.6), y: millimetres(1.5))
    private static let titleHeight = millimetres(6.2)
    private static let titleStyle = TextStyle(size: 7.5, smallest: 4.5, isBold: true)

    let table: PaperTable
    private let widths: [Double]
    private let canvas: Canvas

    init(_ table: PaperTable, width: Double, measuredOn canvas: Canvas) {
        self.table = table
        self.canvas = canvas
        let fixed = table.columns.map { $0.width.map(millimetres) }
        let left = width - fixed.reduce(0) { $0 + ($1 ?? 0) }
        let sharing = fixed.count { $0 == nil }
        widths = fixed.map { $0 ?? left / Double(sharing) }
    }

    /// The height of the line of titles; 0 if no column has a title.
    var headHeight: Double { table.columns.contains { !$0.title.isEmpty } ? Self.titleHeight : 0 }

    func height(of row: PaperTable.Row) -> Double {
        let needed = zip(row.cells, widths).map { cell, width -> Double in
            let inner = width - 2 * Self.padding.x
            switch cell {
            case .text(let texts): return TextStack(texts: texts).height(width: inner, on: canvas)
            case .ticks(let words): return TickBoxes(words: words).height(width: inner, on: canvas)
            case .blank: return 0
            }
        }
        return max(millimetres(row.height), (needed.max() ?? 0) + 2 * Self.padding.y)
    }

    /// Splits a row into the part that fits a height and the rest; `nil` if it cannot be split there.
    func split(_ row: PaperTable.Row, height: Double) -> (fitting: PaperTable.Row, rest: PaperTable.Row)? {
        var (fitting, rest): ([PaperTable.Cell], [PaperTable.Cell]) = ([], [])
        for (cell, width) in zip(row.cells, widths) {
            guard case .text(let texts) = cell else {
                fitting.append(cell)
                rest.append(.blank)
                continue
            }
            guard
                let parts = TextStack(texts: texts).split(
                    height: height - 2 * Self.padding.y, width: width - 2 * Self.padding.x, on: canvas)
            else { return nil }
            fitting.append(.text(parts.fitting.texts))
            rest.append(.text(parts.rest.texts))
        }
        guard rest.contains(where: { if case .text(let texts) = $0 { !texts.isEmpty } else { false } }) else {
            return nil
        }
        return (PaperTable.Row(fitting), PaperTable.Row(rest))
    }

    func drawHead(in box: Box, on canvas: Canvas) {
        var rest = box
        for (column, width) in zip(table.columns, widths) {
            var cell = rest.takeLeft(width)
            _ = cell.takeLeft(Self.padding.x)
            _ = cell.takeRight(Self.padding.x)
            _ = cell.takeTop(millimetres(1.4))
            canvas.text(column.title, in: cell, Self.titleStyle)
        }
        canvas.line(fromX: box.x, y: box.bottom, toX: box.right, y: box.bottom, width: 0.9)
    }

    func draw(_ row: PaperTable.Row, in box: Box, on canvas: Canvas) {
        var rest = box
        for (index, (cell, width)) in zip(row.cells, widths).enumerated() {
            var inner = rest.takeLeft(width)
            if index > 0, headHeight > 0 {
                canvas.line(fromX: inner.x, y: box.y, toX: inner.x, y: box.bottom, width: 0.25)
            }
            _ = inner.takeLeft(Self.padding.x)
            _ = inner.takeRight(Self.padding.x)
            _ = inner.takeTop(Self.padding.y)
            switch cell {
            case .text(let texts): TextStack(texts: texts).draw(in: inner, on: canvas)
            case .ticks(let words): TickBoxes(words: words).draw(in: inner, on: canvas)
            case .blank: break
            }
        }
        canvas.line(fromX: box.x, y: box.bottom, toX: box.right, y: box.bottom, width: 0.35)
    }
}
