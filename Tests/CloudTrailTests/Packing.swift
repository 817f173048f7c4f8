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

    /// A zip file whose directory lists one stored member under many names.
    static func zip(names: [String], sharing bytes: [UInt8]) -> [UInt8] {
        let one = zip([(names[0], bytes)])
        let start = 30 + names[0].utf8.count + bytes.count
        let common = Array(one[(start + 6)..<(start + 28)])
        let directory = names.flatMap { name -> [UInt8] in
            let beginning = [0x50, 0x4B, 1, 2] + number(20, 2) + common
            return beginning + number(name.utf8.count, 2) + number(0, 16) + Array(name.utf8)
        }
        let end =
            number(0, 4) + number(names.count, 2) + number(names.count, 2) + number(directory.count, 4)
            + number(start, 4) + number(0, 2)
        return one[..<start] + directory + [0x50, 0x4B, 5, 6] + end
    }

    /// Where a member of a zip file has the headers of the members after it.
    enum Quotation {
        /// In its content: before each header stands that of a block of deflate that is stored as it is.
        case inContent
        /// In its header's extra field, so that all members have one content.
        case inHeader
    }

    /// A zip file each of whose members lies in the one before, and holds the last one's content (David Fifield, "A better
    /// zip bomb", 2019).
    static func zip(_ names: [String], of bytes: [UInt8], quoted quotation: Quotation) -> [UInt8] {
        func block(_ content: [UInt8], isLast: Bool) -> [UInt8] {
            [isLast ? 1 : 0] + number(content.count, 2) + number(~content.count, 2)
        }
        let kernel = block(bytes, isLast: true) + bytes
        var file = kernel
        var content = bytes
        var entries: [(common: [UInt8], name: String, fromEnd: Int)] = []
        for name in names.reversed() {
            var extra: [UInt8] = []
            if !entries.isEmpty, quotation == .inContent {
                file = block(Array(file.prefix(30 + name.utf8.count)), isLast: false) + file
            } else if !entries.isEmpty {
                extra = number(0x9999, 2) + number(file.count - kernel.count, 2)
            }
            let packed = quotation == .inContent ? file.count : kernel.count
            let common =
                number(20, 2) + number(0, 2) + number(8, 2) + number(0, 2) + number(0x21, 2)
                + number(Int(libdeflate_crc32(0, content, content.count)), 4) + number(packed, 4)
                + number(content.count, 4) + number(name.utf8.count, 2)
            let beginning = [0x50, 0x4B, 3, 4] + common
            let length = extra.isEmpty ? 0 : extra.count + file.count - kernel.count
            let header = beginning + number(length, 2) + Array(name.utf8) + extra
            file = header + file
            if quotation == .inContent { content = header + content }
            entries.append((common, name, file.count))
        }
        let directory = entries.reversed().flatMap { common, name, fromEnd -> [UInt8] in
            let beginning = [0x50, 0x4B, 1, 2] + number(20, 2) + common
            return beginning + number(0, 12) + number(file.count - fromEnd, 4) + Array(name.utf8)
        }
        let end =
            number(0, 4) + number(names.count, 2) + number(names.count, 2) + number(directory.count, 4)
            + number(file.count, 4) + number(0, 2)
        return file + directory + [0x50, 0x4B, 5, 6] + end
    }

    /// What a member of a tar file is; the type flag of its header.
    enum Kind: String {
        case file = "0"
        case hardLink = "1"
        case symbolicLink = "2"
        case device = "3"
        case pipe = "6"
    }

    static func tar(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        tar(members.map { ($0.name, $0.bytes, .file, "") })
    }

    /// A tar file with members that may be links to a target.
    static func tar(_ members: [(name: String, bytes: [UInt8], kind: Kind, target: String)]) -> [UInt8] {
        var file: [UInt8] = []
        for (name, bytes, kind, target) in members {
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
            put(kind.rawValue, at: 156)
            put(String(target.prefix(100)), at: 157)
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
