// SPDX-License-Identifier: Apache-2.0

/// A command broken into lines between its words. All lines but the last end in a backslash, so that a shell reads one
/// line. An option stays with its value, and a path or a URL in one piece, whatever the width.
package struct CommandLines {
    private static let indent = "    "

    /// The lines. One that continues another is indented, except within a code that is wider than a line: between its
    /// groups, the next line starts at the edge, because a shell would read spaces as the end of the word.
    package let lines: [String]

    /// - Parameters:
    ///   - width: the most columns of a line; only a word that is wider by itself exceeds it.
    ///   - columns: how many columns a text takes.
    package init(_ command: String, width: Int, columns: (String) -> Int = { $0.count }) {
        // A line that continues needs room for its backslash.
        let room = width - 2
        func fits(_ word: String) -> Bool { Self.indent.count + columns(word) <= room }
        var lines: [String] = []
        var line = ""
        let words = Self.units(command).flatMap { unit in
            let whole = unit.joined(separator: " ")
            return fits(whole) ? [whole] : unit
        }
        for word in words {
            if !line.isEmpty, columns(line) + 1 + columns(word) > room {
                lines.append(line + " \\")
                line = Self.indent
            } else if !line.isEmpty {
                line += " "
            }
            guard !fits(word), let code = CodeGroups(word) else {
                line += word
                continue
            }
            for group in code.groups {
                if line.hasSuffix("-"), columns(line) + columns(group) > room {
                    lines.append(line + "\\")
                    line = ""
                }
                line += group
            }
        }
        self.lines = lines + [line]
    }

    /// The words of a command, each option together with its value.
    private static func units(_ command: String) -> [[String]] {
        words(command).reduce(into: []) { units, word in
            if let last = units.last, last.count == 1, last[0].hasPrefix("--"), !word.hasPrefix("-") {
                units[units.count - 1].append(word)
            } else {
                units.append([word])
            }
        }
    }

    /// The words of a command, with quoted ones whole. Reads code point by code point, as a shell does.
    private static func words(_ command: String) -> [String] {
        var words: [String] = []
        var word = ""
        var quote: Unicode.Scalar?
        var isEscaped = false
        for scalar in command.unicodeScalars {
            if scalar == " ", quote == nil, !isEscaped {
                words.append(word)
                word = ""
                continue
            }
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\", quote != "'" {
                isEscaped = true
            } else if scalar == quote {
                quote = nil
            } else if quote == nil, scalar == "\"" || scalar == "'" {
                quote = scalar
            }
            word.unicodeScalars.append(scalar)
        }
        return words + [word]
    }
}
