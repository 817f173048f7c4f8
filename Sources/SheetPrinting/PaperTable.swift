// SPDX-License-Identifier: Apache-2.0

/// A table whose column titles are repeated on each page.
public struct PaperTable: Hashable, Sendable {
    /// A column.
    public struct Column: Hashable, Sendable {
        /// Its title.
        public let title: String
        /// Its width in millimeters. Columns without one share the rest.
        public let width: Double?

        /// Makes a column.
        public init(_ title: String, width: Double? = nil) {
            self.title = title
            self.width = width
        }
    }

    /// The content of a cell.
    public enum Cell: Hashable, Sendable {
        /// Texts, one under the other.
        case text([PaperText])
        /// Boxes to tick, each followed by a word.
        case ticks([String])
        /// Room to write.
        case blank

        /// One text.
        public static func text(_ text: String, _ look: PaperText.Look = .plain) -> Cell {
            .text([PaperText(text, look)])
        }
    }

    /// A row.
    public struct Row: Hashable, Sendable {
        /// A cell for each column.
        public let cells: [Cell]
        /// Its minimum height in millimeters, for writing by hand.
        public let height: Double

        /// Makes a row.
        public init(_ cells: [Cell], height: Double = 0) {
            self.cells = cells
            self.height = height
        }
    }

    /// The columns, from the left.
    public let columns: [Column]
    /// The rows, from the top.
    public let rows: [Row]

    /// Makes a table.
    public init(_ columns: [Column], _ rows: [Row]) {
        self.columns = columns
        self.rows = rows
    }
}
