// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Which characters a terminal can be trusted to show.
enum ScreenLetters {
    /// Only ASCII: the locale's encoding is not UTF-8.
    case ascii
    /// Only the western alphabets: the kernel's own console has no others in its font.
    case western
    /// All.
    case all

    /// What the environment says about this terminal (locale(7): the first of these variables that is set decides).
    static var current: ScreenLetters {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { value(of: $0) }.first { !$0.isEmpty } ?? ""
        let encoding = locale.lowercased().filter { $0 != "-" }
        guard encoding.contains("utf8") else { return .ascii }
        return value(of: "TERM") == "linux" ? .western : .all
    }

    /// Whether a character beyond ASCII is among them.
    func contain(_ codePoint: UInt32) -> Bool {
        switch self {
        case .ascii: false
        case .western: (0xA1...0x17F).contains(codePoint)
        case .all: true
        }
    }

    private static func value(of name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
