// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text, padded with spaces on the right to a width in characters.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
