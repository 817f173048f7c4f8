// SPDX-License-Identifier: Apache-2.0

/// A table whose column titles are repeated on each page.
package struct PaperTable: Hashable, Sendable {
    /// A column.
    package struct Column: Hashable, Sendable {
        /// Its title.
        package let title: String
        /// Its width in millimeters. Columns without one share the rest.
        package let width: Double?

        /// Makes a column.
        package init(_ title: String, width: Double? = nil) {
            self.title = title
            self.width = width
        }
    }

    /// The content of a cell.
    package enum Cell: Hashable, Sendable {
        /// Texts, one under the other.
        case text([PaperText])
        /// Boxes to tick, each followed by a word.
        case ticks([String])
        /// Room to write.
        case blank

        /// One text.
        package static func text(_ text: String, _ look: PaperText.Look = .plain) -> Cell {
            .text([PaperText(text, look)])
        }
    }

    /// A row.
    package struct Row: Hashable, Sendable {
        /// A cell for each column.
        package let cells: [Cell]
        /// Its minimum height in millimeters, for writing by hand.
        package let height: Double

        /// Makes a row.
        package init(_ cells: [Cell], height: Double = 0) {
            self.cells = cells
            self.height = height
        }
    }

    /// The columns, from the left.
    package let columns: [Column]
    /// The rows, from the top.
    package let rows: [Row]

    /// Makes a table.
    package init(_ columns: [Column], _ rows: [Row]) {
        self.columns = columns
        self.rows = rows
    }
}
