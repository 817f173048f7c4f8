// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Bytes that come one piece after another.
protocol ByteSource: AnyObject {
    /// Fills the memory as far as bytes are there, and returns their number; 0 is the end.
    @unsafe
    func read(into memory: UnsafeMutableRawBufferPointer) throws(SourceFailure) -> Int
}

/// Why no more bytes come from a source.
struct SourceFailure: Error {
    var message: String
}

/// The bytes of a file of the disk.
final class FileSource: ByteSource {
    private let descriptor: Int32
    /// How many bytes the file had when it was opened; no more are read, unless it had none.
    let byteCount: Int
    private var readCount = 0

    init(path: String) throws(SourceFailure) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw SourceFailure(message: "cannot be opened: \(SystemError.text(errno))")
        }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw SourceFailure(message: "not a file")
        }
        byteCount = Int(status.st_size)
    }

    deinit {
        close(descriptor)
    }

    @unsafe
    func read(into memory: UnsafeMutableRawBufferPointer) throws(SourceFailure) -> Int {
        guard readCount < byteCount || byteCount == 0 else { return 0 }
        while true {
            let count = unsafe Glibc.read(descriptor, memory.baseAddress, memory.count)
            if count >= 0 {
                readCount += count
                return count
            }
            let number = errno
            if number != EINTR { throw SourceFailure(message: "cannot be read: \(SystemError.text(number))") }
        }
    }
}

/// Bytes that were read already, and then those of another source.
@safe
final class ResumedSource: ByteSource {
    private var ready: UnsafeRawBufferPointer
    private let rest: (any ByteSource)?

    /// The memory must stay as it is as long as this source is read.
    @unsafe
    init(ready: UnsafeRawBufferPointer, rest: (any ByteSource)?) {
        unsafe self.ready = unsafe ready
        self.rest = rest
    }

    @unsafe
    func read(into memory: UnsafeMutableRawBufferPointer) throws(SourceFailure) -> Int {
        let count = unsafe min(memory.count, ready.count)
        guard count > 0 else { return try unsafe rest?.read(into: memory) ?? 0 }
        unsafe memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: ready[..<count]))
        unsafe ready = unsafe UnsafeRawBufferPointer(rebasing: ready[count...])
        return count
    }
}
