// SPDX-License-Identifier: Apache-2.0

/// More public pages: codes that did not fit on the first page, then lines for typing.
struct ContinuationFlow {
    /// One item that is never split across pages.
    enum Block {
        case heading(String, note: String)
        case codes([EncodedCode])
        case line(String)
    }

    struct Page {
        var blocks: [(block: Block, y: Double)] = []
    }

    /// 0.677 mm: three full parts fit side by side, and a module is a whole number of pixels at 150 dpi too.
    static let moduleDots = 8
    private static let columns = 3
    private static let lineHeight = millimetres(5.2)
    private static let headingHeight = millimetres(16)
    private static let rowGap = millimetres(3)

    private(set) var pages: [Page]
    private let frames: (first: Box, other: Box)
    private var y: Double

    /// Starts on a page where `first` is free; on later pages `other` is free.
    init(first: Box, other: Box) {
        frames = (first, other)
        pages = [Page()]
        y = first.y
    }

    /// Places codes row by row.
    mutating func add(_ codes: [EncodedCode], title: String, note: String) {
        guard !codes.isEmpty else { return }
        let rows = stride(from: 0, to: codes.count, by: Self.columns).map { start in
            Array(codes[start..<min(start + Self.columns, codes.count)])
        }
        place(.heading(title, note: note), keepingWith: .codes(rows[0]))
        for row in rows { place(.codes(row)) }
    }

    /// Places lines for typing.
    mutating func add(_ lines: CheckedLines) {
        add(
            lines.lines, title: "\(lines.title), if no camera works: type these \(lines.lines.count) lines",
            note: "You need them once, from any one sheet of this set. Each line is checked as you finish it; "
                + "spaces and capitals do not matter.")
    }

    /// Places lines under a heading.
    mutating func add(_ lines: [String], title: String, note: String) {
        guard let first = lines.first else { return }
        place(.heading(title, note: note), keepingWith: .line(first))
        for line in lines { place(.line(line)) }
    }

    private mutating func place(_ block: Block, keepingWith next: Block? = nil) {
        let needed = Self.height(of: block) + (next.map(Self.height) ?? 0)
        if y + needed > frames.first.bottom + 0.01 {
            pages.append(Page())
            y = frames.other.y
        }
        pages[pages.count - 1].blocks.append((block, y))
        y += Self.height(of: block)
    }

    private static func height(of block: Block) -> Double {
        switch block {
        case .heading: headingHeight
        case .line: lineHeight
        case .codes(let codes): (codes.map { $0.height(dots: moduleDots) }.max() ?? 0) + rowGap
        }
    }

    /// Draws one of its pages.
    func draw(page: Int, on canvas: Canvas) {
        let box = frames.first
        for (block, y) in pages[page].blocks {
            switch block {
            case .heading(let title, let note):
                var rest = Box(x: box.x, y: y + millimetres(4), width: box.width, height: Self.headingHeight)
                canvas.text(title, in: rest.takeTop(millimetres(5.5)), TextStyle(size: 12, smallest: 8, isBold: true))
                canvas.text(note, in: rest.takeTop(millimetres(4.5)), TextStyle(size: 9, smallest: 6))
            case .line(let line):
                canvas.text(
                    line, in: Box(x: box.x, y: y, width: box.width, height: Self.lineHeight),
                    TextStyle(size: 11, smallest: 7, family: .monospace))
            case .codes(let codes):
                for (column, code) in codes.enumerated() {
                    // The quiet zone extends to the left, so that the dark modules line up with the text.
                    let x = box.x + Double(column) * box.width / Double(Self.columns)
                    code.draw(
                        atX: x - code.quietZone(dots: Self.moduleDots), y: y, dots: Self.moduleDots, on: canvas)
                }
            }
        }
    }
}
