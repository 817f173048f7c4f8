// SPDX-License-Identifier: Apache-2.0

/// Text for a terminal of 80 columns.
package enum PlainText {
    /// How many columns a line has.
    static let width = 80

    /// Text of a log without control characters: the caller chooses the user agent.
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

    /// Lines of words, each line indented; words longer than a line stay whole, so that they can be copied.
    static func wrapped(_ text: String, indent: Int = 0, hanging: Int? = nil) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var isEmpty = true
        for word in harmless(text).split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(repeating: " ", count: hanging ?? indent)
                isEmpty = true
            }
            if !isEmpty { line += " " }
            line += word
            isEmpty = false
        }
        return lines + [line]
    }

    /// Rows of cells in columns as wide as their widest cell.
    static func table(_ rows: [[String]], indent: Int) -> [String] {
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
