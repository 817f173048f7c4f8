// SPDX-License-Identifier: Apache-2.0

import Glibc
package import SecretMemory

/// Writes secrets with write(2) directly from secret memory.
package enum SecretOutput {
    /// Why writing failed.
    package enum Failure: Error, Equatable, Sendable {
        /// The reader at the other end is gone.
        case readerIsGone
        /// The system refused, with its error number.
        case system(errno: Int32)
    }

    /// Writes all bytes to an open descriptor, which stays open.
    ///
    /// A reader that is gone is an error and never ends the process, whatever the setting for SIGPIPE.
    package static func write(_ bytes: borrowing SecretBytes, to descriptor: Int32) throws(Failure) {
        let pipeSignal = PipeSignal()
        defer { pipeSignal.restore() }
        var written = 0
        while written < bytes.count {
            written += try writeOnce(bytes, from: written, to: descriptor)
        }
    }

    /// Calls write(2) once, for the bytes from `offset` on; the caller must block SIGPIPE.
    static func writeOnce(
        _ bytes: borrowing SecretBytes, from offset: Int, to descriptor: Int32
    ) throws(Failure) -> Int {
        while true {
            let count = unsafe bytes.span.extracting(offset..<bytes.count).withUnsafeBufferPointer { rest in
                unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EPIPE: throw .readerIsGone
            default: throw .system(errno: errno)
            }
        }
    }
}

/// Blocks SIGPIPE in this thread during a write to a pipe, without changing how the process handles the signal.
struct PipeSignal {
    private var before = sigset_t()
    private let wasPending: Bool

    init() {
        var pending = sigset_t()
        unsafe sigpending(&pending)
        wasPending = unsafe sigismember(&pending, SIGPIPE) == 1
        var pipe = Self.pipeSet
        unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)
    }

    /// Discards a signal that arrived in the meantime, then restores the thread's mask.
    func restore() {
        var pipe = Self.pipeSet
        var atOnce = timespec()
        if !wasPending { while unsafe sigtimedwait(&pipe, nil, &atOnce) == -1 && errno == EINTR {} }
        var before = before
        unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
    }

    private static var pipeSet: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGPIPE)
        return set
    }
}
