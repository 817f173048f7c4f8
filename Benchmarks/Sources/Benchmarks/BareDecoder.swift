// SPDX-License-Identifier: Apache-2.0

import CPixbuf
import CZXing
import Foundation

/// The decoder alone, with every option that makes it try more in one call.
enum BareDecoder {
    /// What it found in a file, and the processor time for reading the file and for the search.
    struct Reading {
        let output: String
        let loading: Double
        let search: Double
    }

    /// Reads an image file into gray pixels as any program around the decoder must, then searches it once.
    static func read(_ path: String) -> Reading {
        let start = processorTime()
        let pixbuf = gdk_pixbuf_new_from_file(path, nil)!
        defer { g_object_unref(UnsafeMutableRawPointer(pixbuf)) }
        let (width, height) = (gdk_pixbuf_get_width(pixbuf), gdk_pixbuf_get_height(pixbuf))
        let pixels = grey(pixbuf, width: Int(width), height: Int(height))
        let loaded = processorTime()
        let ways = UInt32(CZXING_ALSO_INVERTED) | UInt32(CZXING_ALSO_SMALLER)
        let codes = czxing_read(pixels, width, height, width, ways, 64)!
        let end = processorTime()
        defer { czxing_free(codes) }
        var texts: [String] = []
        for index in 0..<czxing_count(codes) {
            var length = 0
            let bytes = czxing_bytes(codes, index, &length)!
            texts.append(String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self))
        }
        return Reading(output: texts.joined(separator: "\n"), loading: loaded - start, search: end - loaded)
    }

    /// The pixels by the weights of BT.601.
    private static func grey(_ pixbuf: OpaquePointer, width: Int, height: Int) -> [UInt8] {
        let (channels, stride) = (Int(gdk_pixbuf_get_n_channels(pixbuf)), Int(gdk_pixbuf_get_rowstride(pixbuf)))
        let source = gdk_pixbuf_read_pixels(pixbuf)!
        return [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
            for y in 0..<height {
                let (row, out) = (source + y * stride, target.baseAddress! + y * width)
                for x in 0..<width {
                    let pixel = row + x * channels
                    out[x] = UInt8(
                        truncatingIfNeeded: (77 * Int(pixel[0]) + 150 * Int(pixel[1]) + 29 * Int(pixel[2])) >> 8)
                }
            }
            count = width * height
        }
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
