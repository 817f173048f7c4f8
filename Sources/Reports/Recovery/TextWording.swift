// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

extension TextDefect {
    /// What is wrong, to follow the text's name.
    package var words: String {
        switch self {
        case .empty: "is empty"
        case .tooLong(let count, let limit): "has \(count) bytes, the limit is \(limit)"
        case .notUTF8: "is not UTF-8 text"
        case .forbiddenCharacter(let codePoint):
            "holds the character U+\(String(codePoint, radix: 16, uppercase: true).leftPadded(to: 4)), which could "
                + "make it look like another text"
        }
    }
}

extension String {
    /// The text, padded with leading zeros to a width.
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: "0", count: max(0, width - count)) + self
    }
}
