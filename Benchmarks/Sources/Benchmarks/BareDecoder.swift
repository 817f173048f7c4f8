// SPDX-License-Identifier: Apache-2.0

import CZXing
import Foundation

/// The decoder alone, with every option that makes it try more in one call.
enum BareDecoder {
    /// Reads a PGM file.
    static func read(_ path: String) -> (output: String, processorTime: Double) {
        let file = [UInt8](try! Data(contentsOf: URL(filePath: path)))
        // "P5", width, height and 255, each followed by one blank or line end.
        let header = file.prefix(64).split(maxSplits: 4, whereSeparator: { $0 == 0x20 || $0 == 0x0A })
        let (width, height) = (number(header[1]), number(header[2]))
        let pixels = [UInt8](file.suffix(Int(width * height)))

        let start = processorTime()
        let ways = UInt32(CZXING_ALSO_INVERTED) | UInt32(CZXING_ALSO_SMALLER)
        let codes = czxing_read(pixels, width, height, width, ways, 64)!
        let time = processorTime() - start
        defer { czxing_free(codes) }
        var texts: [String] = []
        for index in 0..<czxing_count(codes) {
            var length = 0
            let bytes = czxing_bytes(codes, index, &length)!
            texts.append(String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self))
        }
        return (texts.joined(separator: "\n"), time)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int32 {
        Int32(String(decoding: digits, as: UTF8.self))!
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
