// SPDX-License-Identifier: Apache-2.0

/// Text for a terminal of 80 columns.
package enum PlainText {
    /// How many columns a line has.
    static let width = 80

    /// Text without control characters, which a terminal would obey: anybody can put some into a log.
    package static func harmless(_ text: String) -> String {
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

    /// Lines of words, each line indented.
    package static func wrapped(_ text: String, indent: Int = 0, hanging: Int? = nil) -> [String] {
        let rest = String(repeating: " ", count: hanging ?? indent)
        return wrapped(text, first: String(repeating: " ", count: indent), rest: rest)
    }

    /// Lines of words, of which the first begins in its own way.
    package static func wrapped(_ text: String, first: String, rest: String) -> [String] {
        folded(harmless(text).split(separator: " ").map(String.init), first: first, rest: rest)
    }

    /// Lines of words, with an ending on each but the last. A word longer than a line stays whole, so that it can be
    /// copied.
    package static func folded(_ words: [String], first: String, rest: String, ending: String = "") -> [String] {
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

    /// Rows of cells in columns as wide as their widest cell.
    package static func table(_ rows: [[String]], indent: Int) -> [String] {
        let rows = rows.map { $0.map(harmless) }
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.compactMap { $0.count > column ? $0[column].count : nil }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return String(repeating: " ", count: indent) + cells.joined(separator: "  ")
        }
    }
}
