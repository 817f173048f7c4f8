// SPDX-License-Identifier: Apache-2.0

import CGdkPixbuf
import CGreyscale
import PageReading

/// Reads PNG, JPEG and TIFF from memory with gdk-pixbuf, and checks the size before it allocates pixels.
enum ImageFile {
    /// The most pixels of one page: a little more than A3 at 1,000 dpi, 600 MB as RGB.
    static let pixelLimit = 200_000_000

    /// Loads what gdk-pixbuf keeps in its own files; call it before the process loses access to files.
    static func loadModules() {
        for format in [FileFormat.png, .jpeg, .tiff] {
            guard let loader = unsafe gdk_pixbuf_loader_new_with_type(format.loaderName, nil) else { continue }
            // A loader must be closed, although closing one that got no data is an error.
            unsafe gdk_pixbuf_loader_close(loader, nil)
            unsafe g_object_unref(loader)
        }
    }

    /// Decodes one image.
    ///
    /// - Parameters:
    ///   - file: the whole file.
    ///   - format: the format that its first bytes show; only the loader for it is tried.
    ///   - prefix: bytes that replace the first ones of the file, such as the address of another TIFF directory.
    static func image(
        in file: borrowing Span<UInt8>, format: FileFormat, prefix: [UInt8] = []
    ) throws(DecodingError) -> GreyImage {
        if format == .png, let size = FileFormat.pngSize(of: file), isTooLarge(size.width, size.height) {
            throw .tooManyPixels(width: size.width, height: size.height, limit: pixelLimit)
        }
        var failure: UnsafeMutablePointer<GError>?
        guard let loader = unsafe gdk_pixbuf_loader_new_with_type(format.loaderName, &failure) else {
            unsafe g_clear_error(&failure)
            throw .unreadable
        }
        defer { unsafe g_object_unref(loader) }

        let size = SizeCheck()
        let callback:
            @convention(c) (UnsafeMutablePointer<GdkPixbufLoader>?, Int32, Int32, UnsafeMutableRawPointer?) -> Void = {
                loader, width, height, context in
                // `context` is the SizeCheck, which outlives the loader.
                guard let context = unsafe context else { return }
                let size = unsafe Unmanaged<SizeCheck>.fromOpaque(context).takeUnretainedValue()
                size.width = Int(width)
                size.height = Int(height)
                // A size of zero makes every loader stop before it allocates.
                if size.isTooLarge { unsafe gdk_pixbuf_loader_set_size(loader, 0, 0) }
            }
        unsafe g_signal_connect_data(
            UnsafeMutableRawPointer(loader), "size-prepared", unsafeBitCast(callback, to: GCallback.self),
            Unmanaged.passUnretained(size).toOpaque(), nil, GConnectFlags(rawValue: 0))

        let wasRead = withExtendedLifetime(size) {
            var isGood = unsafe prefix.withUnsafeBufferPointer { start in
                unsafe start.isEmpty || gdk_pixbuf_loader_write(loader, start.baseAddress, gsize(start.count), nil) != 0
            }
            isGood = unsafe file.withUnsafeBufferPointer { bytes in
                guard isGood, let base = bytes.baseAddress, bytes.count > prefix.count else { return false }
                let rest = bytes.count - prefix.count
                return unsafe gdk_pixbuf_loader_write(loader, base + prefix.count, gsize(rest), nil) != 0
            }
            // The loader must be closed after the last write; closing it reports whether the image was complete.
            return unsafe gdk_pixbuf_loader_close(loader, nil) != 0 && isGood
        }
        if size.isTooLarge {
            throw .tooManyPixels(width: size.width, height: size.height, limit: pixelLimit)
        }
        // A file that breaks off or has garbage after its end may still show its codes, so use what was decoded.
        guard let pixbuf = unsafe gdk_pixbuf_loader_get_pixbuf(loader) else { throw .damaged(format) }
        var image = try unsafe grey(pixbuf, format: format)
        image.isWhole = wasRead && format.hasEnd(in: file)
        return image
    }

    private static func grey(_ pixbuf: OpaquePointer, format: FileFormat) throws(DecodingError) -> GreyImage {
        let width = unsafe gdk_pixbuf_get_width(pixbuf)
        let height = unsafe gdk_pixbuf_get_height(pixbuf)
        let channels = unsafe gdk_pixbuf_get_n_channels(pixbuf)
        guard let pixels = unsafe gdk_pixbuf_read_pixels(pixbuf), width > 0, height > 0, channels == 3 || channels == 4,
            unsafe gdk_pixbuf_get_bits_per_sample(pixbuf) == 8
        else { throw .damaged(format) }
        let stride = unsafe gdk_pixbuf_get_rowstride(pixbuf)
        return unsafe GreyImage(width: Int(width), height: Int(height)) { target in
            unsafe grey_from_rgb(pixels, stride, channels, width, height, target)
        }
    }

    /// The size that the loader reports before it allocates pixels.
    private final class SizeCheck {
        var width = 0
        var height = 0
        var isTooLarge: Bool { ImageFile.isTooLarge(width, height) }
    }

    /// Width and height come from 32-bit numbers, so their product cannot overflow.
    private static func isTooLarge(_ width: Int, _ height: Int) -> Bool { width * height > pixelLimit }
}

extension FileFormat {
    fileprivate var loaderName: String {
        switch self {
        case .png: "png"
        case .jpeg: "jpeg"
        case .tiff: "tiff"
        case .pdf: "pdf"
        }
    }
}
