// SPDX-License-Identifier: Apache-2.0
//
// One lock owns the screen: all drawing and every change of its settings holds it. So a program that is ended from
// outside leaves the screen permanently: what another thread draws afterwards goes nowhere.

import Glibc
import Isolation
package import SecretMemory
import Synchronization

/// The person's keyboard and screen.
package enum Terminal {
    /// Whether a person can answer.
    package static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Whether a secret can be shown on a screen that is cleared afterwards.
    package static var canReveal: Bool { isInteractive && isatty(STDOUT_FILENO) == 1 }

    /// Columns and rows of the screen.
    package static var size: (columns: Int, rows: Int) { size(of: STDERR_FILENO) }

    /// The width of the window that an output goes to; `nil` where it goes to a file or another program.
    static func columns(of output: Int32) -> Int? { isatty(output) == 1 ? size(of: output).columns : nil }

    /// How many characters a line of a result may have; `nil` where a file or a program gets it.
    package static var resultWidth: Int? { columns(of: STDOUT_FILENO) }

    private static func size(of output: Int32) -> (columns: Int, rows: Int) {
        var window = winsize()
        guard unsafe ioctl(output, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(window.ws_col), Int(window.ws_row))
    }

    // MARK: - Who owns the screen

    private struct Owned {
        /// The settings before the program started, and before keys were read one by one.
        var original: termios?
        var beforeKeys: termios?
        var isAlternate = false
        /// The line of progress that the screen shows now; whatever is written next takes its place.
        var passing: String?
        /// The thread that ends the program; from then on, only that thread draws.
        var ending: pthread_t?

        /// Whether the calling thread may draw and change settings.
        var isMine: Bool { ending.map { pthread_equal($0, pthread_self()) != 0 } ?? true }
    }

    /// In an object, because Swift 6.3.1 with optimization gives a static `Mutex` of this value wrong contents, so that
    /// nobody owns the screen and nothing is ever shown.
    private final class Ownership: Sendable {
        let state = Mutex(Owned())
    }

    private static let ownership = Ownership()
    private static let enter = "\u{1B}[?1049h\u{1B}[2J\u{1B}[H"
    private static let leave = "\u{1B}[H\u{1B}[2J\u{1B}[?1049l\u{1B}[?25h"

    /// Writes public bytes to the screen, unless the program is being ended by another thread.
    package static func put(_ bytes: [UInt8]) {
        ownership.state.withLock { owned in
            guard owned.isMine else { return }
            clearPassing(&owned)
            writeAll(bytes)
        }
    }

    /// Shows a line until something else is written, or until it is cleared.
    static func putPassing(_ line: String) {
        ownership.state.withLock { owned in
            guard owned.isMine, !owned.isAlternate, owned.passing != line else { return }
            owned.passing = line
            // The cursor stands at the start of the line: nothing is being asked.
            writeAll(Array("\r\(line)\u{1B}[K\r".utf8))
        }
    }

    /// Clears that line.
    static func clearPassing() { ownership.state.withLock { owned in if owned.isMine { clearPassing(&owned) } } }

    private static func clearPassing(_ owned: inout Owned) {
        guard owned.passing != nil else { return }
        owned.passing = nil
        writeAll(Array("\r\u{1B}[K".utf8))
    }

    /// Writes a typed part of a line back to the screen.
    package static func echo(_ bytes: borrowing Span<UInt8>) {
        let copy = SecretBytes(copying: bytes)
        ownership.state.withLock { owned in if owned.isMine { try? SecretOutput.write(copy, to: STDERR_FILENO) } }
    }

    /// Writes secret bytes to the alternate screen, and nowhere else.
    package static func show(_ bytes: borrowing SecretBytes) {
        // If the screen is gone, nothing is shown and nothing leaks.
        ownership.state.withLock { owned in
            if owned.isMine, owned.isAlternate { try? SecretOutput.write(bytes, to: STDERR_FILENO) }
        }
    }

    /// Leaves the screen permanently, for a program that is ended from outside: clears what is shown and restores the
    /// settings. A screen that no longer accepts output does not delay the end.
    package static func end() {
        for attempt in 0..<200 {
            // Output that the terminal has not accepted after a second will not be accepted.
            if attempt == 100 { tcflush(STDERR_FILENO, TCOFLUSH) }
            let isDone: Bool? = ownership.state.withLockIfAvailable { owned in
                owned.ending = pthread_self()
                clearPassing(&owned)
                if owned.isAlternate { writeAll(Array(leave.utf8)) }
                owned.isAlternate = false
                giveBack(&owned)
                return true
            }
            if isDone == true { return }
            usleep(10_000)
        }
    }

    private static func writeAll(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            // A terminal that is gone is not a reason to fail.
            guard count > 0 || errno == EINTR else { return }
            if count > 0 { rest = rest.dropFirst(count) }
        }
    }

    // MARK: - Settings

    /// Turns echo off from now on, even for what is typed between two questions: it may be a share.
    package static func silence() {
        var before = termios()
        guard isInteractive, unsafe tcgetattr(STDIN_FILENO, &before) == 0 else { return }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        // Ctrl-S would stop output, and so block the thread that wants to clear the screen.
        silent.c_iflag &= ~tcflag_t(IXON)
        ownership.state.withLock { owned in
            owned.original = before
            unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &silent)
        }
    }

    /// Restores the terminal; what was typed ahead is discarded, or the shell would read it.
    package static func giveBack() { ownership.state.withLock { owned in if owned.isMine { giveBack(&owned) } } }

    private static func giveBack(_ owned: inout Owned) {
        guard var before = owned.original else { return }
        tcflush(STDIN_FILENO, TCIFLUSH)
        unsafe tcsetattr(STDIN_FILENO, TCSANOW, &before)
        (owned.original, owned.beforeKeys) = (nil, nil)
    }

    /// Reads keys one by one without echo while `work` runs; the terminal is restored in any case.
    package static func withKeys<Result: ~Copyable, Failure: Error>(
        _ work: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        Crash.coverThread()
        let isOuter = ownership.state.withLock { owned in
            var before = termios()
            guard owned.isMine, owned.beforeKeys == nil, unsafe tcgetattr(STDIN_FILENO, &before) == 0 else {
                return false
            }
            owned.beforeKeys = before
            var raw = before
            raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
            raw.c_iflag &= ~tcflag_t(IXON)
            unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
            return true
        }
        defer {
            if isOuter {
                ownership.state.withLock { owned in
                    if owned.isMine, var before = owned.beforeKeys {
                        unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &before)
                    }
                    owned.beforeKeys = nil
                }
            }
        }
        return try work()
    }

    /// Shows `work` on the alternate screen, which is cleared afterwards and leaves nothing to scroll back to.
    package static func withAlternateScreen<Result: ~Copyable, Failure: Error>(
        _ work: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        Crash.coverThread()
        turn(isAlternate: true, enter)
        defer { turn(isAlternate: false, leave) }
        return try work()
    }

    private static func turn(isAlternate: Bool, _ sequence: String) {
        ownership.state.withLock { owned in
            guard owned.isMine, owned.isAlternate != isAlternate else { return }
            clearPassing(&owned)
            owned.isAlternate = isAlternate
            writeAll(Array(sequence.utf8))
        }
    }
}
