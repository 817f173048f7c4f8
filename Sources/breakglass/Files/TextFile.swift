// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Glibc
import TerminalDialogue

/// Reads text files that people write: a roster, a policy.
enum TextFile {
    /// The text of a file, by the rule of ``TextInput``.
    ///
    /// - Parameters:
    ///   - limit: the most bytes; a device may have no end.
    ///   - hint: the hint of an error: what belongs there.
    static func read(_ path: String, limit: Int, hint: String) throws(CommandError) -> String {
        let file = try InputFile.open(path)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count < bytes.count {
            let piece = unsafe bytes[count...].withUnsafeMutableBytes { room in
                unsafe Glibc.read(file, room.baseAddress, room.count)
            }
            if piece < 0, errno == EINTR { continue }
            guard piece >= 0 else {
                throw CommandError(
                    .badInput, "\(path) cannot be read: \(unsafe String(cString: strerror(errno)))", hint: hint)
            }
            guard piece > 0 else {
                do throws(TextInputDefect) { return try TextInput.text(of: Array(bytes[..<count])) } catch {
                    throw CommandError(.badInput, "\(path) \(error.words)", hint: "save it as UTF-8; \(hint)")
                }
            }
            count += piece
        }
        throw CommandError(.badInput, "\(path) has more than \(limit / 1024) KiB", hint: hint)
    }
}
