// SPDX-License-Identifier: Apache-2.0

/// Finds the pages of a TIFF, because gdk-pixbuf only reads the first one.
///
/// The eight-byte header of a TIFF has the address of the first directory, and each directory has the address of the
/// next (TIFF 6.0, section 2). A header with the address of the n-th directory makes the n-th page the first.
enum TIFFPages {
    /// Returns, for each page, the header that makes it the first page.
    ///
    /// The search ends at an address outside the file, at an address seen before, or at the limit of pages.
    static func headers(of file: borrowing Span<UInt8>, limit: Int) -> [[UInt8]] {
        guard file.count >= 8 else { return [] }
        let isLittleEndian = file[0] == 0x49
        func number(at offset: Int, count: Int) -> Int? {
            guard offset >= 0, offset + count <= file.count else { return nil }
            var value = 0
            for index in 0..<count {
                let byte = Int(file[offset + (isLittleEndian ? count - 1 - index : index)])
                value = value << 8 | byte
            }
            return value
        }
        var headers: [[UInt8]] = []
        var seen: Set<Int> = []
        var address = number(at: 4, count: 4)
        while let start = address, start >= 8, headers.count < limit, seen.insert(start).inserted,
            let entryCount = number(at: start, count: 2)
        {
            let bytes = (0..<4).map { UInt8(truncatingIfNeeded: start >> (isLittleEndian ? 8 * $0 : 24 - 8 * $0)) }
            headers.append((0..<4).map { file[$0] } + bytes)
            address = number(at: start + 2 + 12 * entryCount, count: 4)
        }
        return headers
    }
}
