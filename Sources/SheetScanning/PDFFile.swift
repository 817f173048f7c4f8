// SPDX-License-Identifier: Apache-2.0

import CGreyscale
import CPoppler
import PageReading

/// A PDF in memory; its pages are drawn as gray images.
@safe
struct PDFFile: ~Copyable {
    private let document: OpaquePointer
    let pageCount: Int

    /// Opens a document; `file` must outlive it.
    init(_ file: UnsafeBufferPointer<UInt8>) throws(DecodingError) {
        let bytes = unsafe g_bytes_new_static(file.baseAddress, gsize(file.count))
        defer { unsafe g_bytes_unref(bytes) }
        var failure: UnsafeMutablePointer<GError>?
        guard let document = unsafe poppler_document_new_from_bytes(bytes, nil, &failure) else {
            let isEncrypted = unsafe failure.map { unsafe $0.pointee.code == Int32(POPPLER_ERROR_ENCRYPTED.rawValue) }
            unsafe g_clear_error(&failure)
            throw isEncrypted == true ? .encrypted : .damaged(.pdf)
        }
        unsafe self.document = unsafe document
        pageCount = Int(unsafe poppler_document_get_n_pages(document))
    }

    deinit { unsafe g_object_unref(UnsafeMutableRawPointer(document)) }

    /// Draws a page, counted from 0.
    ///
    /// A very large page is drawn at a lower resolution, so that a plan or a poster is not an error.
    func image(ofPage index: Int, dotsPerInch: Double) throws(DecodingError) -> GreyImage {
        guard let page = unsafe poppler_document_get_page(document, Int32(index)) else { throw .damaged(.pdf) }
        defer { unsafe g_object_unref(UnsafeMutableRawPointer(page)) }
        var (points, height) = (0.0, 0.0)
        unsafe poppler_page_get_size(page, &points, &height)
        guard points.isFinite, height.isFinite, points > 0, height > 0 else { throw .damaged(.pdf) }
        var scale = dotsPerInch / Self.pointsPerInch
        let area = points * height * scale * scale
        if area > Self.drawnPixelLimit { scale *= (Self.drawnPixelLimit / area).squareRoot() }
        let pixelWidth = max(1, (points * scale).rounded())
        let pixelHeight = max(1, (height * scale).rounded())
        // cairo's own limit for width and height.
        guard pixelWidth <= 32_767, pixelHeight <= 32_767 else {
            throw .tooManyPixels(
                width: Int(clamping: pixelWidth), height: Int(clamping: pixelHeight), limit: Int(Self.drawnPixelLimit))
        }
        return try unsafe draw(page, width: Int32(pixelWidth), height: Int32(pixelHeight), scale: scale)
    }

    private func draw(
        _ page: OpaquePointer, width: Int32, height: Int32, scale: Double
    ) throws(DecodingError) -> GreyImage {
        let surface = unsafe cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)
        defer { unsafe cairo_surface_destroy(surface) }
        let context = unsafe cairo_create(surface)
        defer { unsafe cairo_destroy(context) }
        unsafe cairo_set_source_rgb(context, 1, 1, 1)
        unsafe cairo_paint(context)
        unsafe cairo_scale(context, scale, scale)
        unsafe poppler_page_render(page, context)
        unsafe cairo_surface_flush(surface)
        guard unsafe cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
            let pixels = unsafe cairo_image_surface_get_data(surface)
        else { throw .outOfMemory }
        let stride = unsafe cairo_image_surface_get_stride(surface)
        return unsafe GreyImage(width: Int(width), height: Int(height)) { target in
            unsafe grey_from_cairo(pixels, stride, width, height, target)
        }
    }

    /// PDF's unit of length: 1/72 inch.
    private static let pointsPerInch = 72.0
    /// An A2 page at 300 dpi.
    private static let drawnPixelLimit = 35_000_000.0
}

extension Int {
    fileprivate init(clamping value: Double) { self = value < 1e9 ? Int(value) : 1_000_000_000 }
}
