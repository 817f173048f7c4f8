// SPDX-License-Identifier: Apache-2.0

/// Why a document cannot be used: the place in it, what is wrong, and how to fix it.
package struct AlertsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A line and column, or a path of keys; empty for the whole document.
    package var place: String
    package var message: String
    package var hint: String

    package init(_ message: String, at place: String = "", hint: String = "") {
        self.message = message
        self.place = place
        self.hint = hint
    }

    /// The place and what is wrong there.
    package var description: String { place.isEmpty ? message : "\(place): \(message)" }
}
