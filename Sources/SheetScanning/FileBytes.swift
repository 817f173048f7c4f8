// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A whole file in ordinary memory: the C libraries copy it there anyway, and the child that holds it soon exits.
@safe
struct FileBytes: ~Copyable {
    private let base: UnsafeMutablePointer<UInt8>
    private let count: Int

    /// Reads to the end: a pipe from where it is, a file from its start, so that several children can share one file.
    init(readingFrom descriptor: Int32, limit: Int) throws(DecodingError) {
        var room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 20)
        var count = 0
        // In a locked-down process, the only way to recognize a pipe is that reading at an offset fails.
        var isPipe = false
        while true {
            if count == room.count {
                let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * count)
                _ = unsafe larger.moveInitialize(fromContentsOf: room)
                unsafe room.deallocate()
                unsafe room = unsafe larger
            }
            let rest = unsafe room.baseAddress.map { unsafe $0 + count }
            let length =
                unsafe isPipe
                ? read(descriptor, rest, room.count - count) : pread(descriptor, rest, room.count - count, count)
            if length < 0 && errno == EINTR { continue }
            if length < 0 && errno == ESPIPE && !isPipe {
                isPipe = true
                continue
            }
            // The child exits at once when this throws, so there is no need to free the memory.
            guard length >= 0 else { throw .unreadable }
            guard count + length <= limit else { throw .fileTooLarge(limit: limit) }
            count += length
            guard length == 0, let base = room.baseAddress else { continue }
            unsafe self.base = unsafe base
            self.count = count
            return
        }
    }

    deinit { unsafe base.deallocate() }

    var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            // `count` bytes were read into the memory, which lives until `deinit`.
            let span = unsafe Span(_unsafeStart: UnsafePointer(base), count: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }
}
