// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Glibc
import ShareEnvelope

/// The program's exit codes; docs/man and the README list them, and they do not change.
enum ExitCode: Int32 {
    /// The quorum is not met.
    case quorumNotMet = 3
    /// A rule of custody forbids it; the message says how to override it.
    case refused = 4
    /// A sheet could not be printed.
    case notPrinted = 5
    /// A sheet could not be read back, or not every printed sheet was.
    case notReadBack = 6
    /// A policy has warnings.
    case lintWarning = 8
    /// A policy has something critical.
    case lintCritical = 9
    /// Something is due soon.
    case dueSoon = 10
    /// Something is overdue or open.
    case overdue = 11
    /// The command line is wrong (sysexits.h, EX_USAGE).
    case usage = 64
    /// Something that was given cannot be used (EX_DATAERR).
    case badInput = 65
    /// Something that was named is not there (EX_NOINPUT).
    case notFound = 66
    /// A fault of this program or machine (EX_SOFTWARE).
    case fault = 70
    /// An output cannot be created (EX_CANTCREAT).
    case cannotCreate = 73
    /// An output cannot be written completely (EX_IOERR).
    case cannotWrite = 74
    /// The person ended it: 128 and SIGINT.
    case interrupted = 130
}

/// One clear error: what and where, how to fix it, and the exit code.
struct CommandError: Error {
    let code: ExitCode
    let message: String
    let hint: String?

    init(_ code: ExitCode, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    init(_ code: ExitCode, _ refusal: Refusal) { self.init(code, refusal.words, hint: refusal.hint) }
}

/// Messages for people go to standard error, so that standard output has only results.
enum Console {
    /// Writes a line; text from files, sheets and names cannot steer the terminal.
    static func say(_ line: String = "") { write(harmless(line) + "\n") }

    /// Writes a warning.
    static func warn(_ line: String) { write("breakglass: warning: \(harmless(line))\n") }

    /// Writes an error and its hint.
    static func report(_ failure: CommandError) {
        write("breakglass: error: \(harmless(failure.message))\n")
        if let hint = failure.hint { write("breakglass: hint: \(harmless(hint))\n") }
    }

    /// Writes public text as it is.
    static func write(_ text: String) { Terminal.put(Array(text.utf8)) }

    /// Writes a public result, of one or more lines, to standard output.
    static func result(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { harmless(String($0)) }
        var bytes = Array((lines.joined(separator: "\n") + "\n").utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            // A result that nobody reads is not a reason to fail.
            guard count > 0 || errno == EINTR else { return }
            if count > 0 { bytes = bytes.dropFirst(count) }
        }
    }

    /// The text with U+FFFD in place of characters that move the cursor, change colors or change the writing direction;
    /// line ends at its beginning and end stay.
    static func harmless(_ text: String) -> String {
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
