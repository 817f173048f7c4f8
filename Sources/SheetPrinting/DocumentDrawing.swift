// SPDX-License-Identifier: Apache-2.0

/// Draws papers that people read, fill in and sign.
package enum DocumentDrawing {
    private static let headHeight = millimetres(9)
    private static let footHeight = millimetres(7)

    /// The paper as a PDF. The same content gives the same bytes.
    ///
    /// - Throws: `PrintingError` when it cannot be drawn.
    package static func draw(_ document: PaperDocument, paper: PaperSize) throws(PrintingError) -> SheetFile {
        var files = FileSequence(format: .pdf, paper: paper, title: document.title, created: document.created)
        let pages = pages(of: document, paper: paper)
        for index in pages.indices {
            draw(pages, index, of: document, paper: paper, on: files.startPage())
            try files.endPage()
        }
        guard let file = try files.finish().first else { throw .drawingFailed("a paper has a page") }
        return file
    }

    /// How many pages the paper has.
    package static func pageCount(of document: PaperDocument, paper: PaperSize) -> Int {
        pages(of: document, paper: paper).count
    }

    /// The content of each page.
    static func pages(of document: PaperDocument, paper: PaperSize) -> [[PaperFlow.Placed]] {
        // Texts are measured on a page that is thrown away, because the number of pages is not known before.
        let scratch = DrawingSurface(format: .svg, paper: paper)
        var body = PageFrame(paper: paper).whole
        _ = body.takeTop(headHeight)
        _ = body.takeBottom(footHeight)
        var flow = PaperFlow(frame: body, measuredOn: scratch.canvas)
        flow.add(document.blocks)
        return withExtendedLifetime(scratch) { flow.pages }
    }

    static func draw(
        _ pages: [[PaperFlow.Placed]], _ index: Int, of document: PaperDocument, paper: PaperSize, on canvas: Canvas
    ) {
        var frame = PageFrame(paper: paper).whole
        let style = TextStyle(size: 8, smallest: 4)
        var head = frame.takeTop(millimetres(4))
        var foot = frame.takeBottom(millimetres(4))
        canvas.line(fromX: head.x, y: head.bottom + 2, toX: head.right, y: head.bottom + 2, width: 0.35)
        canvas.line(fromX: foot.x, y: foot.y - 3, toX: foot.right, y: foot.y - 3, width: 0.35)
        if !document.mark.isEmpty {
            canvas.text(
                document.mark, in: head.takeRight(millimetres(24), gap: millimetres(3)), style.bold().aligned(.right))
        }
        canvas.text(document.head, in: head, style)
        canvas.text(
            "page \(index + 1) of \(pages.count)", in: foot.takeRight(millimetres(26), gap: millimetres(3)),
            style.aligned(.right))
        canvas.text(document.foot, in: foot, style)
        for placed in pages[index] { placed.draw(placed.box, canvas) }
    }
}
