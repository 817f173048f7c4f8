// SPDX-License-Identifier: Apache-2.0
//
// Lays out rows of text for people. Nothing else decides where a cell goes that does not fit.

/// Rows of cells in columns.
///
/// Where a width is given, the cells that do not fit go below their row, indented. The second of two cells may be longer
/// than the width if its column has half of it: the screen wraps such a cell in its column.
struct TextTable {
    private static let gap = 2

    private let rows: [[String]]
    private let indent: Int
    /// Where each column starts.
    private let starts: [Int]

    /// - Parameters:
    ///   - rows: the cells of each row, from the left; the last cell of a row does not widen its column.
    ///   - indent: how far all of them are indented.
    ///   - least: the least widths of the first columns.
    init(_ rows: [[String]], indent: Int = 2, least: [Int] = []) {
        self.rows = rows.map { row in Array(row.prefix((row.lastIndex { !$0.isEmpty } ?? -1) + 1)) }
        self.indent = indent
        let columns = self.rows.map(\.count).max() ?? 0
        var starts = [indent]
        for column in 0..<columns {
            let cells = self.rows.filter { $0.count > column + 1 }.map { $0[column].count }
            let width = max(cells.max() ?? 0, column < least.count ? least[column] : 0)
            starts.append(starts[column] + (width > 0 ? width + Self.gap : 0))
        }
        self.starts = starts
    }

    /// The table as lines.
    ///
    /// - Parameter width: how many characters a line should have; `nil` for a line for each row.
    func lines(width: Int?) -> [String] { rows.flatMap { lines(of: $0, width) } }

    private func lines(of row: [String], _ width: Int?) -> [String] {
        guard let width,
            let cut = row.indices.first(where: { $0 > 0 && starts[$0] + row[$0].count > width }),
            row.count > 2 || 2 * starts[cut] > width
        else { return [joined(row[...])] }
        // Below the second column if that leaves most of the line, or else below the row.
        let below = (4 * starts[1] <= width ? starts[1] : indent) + Self.gap
        let rest = row[cut...].filter { !$0.isEmpty }.joined(separator: ", ")
        let start = joined(row[..<cut])
        // A row that continues the one above has nothing in its first columns.
        return (start.isEmpty ? [] : [start]) + [String(repeating: " ", count: below) + rest]
    }

    /// Cells of a row in their columns, without spaces at the end.
    private func joined(_ cells: ArraySlice<String>) -> String {
        let line = cells.enumerated().reduce(into: "") { line, cell in
            line = line.padded(to: starts[cell.offset]) + cell.element
        }
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}

extension String {
    /// The text, padded with spaces on the right to a width in characters.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
