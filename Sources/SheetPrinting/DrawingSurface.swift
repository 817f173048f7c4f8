// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows the file formats. Every byte that cairo writes goes straight into secret memory.

import CPangoCairo
import SecretMemory

/// A cairo surface that collects its file in secret memory.
@safe
final class DrawingSurface {
    /// Where cairo's write function appends.
    fileprivate final class Sink {
        var writer = SecretWriter(capacity: 64 * 1_024)

        func take() -> SecretWriter {
            var taken = SecretWriter()
            swap(&taken, &writer)
            return taken
        }
    }

    private let format: SheetFormat
    private let surface: OpaquePointer
    private let context: OpaquePointer
    // The surface keeps an unretained pointer to the sink, so the sink must live as long as the surface.
    private let sink = Sink()

    /// Draws on this surface.
    let canvas: Canvas

    init(format: SheetFormat, paper: PaperSize) {
        self.format = format
        let closure = unsafe Unmanaged.passUnretained(sink).toOpaque()
        switch format {
        case .pdf:
            unsafe surface = cairo_pdf_surface_create_for_stream(append, closure, paper.width, paper.height)
        case .svg:
            unsafe surface = cairo_svg_surface_create_for_stream(append, closure, paper.width, paper.height)
        case .png:
            // Drawn in color, because color glyphs need it, and converted to gray at the end.
            let scale = 1 / DotGrid.dot
            unsafe surface = cairo_image_surface_create(
                CAIRO_FORMAT_RGB24, Int32((paper.width * scale).rounded()), Int32((paper.height * scale).rounded()))
        }
        unsafe context = cairo_create(surface)
        if format == .png { unsafe cairo_scale(context, 1 / DotGrid.dot, 1 / DotGrid.dot) }
        unsafe canvas = Canvas(context: context)
    }

    deinit {
        unsafe cairo_destroy(context)
        unsafe cairo_surface_destroy(surface)
        // The sink outlives the surface, which may still write while it is destroyed.
        withExtendedLifetime(sink) {}
    }

    /// Writes the file's metadata: only the title and the time when the set was created.
    func describe(title: String, created: CreationTime) {
        guard format == .pdf else { return }
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        // Without these, cairo uses the clock, and the same sheet would give different bytes each time.
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created.metadata)
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, created.metadata)
    }

    /// Starts a white page.
    func startPage() {
        canvas.startPage()
    }

    /// Ends the page; in a PDF another one may follow.
    func endPage() {
        guard format == .pdf else { return }
        unsafe cairo_show_page(context)
    }

    /// Completes the file.
    ///
    /// - Throws: `PrintingError.drawingFailed` with cairo's reason.
    func finish() throws(PrintingError) -> SecretBytes {
        if format == .png {
            try writeGreyImage()
        }
        unsafe cairo_surface_finish(surface)
        try unsafe check(cairo_status(context))
        try unsafe check(cairo_surface_status(surface))
        let file = sink.take()
        guard format == .svg else { return file.finish() }
        return SVGIdentifiers.renumbered(file).finish()
    }

    private func writeGreyImage() throws(PrintingError) {
        unsafe cairo_surface_flush(surface)
        let width = unsafe cairo_image_surface_get_width(surface)
        let height = unsafe cairo_image_surface_get_height(surface)
        // cairo writes its 8-bit format as a gray PNG.
        let grey = unsafe cairo_image_surface_create(CAIRO_FORMAT_A8, width, height)
        defer { unsafe cairo_surface_destroy(grey) }
        try unsafe check(cairo_surface_status(grey))
        guard let source = unsafe cairo_image_surface_get_data(surface),
            let target = unsafe cairo_image_surface_get_data(grey)
        else { throw .drawingFailed("no image data") }
        let sourceStride = Int(unsafe cairo_image_surface_get_stride(surface))
        let targetStride = Int(unsafe cairo_image_surface_get_stride(grey))
        for row in 0..<Int(height) {
            for column in 0..<Int(width) {
                // A pixel is 32 bits in the machine's order, 0x..RRGGBB; offsets stay below height × stride.
                let pixel = unsafe UnsafeRawPointer(source)
                    .load(fromByteOffset: row * sourceStride + column * 4, as: UInt32.self)
                unsafe target[row * targetStride + column] = luma(pixel)
            }
        }
        unsafe cairo_surface_mark_dirty(grey)
        let image = Sink()
        try unsafe check(
            cairo_surface_write_to_png_stream(grey, append, Unmanaged.passUnretained(image).toOpaque()))
        // The resolution goes between the header and the image data. It makes the page print at its true size.
        let headerByteCount = 33
        let bytes = image.take()
        sink.writer.append(bytes.span.extracting(0..<headerByteCount))
        sink.writer.append(Self.resolutionChunk)
        sink.writer.append(bytes.span.extracting(headerByteCount..<bytes.count))
    }

    /// `pHYs` with 11,811 pixels per meter (300 dpi) on both axes, and its CRC. PNG (W3C, third edition) §11.3.4.3.
    private static let resolutionChunk: [UInt8] = [
        0, 0, 0, 9, 0x70, 0x48, 0x59, 0x73, 0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1, 0x78, 0xA5, 0x3F, 0x76,
    ]
}

/// ITU-R BT.601 luma of 0xRRGGBB, in 256ths.
private func luma(_ pixel: UInt32) -> UInt8 {
    let (red, green, blue) = (pixel >> 16 & 0xFF, pixel >> 8 & 0xFF, pixel & 0xFF)
    return UInt8((red * 77 + green * 150 + blue * 29) >> 8)
}

/// cairo's write function: appends to the sink that `closure` points to.
private func append(
    closure: UnsafeMutableRawPointer?, data: UnsafePointer<UInt8>?, length: UInt32
) -> cairo_status_t {
    guard let closure = unsafe closure else { return CAIRO_STATUS_WRITE_ERROR }
    // The surface's owner keeps the sink alive; cairo's `length` bytes are valid during the call.
    let sink = unsafe Unmanaged<DrawingSurface.Sink>.fromOpaque(closure).takeUnretainedValue()
    let bytes = unsafe UnsafeBufferPointer(start: data, count: Int(length))
    unsafe sink.writer.append(bytes.span)
    return CAIRO_STATUS_SUCCESS
}

private func check(_ status: cairo_status_t) throws(PrintingError) {
    guard status != CAIRO_STATUS_SUCCESS else { return }
    throw .drawingFailed(unsafe String(cString: cairo_status_to_string(status)))
}
