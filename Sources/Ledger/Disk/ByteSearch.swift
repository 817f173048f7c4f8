// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Searches for a byte by the C library, which looks at many bytes at once.
enum ByteSearch {
    /// The first place of a byte in a range of bytes.
    static func first(_ byte: UInt8, in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
        // The range is within the bytes.
        guard !range.isEmpty, let base = bytes.baseAddress,
            let found = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return nil }
        return unsafe UnsafeRawPointer(found) - base
    }

    /// The first place of a byte from a place on.
    static func first(_ byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        return unsafe bytes.withUnsafeBytes { unsafe first(byte, in: $0, start..<$0.count) }
    }
}
