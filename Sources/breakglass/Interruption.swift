// SPDX-License-Identifier: Apache-2.0
//
// Ctrl-C, a closed terminal and a polite kill all end the same way: what was begun is undone, then the program ends.
// The signals are blocked everywhere and waited for on one thread, so that undoing may do more than a handler may.

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

    /// Starts to wait for signals; to be called before the program has a second thread.
    static func start() {
        var signals = signalSet
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        Thread.detachNewThread {
            var signals = signalSet
            var number: Int32 = 0
            while unsafe sigwait(&signals, &number) != 0 || number == SIGTSTP {
                // A stopped program would leave a secret on its screen: Ctrl-Z is not obeyed.
            }
            end(number)
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

    /// Undoes everything and ends the program as this signal would.
    static func end(_ signal: Int32) -> Never {
        for action in actions.withLock({ $0.pending.reversed() }) { action.action() }
        Talk.say("\nbreakglass: interrupted; nothing half-done is left behind")
        _exit(128 + signal)
    }

    private static var signalSet: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] { unsafe sigaddset(&set, signal) }
        return set
    }
}
