// SPDX-License-Identifier: Apache-2.0

/// A command on paper, broken into lines. All lines but the last end in a backslash, so that a shell reads one line.
struct CommandLines {
    /// The lines.
    let lines: [String]

    /// - Parameter width: the most characters on a line.
    init(_ command: String, width: Int) {
        var lines: [String] = []
        var line = ""
        for word in Self.units(command) {
            // A line that continues needs room for its backslash.
            if !line.isEmpty, line.count + 1 + word.count > width - 2 {
                lines.append(line + " \\")
                line = "    " + word
            } else {
                line += line.isEmpty ? word : " " + word
            }
        }
        self.lines = lines + [line]
    }

    /// The words of a command, each option together with its value.
    private static func units(_ command: String) -> [String] {
        words(command).reduce(into: []) { units, word in
            if let last = units.last, last.hasPrefix("--"), !last.contains(" "), !word.hasPrefix("-") {
                units[units.count - 1] += " " + word
            } else {
                units.append(word)
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
