// SPDX-License-Identifier: Apache-2.0

import Glibc

extension ScreenLetters {
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

    private static func value(of name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
