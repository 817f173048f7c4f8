// SPDX-License-Identifier: Apache-2.0
//
// Draws texts that fit their boxes, lines and codes, black on white, in points. Pango copies the texts that it lays
// out, so sheets are drawn in a process that exits.

import CPangoCairo

/// Draws on one cairo context.
@safe
final class Canvas {
    /// A text that was drawn: the box that it was given and where its ink is.
    struct Placement: Equatable {
        let page: Int
        let box: Box
        let ink: Box
        let isCut: Bool
        /// The size of its letters in points.
        let size: Double
    }

    /// A code that was drawn, with its module size in points.
    struct DrawnCode: Equatable {
        let page: Int
        let box: Box
        let module: Double
    }

    /// What was drawn so far, for tests that measure it.
    private(set) var placements: [Placement] = []
    private(set) var drawnCodes: [DrawnCode] = []
    private(set) var page = 0

    // Borrowed from the surface that owns this canvas.
    private let context: OpaquePointer

    init(context: OpaquePointer) {
        unsafe self.context = unsafe context
    }

    /// Paints the page white and sets the color to black.
    func startPage() {
        page += 1
        unsafe cairo_set_source_rgb(context, 1, 1, 1)
        unsafe cairo_paint(context)
        unsafe cairo_set_source_rgb(context, 0, 0, 0)
    }

    /// Draws a text from the top of its box: at its style's size, smaller if it must be, and as a last resort cut with
    /// an ellipsis. Returns its height.
    @discardableResult
    func text(_ text: String, in box: Box, _ style: TextStyle) -> Double {
        var text = text
        return text.withUTF8 { bytes in
            unsafe self.text(bytes.span, in: box, style)
        }
    }

    /// The same for UTF-8 that must not become a `String`.
    @discardableResult
    func text(_ text: borrowing Span<UInt8>, in box: Box, _ style: TextStyle) -> Double {
        let layout = unsafe TextLayout(text, style: style, context: context)
        let isCut = !layout.fit(width: box.width, height: box.height)
        return draw(layout, in: box, isCut: isCut)
    }

    /// The size of a text at its style's full size, on one line.
    func size(of text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        let layout = layout(text, boldPrefix: 0, style)
        layout.set(size: style.size, width: .infinity)
        return (layout.extents.width, layout.extents.height)
    }

    /// Draws paragraphs one below the other, all at the largest size at which they fit the box together. Names at the
    /// format's limits can push that below the style's smallest size, because instructions are never cut.
    func paragraphs(_ paragraphs: [Paragraph], in box: Box, _ style: TextStyle) {
        let indent = paragraphs.contains { $0.number != nil } ? Paragraph.numberWidth : 0
        let layouts = paragraphs.map { paragraph in
            layout(paragraph.lead + paragraph.text, boldPrefix: paragraph.lead.utf8.count, style)
        }
        var rest = box
        var size = style.size
        var heights: [Double] = []
        while true {
            heights = layouts.map { layout in
                layout.set(size: size, width: box.width - indent)
                return layout.extents.height
            }
            let total = heights.reduce(0, +) + Double(heights.count - 1) * size * Paragraph.gap
            if total <= box.height || size <= 3 { break }
            size -= 0.25
        }
        for (index, paragraph) in paragraphs.enumerated() {
            var row = rest.takeTop(min(heights[index], rest.height), gap: size * Paragraph.gap)
            let number = row.takeLeft(indent)
            if let value = paragraph.number { text("\(value)", in: number, style.sized(size).bold()) }
            draw(layouts[index], in: row, isCut: size < style.smallest)
        }
    }

    /// The height of paragraphs, one below the other, at their style's full size.
    func height(of paragraphs: [Paragraph], width: Double, _ style: TextStyle) -> Double {
        let heights = paragraphs.map { paragraph in
            let layout = layout(paragraph.lead + paragraph.text, boldPrefix: paragraph.lead.utf8.count, style)
            layout.set(size: style.size, width: width)
            return layout.extents.height
        }
        return heights.reduce(0, +) + Double(max(heights.count - 1, 0)) * style.size * Paragraph.gap
    }

    private func layout(_ text: String, boldPrefix: Int, _ style: TextStyle) -> TextLayout {
        var text = text
        return text.withUTF8 { bytes in
            unsafe TextLayout(bytes.span, style: style, boldPrefix: boldPrefix, context: context)
        }
    }

    @discardableResult
    private func draw(_ layout: TextLayout, in box: Box, isCut: Bool) -> Double {
        // Scripts with tall letters can exceed a line's box even at the smallest size. As a last resort, scale.
        let extents = layout.extents
        let scale = min(1, box.height / extents.height, box.width / max(extents.width, 1))
        let slack = box.width - extents.width * scale
        let x =
            switch layout.style.alignment {
            case .left: box.x
            case .centre: box.x + slack / 2
            case .right: box.x + slack
            }
        unsafe cairo_save(context)
        unsafe cairo_translate(context, x, box.y)
        unsafe cairo_scale(context, scale, scale)
        layout.show(at: -extents.x, -extents.y)
        unsafe cairo_restore(context)
        let ink = layout.ink
        placements.append(
            Placement(
                page: page, box: box,
                ink: Box(
                    x: x + (ink.x - extents.x) * scale, y: box.y + (ink.y - extents.y) * scale,
                    width: ink.width * scale, height: ink.height * scale),
                isCut: isCut || scale < 0.9, size: layout.size * scale))
        return extents.height * scale
    }

    /// Draws a straight line.
    func line(fromX x1: Double, y y1: Double, toX x2: Double, y y2: Double, width: Double = 0.5, dash: Double? = nil) {
        unsafe cairo_save(context)
        unsafe cairo_set_line_width(context, width)
        if let dash { unsafe cairo_set_dash(context, [dash, dash], 2, 0) }
        unsafe cairo_move_to(context, x1, y1)
        unsafe cairo_line_to(context, x2, y2)
        unsafe cairo_stroke(context)
        unsafe cairo_restore(context)
    }

    /// Draws the outline of a box.
    func outline(_ box: Box, width: Double = 0.5) {
        unsafe cairo_save(context)
        unsafe cairo_set_line_width(context, width)
        unsafe cairo_rectangle(context, box.x, box.y, box.width, box.height)
        unsafe cairo_stroke(context)
        unsafe cairo_restore(context)
    }

    /// Draws a code with its quiet zone. Its corner is on the dot grid; `dots` is the side of a module.
    func code(_ symbol: QRSymbol, atX x: Double, y: Double, dots: Int) {
        let module = Double(dots) * DotGrid.dot
        let left = DotGrid.aligned(x) + Double(QRSymbol.quietZone) * module
        let top = DotGrid.aligned(y) + Double(QRSymbol.quietZone) * module
        unsafe cairo_save(context)
        unsafe cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE)
        for row in 0..<symbol.size {
            var column = 0
            while column < symbol.size {
                let start = column
                while column < symbol.size, symbol.isDark(column: column, row: row) { column += 1 }
                if column > start {
                    unsafe cairo_rectangle(
                        context, left + Double(start) * module, top + Double(row) * module,
                        Double(column - start) * module, module)
                }
                column += 1
            }
        }
        // One fill for the whole symbol, so that renderers leave no seams between the rows.
        unsafe cairo_fill(context)
        unsafe cairo_restore(context)
        let side = Double(symbol.size) * module
        drawnCodes.append(DrawnCode(page: page, box: Box(x: left, y: top, width: side, height: side), module: module))
    }
}
