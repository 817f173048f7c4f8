// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Which characters a terminal can be trusted to show.
package enum ScreenLetters {
    /// Only ASCII: the locale's encoding is not UTF-8.
    case ascii
    /// Only the western alphabets: the kernel's own console has no others in its font.
    case western
    /// All.
    case all

    /// What the environment says about this terminal.
    package static var current: ScreenLetters {
        guard isUTF8 else { return .ascii }
        return value(of: "TERM") == "linux" ? .western : .all
    }

    /// Whether the locale's encoding is UTF-8. The first of these variables that is set names it (locale(7)); the
    /// system knows what a name without an encoding means, but not the names of locales that are not installed.
    private static var isUTF8: Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { value(of: $0) }.first { !$0.isEmpty } ?? ""
        if isUTF8(named: locale) { return true }
        guard let loaded = unsafe newlocale(LC_CTYPE_MASK, "", nil) else { return false }
        defer { unsafe freelocale(loaded) }
        guard let encoding = unsafe nl_langinfo_l(nl_item(CODESET), loaded) else { return false }
        return isUTF8(named: unsafe String(cString: encoding))
    }

    private static func isUTF8(named name: String) -> Bool {
        name.lowercased().filter { $0 != "-" }.contains("utf8")
    }

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

    private static func value(of name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
