// SPDX-License-Identifier: Apache-2.0

/// How many entries a tree has: 0…2⁶³ − 1.
package struct TreeSize: Hashable, Comparable, Sendable {
    /// The number.
    package let rawValue: UInt64

    /// Makes a size of a number of entries.
    ///
    /// - Returns: `nil` beyond 2⁶³ − 1.
    package init?(_ rawValue: UInt64) {
        guard rawValue <= UInt64(Int64.max) else { return nil }
        self.rawValue = rawValue
    }

    init(counting count: Int) { rawValue = UInt64(count) }

    /// Reads a decimal without leading zeros.
    ///
    /// - Returns: `nil` for any other text.
    package init?(decimal text: String) {
        guard let value = UInt64(text), String(value) == text else { return nil }
        self.init(value)
    }

    /// Orders by number.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
