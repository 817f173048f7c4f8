// SPDX-License-Identifier: Apache-2.0

/// Why an export cannot be read or written as a whole, and what to do.
package enum PostureError: Error, Hashable, Sendable {
    /// There is no such folder or program.
    case notFound(String, hint: String)
    /// What is there cannot be used.
    case unusable(String, hint: String)
    /// The export cannot be written.
    case cannotWrite(String, hint: String)

    package var message: String {
        switch self {
        case .notFound(let message, _), .unusable(let message, _), .cannotWrite(let message, _): message
        }
    }

    package var hint: String {
        switch self {
        case .notFound(_, let hint), .unusable(_, let hint), .cannotWrite(_, let hint): hint
        }
    }
}
