// SPDX-License-Identifier: Apache-2.0

import CDeflate

/// Makes gzip, zip and tar files as small as the tests need them.
enum Packing {
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        let compressor = libdeflate_alloc_compressor(1)
        defer { libdeflate_free_compressor(compressor) }
        var packed = [UInt8](repeating: 0, count: libdeflate_gzip_compress_bound(compressor, bytes.count))
        let count = libdeflate_gzip_compress(compressor, bytes, bytes.count, &packed, packed.count)
        return Array(packed.prefix(count))
    }

    /// A zip file whose members are stored as they are.
    static func zip(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for (name, bytes) in members {
            let offset = file.count
            let common =
                number(20, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0x21, 2)
                + number(Int(libdeflate_crc32(0, bytes, bytes.count)), 4) + number(bytes.count, 4)
                + number(bytes.count, 4) + number(name.utf8.count, 2) + number(0, 2)
            file += [0x50, 0x4B, 3, 4] + common + name.utf8 + bytes
            directory += [0x50, 0x4B, 1, 2] + number(20, 2) + common
            directory += number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(offset, 4) + name.utf8
        }
        let end =
            number(0, 4) + number(members.count, 2) + number(members.count, 2) + number(directory.count, 4)
            + number(file.count, 4) + number(0, 2)
        return file + directory + [0x50, 0x4B, 5, 6] + end
    }

    static func tar(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var file: [UInt8] = []
        for (name, bytes) in members {
            var header = [UInt8](repeating: 0, count: 512)
            func put(_ text: String, at start: Int) {
                header.replaceSubrange(start..<(start + text.utf8.count), with: text.utf8)
            }
            put(name, at: 0)
            put("0000644", at: 100)
            put("0000000", at: 108)
            put("0000000", at: 116)
            let size = String(bytes.count, radix: 8)
            put(String(repeating: "0", count: 11 - size.count) + size, at: 124)
            put("00000000000", at: 136)
            put("        ", at: 148)
            put("0", at: 156)
            put("ustar", at: 257)
            put("00", at: 263)
            let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
            put(String(repeating: "0", count: 6 - sum.count) + sum + "\0 ", at: 148)
            file += header + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
        }
        return file + [UInt8](repeating: 0, count: 1_024)
    }

    private static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
