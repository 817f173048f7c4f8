// SPDX-License-Identifier: Apache-2.0

import Glibc
import ShareEnvelope
import Synchronization

/// Messages for people go to standard error, so that standard output has only results.
package enum Console {
    /// The program's name, as it stands before its errors.
    private static let program = Mutex("")

    /// What the commands in messages are completed with.
    private static let commands = Mutex(PrintedCommands(binder: nil))

    /// Has every command in a message name the binder from now on, as the person named it; `nil` if none has to.
    package static func name(binder: String?) { commands.withLock { $0 = PrintedCommands(binder: binder) } }

    private static func completed(_ text: String) -> String { commands.withLock { $0 }.completed(text) }

    /// Sets the name that stands before errors and warnings; call it first.
    package static func speak(as name: String) { program.withLock { $0 = name } }

    /// Writes a line, wrapped to the window; text from files, sheets and names cannot steer the terminal.
    package static func say(_ line: String = "") { write(fitted(harmless(completed(line)), to: STDERR_FILENO) + "\n") }

    /// Writes a warning, then each of the lines that a person compares.
    package static func warn(_ line: String, comparing lines: [String] = []) {
        tell("warning: ", line)
        lines.forEach(say)
    }

    /// Writes an error, what to compare, and its hint.
    package static func report(_ failure: CommandError) {
        tell("error: ", failure.message)
        failure.comparison.forEach(say)
        if let hint = failure.hint { tell("hint: ", hint) }
    }

    /// Writes why the program was ended from outside.
    static func reportInterruption(_ remark: String) {
        write("\n")
        tell("interrupted; ", remark)
    }

    private static func tell(_ kind: String, _ words: String) {
        let name = program.withLock { $0 }
        let start = (name.isEmpty ? "" : "\(name): ") + kind
        write(fitted(start + harmless(completed(words)), to: STDERR_FILENO, hang: start.count) + "\n")
    }

    /// Writes public text as it is.
    package static func write(_ text: String) { Terminal.put(Array(text.utf8)) }

    /// Writes a public result for people, of one or more lines, to standard output; wrapped where that is a window.
    package static func result(_ text: String) { evidence(completed(text)) }

    /// The same for what a ledger says: its words are not completed.
    package static func evidence(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { harmless(String($0)) }
        writeOut(lines.map { fitted($0, to: STDOUT_FILENO) }.joined(separator: "\n"))
    }

    /// Writes a public result for programs, or for copying, to standard output: its lines are never wrapped.
    package static func data(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { harmless(String($0)) }
        writeOut(lines.joined(separator: "\n"))
    }

    private static func writeOut(_ text: String) {
        // A progress line must not stand in the middle of a result on the same screen.
        Terminal.clearPassing()
        var bytes = Array((text + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            // A result that nobody reads is not a reason to fail.
            guard count > 0 || errno == EINTR else { return }
            if count > 0 { bytes = bytes.dropFirst(count) }
        }
    }

    /// A prompt as the screen shows it: wrapped, with room for an answer after it.
    static func prompt(_ text: String) -> String {
        guard let columns = Terminal.columns(of: STDERR_FILENO) else { return text }
        return WrappedText(ScreenLetters.current.spelled(text), columns: columns, room: min(12, columns / 4)).text
    }

    /// The text as a window shows it; as it is where a file or another program takes it.
    private static func fitted(_ text: String, to output: Int32, hang: Int? = nil) -> String {
        guard let columns = Terminal.columns(of: output) else { return text }
        return WrappedText(ScreenLetters.current.spelled(text), columns: columns, hang: hang).text
    }

    /// The text with U+FFFD in place of characters that move the cursor, change colors or change the writing direction;
    /// line ends at its beginning and end stay.
    package static func harmless(_ text: String) -> String {
        let lead = text.prefix { $0 == "\n" }
        let end = text.dropFirst(lead.count).hasSuffix("\n") ? "\n" : ""
        let inner = text.dropFirst(lead.count).dropLast(end.count)
        var scalars = String.UnicodeScalarView()
        for scalar in inner.unicodeScalars {
            let isHarmless = (try? PublicText(String(scalar), limit: 4)) != nil
            scalars.append(isHarmless ? scalar : "\u{FFFD}")
        }
        return lead + String(scalars) + end
    }
}
