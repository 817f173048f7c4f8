// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

extension KeyboardGuess {
    /// What is wrong between the reader and the keyboard.
    package var words: String {
        let name = layout.rawValue
        let cause =
            wrong == .computer
            ? "this computer is set to \(name), and your reader types for another keyboard layout"
            : "your reader types for another keyboard layout: \(name)"
        return isProven
            ? "\(cause); the code was read anyway. Set the reader to this computer's layout"
            : "\(cause), or the code was misread. Set the reader to this computer's layout, and scan it again"
    }
}
