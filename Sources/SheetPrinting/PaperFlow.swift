// SPDX-License-Identifier: Apache-2.0

/// Lays out the blocks of a paper on pages. A block that does not fit on a page starts the next one.
struct PaperFlow {
    /// An item at its place on a page. It draws on the canvas that it is given.
    struct Placed {
        let box: Box
        let draw: (Box, Canvas) -> Void
    }

    /// A row taller than this fraction of a page is split, not moved to the next page.
    private static let tallRow = 0.35

    private(set) var pages: [[Placed]] = [[]]
    private let frame: Box
    private let canvas: Canvas
    private var y: Double

    /// - Parameter canvas: used to measure texts.
    init(frame: Box, measuredOn canvas: Canvas) {
        self.frame = frame
        self.canvas = canvas
        y = frame.y
    }

    private var left: Double { frame.bottom - y }
    private var isAtTop: Bool { y <= frame.y }

    mutating func add(_ blocks: [PaperBlock]) {
        for (index, block) in blocks.enumerated() {
            // A heading is never the last thing on a page.
            let next = index + 1 < blocks.count ? blocks[index + 1] : nil
            add(block, keepingWith: next.map(startHeight) ?? 0)
        }
    }

    private mutating func add(_ block: PaperBlock, keepingWith next: Double) {
        switch block {
        case .newPage: if !isAtTop { turn() }
        case .space(let length): y += isAtTop ? 0 : min(millimetres(length), left)
        case .table(let table): add(table)
        case .together(let blocks):
            if blocks.reduce(0, { $0 + height(of: $1) }) > left { turn() }
            add(blocks)
        default:
            let height = height(of: block)
            if height + (Self.isName(block) ? next : 0) > left + 0.01 { turn() }
            place(height: height) { box, canvas in block.draw(in: box, on: canvas) }
        }
    }

    private static func isName(_ block: PaperBlock) -> Bool {
        switch block {
        case .heading, .subheading, .title: true
        default: false
        }
    }

    /// How much of a block must stay with the heading above it.
    private func startHeight(of block: PaperBlock) -> Double {
        switch block {
        case .table(let table):
            let layout = TableLayout(table, width: frame.width, measuredOn: canvas)
            return layout.headHeight + min(table.rows.first.map(layout.height) ?? 0, frame.height * Self.tallRow)
        case .together(let blocks): return blocks.reduce(0) { $0 + height(of: $1) }
        case .subheading: return height(of: block) + millimetres(20)
        default: return height(of: block)
        }
    }

    private func height(of block: PaperBlock) -> Double {
        guard case .table(let table) = block else { return block.height(width: frame.width, measuredOn: canvas) }
        let layout = TableLayout(table, width: frame.width, measuredOn: canvas)
        return table.rows.reduce(layout.headHeight) { $0 + layout.height(of: $1) }
    }

    private mutating func turn() {
        guard !isAtTop else { return }
        pages.append([])
        y = frame.y
    }

    private mutating func place(height: Double, _ draw: @escaping (Box, Canvas) -> Void) {
        pages[pages.count - 1].append(
            Placed(box: Box(x: frame.x, y: y, width: frame.width, height: min(height, left)), draw: draw))
        y += height
    }

    // MARK: - Tables

    private mutating func add(_ table: PaperTable) {
        let layout = TableLayout(table, width: frame.width, measuredOn: canvas)
        var isHeadPlaced = false
        for row in table.rows {
            var row = row
            while true {
                let head = isHeadPlaced ? 0 : layout.headHeight
                let height = layout.height(of: row)
                if head + height <= left + 0.01 {
                    placeHead(of: layout, &isHeadPlaced)
                    place(height: height) { box, canvas in layout.draw(row, in: box, on: canvas) }
                    break
                }
                if height > frame.height * Self.tallRow, left > frame.height * 0.2,
                    let parts = layout.split(row, height: left - head)
                {
                    placeHead(of: layout, &isHeadPlaced)
                    let fitting = parts.fitting
                    place(height: layout.height(of: fitting)) { box, canvas in
                        layout.draw(fitting, in: box, on: canvas)
                    }
                    row = parts.rest
                } else if isAtTop || (isHeadPlaced && y <= frame.y + layout.headHeight + 0.01) {
                    // Only a text at the ledger's limit in a narrow column is taller than a page. It shrinks.
                    placeHead(of: layout, &isHeadPlaced)
                    place(height: left) { box, canvas in layout.draw(row, in: box, on: canvas) }
                    break
                }
                turn()
                isHeadPlaced = false
            }
        }
    }

    private mutating func placeHead(of layout: TableLayout, _ isPlaced: inout Bool) {
        guard !isPlaced else { return }
        isPlaced = true
        guard layout.headHeight > 0 else { return }
        place(height: layout.headHeight) { box, canvas in layout.drawHead(in: box, on: canvas) }
    }
}
