// SPDX-License-Identifier: Apache-2.0
//
// The module that sees pixels and nothing else: one instance reads one picture, and is wiped after it. It is compiled
// together with PageReading, because Embedded Swift cannot end a `~Copyable` image of another module.

import CGreyscale
import SecretMemory

/// Tells the worker how many codes are found so far.
@_extern(wasm, module: "page", name: "found") @_extern(c)
func pageFound(_ count: Int32)

/// The milliseconds that are left.
@_extern(wasm, module: "page", name: "left") @_extern(c)
func pageLeft() -> Int32

/// The picture and what it shows. The module has one thread.
final class Picture: @unchecked Sendable {
    static let shared = Picture()

    var codes: [CodeReader.Text] = []
    var hasMore = false
    var gaveUp = false
    var isBlank = false
    private var pixels: UInt = 0
    private var count = 0

    /// Makes room for the pixels, four bytes each for RGBA and one for gray.
    func room(_ count: Int) -> UInt {
        let start = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
        self.count = count
        pixels = UInt(bitPattern: start)
        return pixels
    }

    /// Where the bytes of a code are.
    static func address(_ bytes: borrowing SecretBytes) -> UInt {
        unsafe bytes.span.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }

    /// Searches the picture.
    ///
    /// - Parameter isGlance: whether to take only the first step.
    /// - Returns: 0, or 1 when memory ran out.
    func read(width: Int, height: Int, isColored: Bool, isGlance: Bool) -> Int32 {
        guard let start = unsafe UnsafeMutablePointer<UInt8>(bitPattern: pixels) else { return 1 }
        guard count == width * height * (isColored ? 4 : 1) else { return 1 }
        let (columns, rows) = (Int32(width), Int32(height))
        let image = unsafe GreyImage(width: width, height: height) { target in
            if isColored {
                unsafe grey_from_rgb(start, columns * 4, 4, columns, rows, target)
            } else {
                unsafe target.update(from: start, count: width * height)
            }
        }
        isBlank = image.isBlank
        var found = FoundCodes { [self] code in
            codes.append(code)
            pageFound(Int32(codes.count))
        }
        var search = PageSearch { pageLeft() > 0 }
        do throws(PageReadingError) {
            if isGlance { try search.glance(at: image, into: &found) } else { try search.search(image, into: &found) }
        } catch { return 1 }
        hasMore = found.hasMore
        gaveUp = search.gaveUp
        return 0
    }
}

@_expose(wasm, "page_room") @_cdecl("page_room")
func pageRoom(_ count: Int32) -> UInt { Picture.shared.room(Int(count)) }

@_expose(wasm, "page_read") @_cdecl("page_read")
func pageRead(_ width: Int32, _ height: Int32, _ isColored: Int32, _ isGlance: Int32) -> Int32 {
    Picture.shared.read(width: Int(width), height: Int(height), isColored: isColored != 0, isGlance: isGlance != 0)
}

@_expose(wasm, "page_count") @_cdecl("page_count")
func pageCount() -> Int32 { Int32(Picture.shared.codes.count) }

@_expose(wasm, "page_code_length") @_cdecl("page_code_length")
func pageCodeLength(_ index: Int32) -> Int32 { Int32(Picture.shared.codes[Int(index)].bytes.count) }

@_expose(wasm, "page_code") @_cdecl("page_code")
func pageCode(_ index: Int32) -> UInt { Picture.address(Picture.shared.codes[Int(index)].bytes) }

/// Flags: 1 more codes than are read, 2 time was up, 4 blank paper.
@_expose(wasm, "page_flags") @_cdecl("page_flags")
func pageFlags() -> Int32 {
    (Picture.shared.hasMore ? 1 : 0) | (Picture.shared.gaveUp ? 2 : 0) | (Picture.shared.isBlank ? 4 : 0)
}
