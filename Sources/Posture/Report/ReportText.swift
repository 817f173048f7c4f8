// SPDX-License-Identifier: Apache-2.0

/// Lines for a terminal of 80 columns.
enum ReportText {
    static let width = 80

    /// Text of an export without what a terminal obeys.
    private static func harmless(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                        "?"
                    default: scalar
                    }
                }))
    }

    /// Words in lines; a word longer than a line stays whole, so that it can be copied.
    static func wrapped(_ text: String, first: String, rest: String) -> [String] {
        fold(harmless(text).split(separator: " ").map(String.init), first: first, rest: rest, ending: "")
    }

    /// A command in lines that a shell reads as one.
    static func command(_ text: String, first: String, rest: String) -> [String] {
        fold(words(harmless(text)), first: first, rest: rest, ending: " \\")
    }

    private static func fold(_ words: [String], first: String, rest: String, ending: String) -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in words {
            if !isEmpty, line.count + 1 + word.count + ending.count > width {
                lines.append(line + ending)
                line = rest
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
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
