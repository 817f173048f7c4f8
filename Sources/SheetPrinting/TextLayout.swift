// SPDX-License-Identifier: Apache-2.0

import CPangoCairo

/// One text laid out by Pango: it is measured, shrunk until it fits, and shown.
@safe
final class TextLayout {
    let style: TextStyle
    /// The size that it is laid out at, in points.
    private(set) var size: Double
    private let layout: OpaquePointer
    private let context: OpaquePointer

    init(_ text: borrowing Span<UInt8>, style: TextStyle, boldPrefix: Int = 0, context: OpaquePointer) {
        self.style = style
        size = style.size
        unsafe self.context = unsafe context
        let pango = unsafe FontChoice.shared.context(for: text)
        unsafe pango_cairo_update_context(context, pango)
        unsafe layout = pango_layout_new(pango)
        unsafe g_object_unref(UnsafeMutableRawPointer(pango))
        // One unit of the page is one point, and there is no hinting. Every file format then breaks lines alike.
        unsafe pango_cairo_context_set_resolution(pango, 72)
        let options = unsafe cairo_font_options_create()
        unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        unsafe pango_cairo_context_set_font_options(pango, options)
        unsafe cairo_font_options_destroy(options)
        unsafe pango_context_set_round_glyph_positions(pango, 0)
        // Our sentences run left to right; names within them are isolated.
        unsafe pango_layout_set_auto_dir(layout, 0)
        unsafe pango_layout_set_single_paragraph_mode(layout, 1)
        unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if style.lineSpacing != 1 { unsafe pango_layout_set_line_spacing(layout, Float(style.lineSpacing)) }
        unsafe text.withUnsafeBufferPointer { bytes in
            // Pango copies the bytes.
            unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                unsafe pango_layout_set_text(layout, characters.baseAddress, Int32(characters.count))
            }
        }
        let attributes = unsafe pango_attr_list_new()
        // An added hyphen could be read as part of a name.
        unsafe pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        if style.letterSpacing > 0 {
            unsafe pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(units(style.letterSpacing)))
        }
        if boldPrefix > 0, let bold = unsafe pango_attr_weight_new(PANGO_WEIGHT_BOLD) {
            unsafe bold.pointee.end_index = UInt32(boldPrefix)
            unsafe pango_attr_list_insert(attributes, bold)
        }
        unsafe pango_layout_set_attributes(layout, attributes)
        unsafe pango_attr_list_unref(attributes)
    }

    deinit {
        unsafe g_object_unref(UnsafeMutableRawPointer(layout))
    }

    /// Finds the largest size at which the text fits. If none fits, cuts the text at the smallest and returns `false`.
    func fit(width: Double, height: Double) -> Bool {
        for size in stride(from: style.size, through: style.smallest, by: -0.25) {
            set(size: size, width: width)
            let extents = self.extents
            if extents.width <= width + 0.01, extents.height <= height + 0.01 { return true }
        }
        set(size: style.smallest, width: width)
        unsafe pango_layout_set_width(layout, units(width))
        unsafe pango_layout_set_height(layout, style.wraps ? units(height) : -1)
        unsafe pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
        return false
    }

    /// Lays the text out at one size.
    func set(size: Double, width: Double) {
        self.size = size
        let font = unsafe pango_font_description_from_string(style.family.rawValue)
        defer { unsafe pango_font_description_free(font) }
        unsafe pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
        if style.isBold { unsafe pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
        unsafe pango_layout_set_font_description(layout, font)
        unsafe pango_layout_set_width(layout, style.wraps && width.isFinite ? units(width) : -1)
    }

    /// The rectangle of the lines, relative to the layout's origin.
    var extents: Box {
        var logical = PangoRectangle()
        unsafe pango_layout_get_extents(layout, nil, &logical)
        return Box(logical)
    }

    /// The rectangle of the visible ink, relative to the layout's origin.
    var ink: Box {
        var ink = PangoRectangle()
        unsafe pango_layout_get_extents(layout, &ink, nil)
        return Box(ink)
    }

    /// Draws the layout with its origin at this point of the context.
    func show(at x: Double, _ y: Double) {
        unsafe cairo_move_to(context, x, y)
        unsafe pango_cairo_show_layout(context, layout)
    }
}

private func units(_ length: Double) -> Int32 { Int32((length * Double(PANGO_SCALE)).rounded()) }

extension Box {
    fileprivate init(_ rectangle: PangoRectangle) {
        let scale = Double(PANGO_SCALE)
        self.init(
            x: Double(rectangle.x) / scale, y: Double(rectangle.y) / scale, width: Double(rectangle.width) / scale,
            height: Double(rectangle.height) / scale)
    }
}
