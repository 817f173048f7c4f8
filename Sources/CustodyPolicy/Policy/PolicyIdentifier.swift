// SPDX-License-Identifier: Apache-2.0

/// The identifier of a failure mode, a site, a person, or a dependency: 1…32 characters from a–z, 0–9, and the hyphen.
package struct PolicyIdentifier: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The length of the longest identifier, in characters.
    package static let limit = 32

    /// The identifier as it is written in the file.
    package let rawValue: String

    /// Reads an identifier; `nil` if the text is not one.
    package init?(_ text: String) {
        guard 1...Self.limit ~= text.utf8.count,
            text.utf8.allSatisfy({ byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            })
        else { return nil }
        rawValue = text
    }

    /// The identifier as it is written in the file.
    package var description: String { rawValue }

    /// Sorts by the text.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
