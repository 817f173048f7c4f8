// SPDX-License-Identifier: Apache-2.0

/// The digits of a digest as people compare them: in groups of four.
package struct DigitGroups: Hashable, Sendable {
    /// The groups in order.
    package let groups: [String]

    /// Cuts the digits; the last group may be shorter.
    package init(_ digits: String) {
        let digits = Array(digits)
        groups = stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
    }

    /// The groups with spaces between them.
    package var text: String { groups.joined(separator: " ") }
}
