// SPDX-License-Identifier: Apache-2.0

import Glibc
import Isolation
import SecretMemory
import Synchronization

/// The person's keyboard and screen.
enum Terminal {
    /// Whether a person sits there who can answer.
    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Whether a secret can be shown on a screen that is cleared afterwards.
    static var canReveal: Bool { isInteractive && isatty(STDOUT_FILENO) == 1 }

    /// Columns and rows of the screen.
    static var size: (columns: Int, rows: Int) {
        var window = winsize()
        guard unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(window.ws_col), Int(window.ws_row))
    }

    private static let saved = Mutex<termios?>(nil)
    private static let original = Mutex<termios?>(nil)

    /// Echoes nothing from now on, not even what is typed between two questions: it may be a share.
    static func silence() {
        var before = termios()
        guard isInteractive, unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return }
        original.withLock { $0 = before }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &silent)
    }

    /// Gives the terminal back as it was found; what was typed ahead is thrown away, or a shell would take it.
    static func giveBack() {
        original.withLock { original in
            guard var before = original else { return }
            tcflush(STDIN_FILENO, TCIFLUSH)
            unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &before)
            original = nil
        }
    }

    /// Takes keys one by one and echoes nothing while `work` runs; the terminal is put back whatever happens.
    static func withKeys<Result: ~Copyable, Failure: Error>(
        _ work: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var before = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return try work() }
        saved.withLock { $0 = before }
        let token = Interruption.undo { restore() }
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
        defer {
            restore()
            Interruption.forget(token)
        }
        return try work()
    }

    private static func restore() {
        saved.withLock { saved in
            if var before = saved { unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
            saved = nil
        }
    }

    /// Shows `work` on the alternate screen, which is cleared afterwards and leaves nothing to scroll back to.
    static func withAlternateScreen<Result: ~Copyable, Failure: Error>(
        _ work: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let leave = "\u{1B}[H\u{1B}[2J\u{1B}[?1049l\u{1B}[?25h"
        let token = Interruption.undo { Talk.write(leave) }
        Talk.write("\u{1B}[?1049h\u{1B}[2J\u{1B}[H")
        defer {
            Talk.write(leave)
            Interruption.forget(token)
        }
        return try work()
    }

    /// Writes secret bytes to the screen.
    static func show(_ bytes: borrowing SecretBytes) {
        // A screen that is gone shows nothing, which is no leak.
        try? SecretOutput.write(bytes, to: STDERR_FILENO)
    }
}
