// SPDX-License-Identifier: Apache-2.0

import CDeflate

/// Uncompresses what CloudTrail delivers: exactly one gzip member (RFC 1952), and nothing after it.
///
/// Bytes without gzip's magic number are returned as they are: some tools uncompress what they download, and the hash
/// in a digest is that of the uncompressed bytes.
package enum Inflation {
    /// The most bytes that are uncompressed; CloudTrail's own files stay far below.
    package static let limit = 512 << 20

    /// Deflate cannot shrink data more than this (zlib.net/zlib_tech.html).
    private static let mostShrinking = 1_032

    /// - Throws: `FormatFault.brokenGzip`, `.bytesAfterGzip`, `.tooLarge`.
    package static func bytes(_ file: [UInt8]) throws(FormatFault) -> [UInt8] {
        guard file.starts(with: [0x1F, 0x8B]) else {
            guard file.count <= limit else { throw .tooLarge }
            return file
        }
        guard file.count >= 18 else { throw .brokenGzip }
        // The last four bytes are the length of the only member.
        let length = file.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= limit else { throw .tooLarge }
        guard length <= file.count * mostShrinking else { throw .brokenGzip }
        guard let decompressor = unsafe libdeflate_alloc_decompressor() else { throw .tooLarge }
        defer { unsafe libdeflate_free_decompressor(decompressor) }
        // One byte more, because an empty array has no address.
        var bytes = [UInt8](repeating: 0, count: length + 1)
        var consumed = 0
        var written = 0
        // Both arrays have the lengths that are stated.
        let status = unsafe libdeflate_gzip_decompress_ex(
            decompressor, file, file.count, &bytes, length, &consumed, &written)
        // Where more members follow, the length at the end is not the first one's.
        if status == LIBDEFLATE_INSUFFICIENT_SPACE || status == LIBDEFLATE_SUCCESS && consumed != file.count {
            throw .bytesAfterGzip
        }
        guard status == LIBDEFLATE_SUCCESS, written == length else { throw .brokenGzip }
        bytes.removeLast()
        return bytes
    }
}
