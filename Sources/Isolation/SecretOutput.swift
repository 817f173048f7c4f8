// SPDX-License-Identifier: Apache-2.0

import Glibc
public import SecretMemory

/// Writes secrets with write(2) straight from secret memory.
public enum SecretOutput {
    /// Why not everything was written.
    public enum Failure: Error, Equatable, Sendable {
        /// The reader at the other end is gone.
        case readerIsGone
        /// The system refused, with its error number.
        case system(errno: Int32)
    }

    /// Writes all bytes to an open descriptor, which stays open.
    ///
    /// A reader that is gone is an error here and never the end of the process, whatever SIGPIPE is set to.
    public static func write(_ bytes: borrowing SecretBytes, to descriptor: Int32) throws(Failure) {
        let pipeSignal = PipeSignal()
        defer { pipeSignal.restore() }
        var written = 0
        while written < bytes.count {
            written += try writeOnce(bytes, from: written, to: descriptor)
        }
    }

    /// One write(2) of what follows `offset`; the caller keeps SIGPIPE away.
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

/// Keeps SIGPIPE from this thread while a pipe is written, without touching the process's own handling of it.
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

    /// Takes back a signal that came meanwhile, then puts the thread's mask back.
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
