// SPDX-License-Identifier: Apache-2.0
//
// Ctrl-C, a closed terminal and SIGTERM all end the same way: unfinished work is undone, then the program ends. The
// handler only writes a byte, so that a separate thread can do what a handler may not. (Blocking the signals and
// waiting for them would not work: the first thread of an asynchronous program waits with none blocked.)

import Foundation
import Glibc
import Synchronization

/// Undoes unfinished work when the program is ended from outside.
package enum Interruption {
    /// Something to undo.
    package struct Token: Hashable {
        fileprivate let number: Int
    }

    private struct Actions {
        var next = 0
        var pending: [(number: Int, action: @Sendable () -> Void)] = []
    }

    private static let actions = Mutex(Actions())

    /// The end of the pipe that the handler writes to.
    private nonisolated(unsafe) static var writeEnd: Int32 = -1

    /// Starts to listen for signals; call it once.
    package static func start() {
        // A closed output must not end a ceremony halfway: write(2) then reports an error, and that is all.
        _ = signal(SIGPIPE, SIG_IGN)
        // These two would stop the program with the secret on its screen.
        for signal in [SIGTTIN, SIGTTOU] { _ = Glibc.signal(signal, SIG_IGN) }
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let readEnd = ends[0]
        unsafe writeEnd = ends[1]
        var handling = sigaction()
        unsafe handling.__sigaction_handler.sa_handler = { number in
            let saved = errno
            var byte = UInt8(truncatingIfNeeded: number)
            // write(2) is one of the few calls allowed in a handler; both variables are set before it is installed.
            unsafe write(Interruption.writeEnd, &byte, 1)
            errno = saved
        }
        handling.sa_flags = SA_RESTART
        // A stopped program would leave a secret on its screen: Ctrl-Z is caught and ignored.
        for signal in [
            SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGVTALRM, SIGPROF,
        ] { unsafe sigaction(signal, &handling, nil) }
        Thread.detachNewThread {
            Crash.coverThread()
            var number: UInt8 = 0
            while unsafe read(readEnd, &number, 1) != 1 || Int32(number) == SIGTSTP {}
            end(Int32(number))
        }
    }

    /// Registers `action` to be done when the program is ended from outside; the last one is done first.
    package static func undo(with action: @escaping @Sendable () -> Void) -> Token {
        actions.withLock { actions in
            actions.next += 1
            actions.pending.append((actions.next, action))
            return Token(number: actions.next)
        }
    }

    /// Removes an action: what it would undo is finished.
    package static func forget(_ token: Token) {
        actions.withLock { $0.pending.removeAll { $0.number == token.number } }
    }

    private static let remark = Mutex("no file is left half-written")

    /// Sets the message for when the program is ended from outside from now on.
    package static func remark(_ text: String) { remark.withLock { $0 = text } }

    /// Whether a thread ends the program; only one does, and the others wait for the end.
    private static let hasEnd = Atomic(false)

    /// Undoes all unfinished work, and ends the program as this signal would.
    package static func end(_ signal: Int32) -> Never {
        claimEnd()
        Terminal.end()
        for action in actions.withLock({ $0.pending.reversed() }) { action.action() }
        Console.reportInterruption(remark.withLock { $0 })
        _exit(128 + signal)
    }

    /// Claims the end for the calling thread: from now on, signals no longer matter. A later caller waits for the end.
    package static func claimEnd() {
        guard hasEnd.exchange(true, ordering: .acquiringAndReleasing) else { return }
        while true { pause() }
    }
}
