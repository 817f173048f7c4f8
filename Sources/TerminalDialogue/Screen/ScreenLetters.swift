// SPDX-License-Identifier: Apache-2.0

/// Which characters a terminal can be trusted to show.
package enum ScreenLetters {
    /// Only ASCII: the locale's encoding is not UTF-8.
    case ascii
    /// Only the western alphabets: the kernel's own console has no others in its font.
    case western
    /// All.
    case all

    /// Whether a character beyond ASCII is among them.
    package func contain(_ codePoint: UInt32) -> Bool {
        switch self {
        case .ascii: false
        case .western: (0xA1...0x17F).contains(codePoint)
        case .all: true
        }
    }

    /// The text with the signs that this program draws in a form that the terminal can show. Letters stay: a name is
    /// shown as it is.
    package func spelled(_ text: String) -> String {
        if case .all = self { return text }
        var spelled = ""
        for scalar in text.unicodeScalars {
            if !contain(scalar.value), let plain = Self.plain(scalar) {
                spelled += plain
            } else {
                spelled.unicodeScalars.append(scalar)
            }
        }
        return spelled
    }

    private static func plain(_ sign: Unicode.Scalar) -> String? {
        switch sign {
        case "…": "..."
        case "—", "–", "−", "─": "-"
        case "“", "”": "\""
        case "‘", "’": "'"
        case "×": "x"
        case "·", "•": "*"
        case "≤": "<="
        case "≥": ">="
        case "→": "->"
        case "│": "|"
        case "█", "■": "#"
        case "░", "□": "."
        case "\u{FFFD}": "?"
        default: nil
        }
    }
}
