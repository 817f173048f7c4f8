// SPDX-License-Identifier: Apache-2.0

import Glibc
import Watch

/// Where results and errors go; nothing else writes.
enum Output {
    /// Writes a result to standard output.
    ///
    /// - Throws: `CommandFailure` when it cannot be written completely.
    static func result(_ text: String) throws(CommandFailure) {
        guard write(text, to: STDOUT_FILENO) else {
            throw CommandFailure(.cannotWrite, "the report cannot be written: \(reason)")
        }
    }

    /// Says on standard error what was read but is not as it should be.
    static func warn(_ text: String) {
        _ = write("glasswatch: warning: \(PlainText.harmless(text))\n", to: STDERR_FILENO)
    }

    /// Says on standard error why a command ends.
    static func report(_ failure: CommandFailure) {
        let hint = failure.hint.map { "glasswatch: hint: \(PlainText.harmless($0))\n" } ?? ""
        _ = write("glasswatch: error: \(PlainText.harmless(failure.message))\n\(hint)", to: STDERR_FILENO)
    }

    /// Whether all of the text could be written.
    static func write(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static var reason: String { unsafe String(cString: strerror(errno)) }
}
