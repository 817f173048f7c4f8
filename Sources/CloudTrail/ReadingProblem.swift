// SPDX-License-Identifier: Apache-2.0

/// Something in a log that could not be read. What comes after it is read all the same, unless the message says not.
package struct ReadingProblem: Hashable, Sendable, Error, CustomStringConvertible {
    /// As in `EventPlace`.
    package var file: String
    /// The byte offset in the file after decompression; nil when it is about the file as a whole.
    package var offset: Int?
    package var message: String

    package init(file: String, offset: Int?, message: String) {
        self.file = file
        self.offset = offset
        self.message = message
    }

    package var description: String {
        guard let offset else { return "\(file): \(message)" }
        return "\(file), byte \(offset): \(message)"
    }
}
