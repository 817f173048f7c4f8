// SPDX-License-Identifier: Apache-2.0
//
// Ctrl-C, a closed terminal and a polite kill all end the same way: what was begun is undone, then the program ends.
// The handler does no more than write a byte, so that a thread of its own may undo what a handler may not. (Signals
// that are blocked and waited for would not do: the first thread of an asynchronous program waits with none blocked.)

import Foundation
import Glibc
import Synchronization

/// Undoes what was begun when the program is ended from outside.
enum Interruption {
    /// Something to undo.
    struct Token: Hashable {
        fileprivate let number: Int
    }

    private struct Actions {
        var next = 0
        var pending: [(number: Int, action: @Sendable () -> Void)] = []
    }

    private static let actions = Mutex(Actions())

    /// Where the handler writes to.
    private nonisolated(unsafe) static var writeEnd: Int32 = -1

    /// Starts to listen for signals; to be called once.
    static func start() {
        // Console that nobody listens to any more must not end a ceremony halfway: write(2) says so, and that is all.
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
            // write(2) is one of the few calls that a handler may make; both variables are set before it is installed.
            unsafe write(Interruption.writeEnd, &byte, 1)
            errno = saved
        }
        handling.sa_flags = SA_RESTART
        // A stopped program would leave a secret on its screen: Ctrl-Z is heard, and not obeyed.
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

    /// Has `action` done when the program is ended from outside, the last first.
    static func undo(with action: @escaping @Sendable () -> Void) -> Token {
        actions.withLock { actions in
            actions.next += 1
            actions.pending.append((actions.next, action))
            return Token(number: actions.next)
        }
    }

    /// Forgets an action: what it would undo is done with.
    static func forget(_ token: Token) {
        actions.withLock { $0.pending.removeAll { $0.number == token.number } }
    }

    private static let remark = Mutex("nothing half-done is left behind")

    /// What the person is told when the program is ended from outside from now on.
    static func remark(_ text: String) { remark.withLock { $0 = text } }

    /// The thread that ends the program; one does, and the others wait for the end.
    private static let hasEnd = Atomic(false)

    /// Undoes everything and ends the program as this signal would.
    static func end(_ signal: Int32) -> Never {
        claimEnd()
        Terminal.end()
        for action in actions.withLock({ $0.pending.reversed() }) { action.action() }
        Console.say("\nbreakglass: interrupted; \(remark.withLock { $0 })")
        _exit(128 + signal)
    }

    /// Says that the program ends by itself: from now on no signal has a say in how.
    static func claimEnd() {
        guard hasEnd.exchange(true, ordering: .acquiringAndReleasing) else { return }
        while true { pause() }
    }
}
