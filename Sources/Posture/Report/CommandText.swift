// SPDX-License-Identifier: Apache-2.0

import PlainTexts

extension PlainText {
    /// A command in lines that a shell reads as one.
    static func command(_ text: String, first: String, rest: String) -> [String] {
        folded(words(harmless(text)), first: first, rest: rest, ending: " \\")
    }

    /// The words of a command, each with its quotation marks.
    private static func words(_ command: String) -> [String] {
        var words = [""]
        var isQuoted = false
        for sign in command {
            if sign == "'" { isQuoted.toggle() }
            if sign == " ", !isQuoted { words.append("") } else { words[words.count - 1].append(sign) }
        }
        return words.filter { !$0.isEmpty }
    }
}
