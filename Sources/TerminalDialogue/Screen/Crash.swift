// SPDX-License-Identifier: Apache-2.0
//
// When a program crashes at a terminal, the Swift runtime prints a report with registers and the memory that they point
// to, and waits for a key, with the secret still on the screen. Here a crash clears the screen and ends at once.

import Glibc

/// Handles a crash of this program: nothing is shown, and the terminal is restored.
package enum Crash {
    /// Clears the alternate screen and leaves it; the main screen stays as it is (xterm, "Alternate Screen Buffer").
    private static let leave: StaticString = "\u{1B}[?1049h\u{1B}[2J\u{1B}[?1049l\u{1B}[?25h"
    // Written once, before the handler is installed; the handler only reads it.
    nonisolated(unsafe) private static var settings = termios()
    nonisolated(unsafe) private static var isAtTerminal = false
    /// The handler's stack, in bytes; a stack that overflowed has no room for it.
    private static let stackSize = 65_536

    /// Takes over crashes from the runtime; call it once, before any secret is read.
    package static func start() {
        unsafe isAtTerminal = isatty(STDERR_FILENO) == 1 && tcgetattr(STDIN_FILENO, &settings) == 0
        var handling = sigaction()
        unsafe handling.__sigaction_handler.sa_handler = { number in
            // Only calls that are allowed in a handler (signal-safety(7)).
            if unsafe Crash.isAtTerminal {
                unsafe write(STDERR_FILENO, Crash.leave.utf8Start, Crash.leave.utf8CodeUnitCount)
                unsafe tcsetattr(STDIN_FILENO, TCSANOW, &Crash.settings)
            }
            signal(number, SIG_DFL)
            raise(number)
        }
        handling.sa_flags = SA_NODEFER | SA_ONSTACK
        coverThread()
        for signal in [SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGTRAP, SIGSYS] {
            unsafe sigaction(signal, &handling, nil)
        }
    }
    /// Gives this thread a stack for the handler, so that a stack overflow still clears the screen.
    package static func coverThread() {
        var stack = unsafe stack_t()
        guard unsafe sigaltstack(nil, &stack) == 0, unsafe stack.ss_flags & Int32(SS_DISABLE) != 0 else { return }
        // Never freed: the thread may need it as long as it lives.
        let room = unsafe mmap(nil, stackSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let room = unsafe room, unsafe room != MAP_FAILED else { return }
        unsafe stack.ss_sp = unsafe room
        unsafe stack.ss_size = stackSize
        unsafe stack.ss_flags = 0
        unsafe sigaltstack(&stack, nil)
    }
}
