// SPDX-License-Identifier: Apache-2.0
//
// Fields of several credentials side by side, such as a password and the current one-time password: whoever signs in
// needs them at the same time.

import ShareEnvelope

/// The fields that take a line each, and the widths of their names.
struct RevealTable {
    /// A line of the table.
    struct Row {
        /// Which of the fields it is.
        let index: Int
        let pages: FieldPages
        /// The name.
        let label: String
        /// How many columns the name may take.
        let labelColumns: Int
        /// How many columns the value may take.
        let valueColumns: Int
    }

    let rows: [Row]
    /// In which column the values start, counted from 0.
    let start: Int

    /// - Parameters:
    ///   - columns: the width of the screen.
    ///   - limit: the most lines that it has for the table.
    init(_ fields: [CredentialField], columns: Int, limit: Int) {
        let all = fields.enumerated().compactMap { index, field -> Row? in
            guard let value = FieldPages.columns(of: field) else { return nil }
            let label = FieldPages.columns(of: "\(field.name)")
            guard label + Self.gap + value <= columns else { return nil }
            return Row(
                index: index, pages: FieldPages(field, columns: columns, rows: 1), label: "\(field.name)",
                labelColumns: label, valueColumns: value)
        }
        let start = (all.map(\.labelColumns).max() ?? 0) + Self.gap
        // A row that wrapped would be overwritten by the next one: what does not fit gets a screen of its own.
        rows = Array(all.filter { start + $0.valueColumns <= columns }.prefix(max(0, limit)))
        self.start = start
    }

    /// The columns between names and values.
    private static let gap = 2

    /// Whether a field stands in the table.
    func holds(_ index: Int) -> Bool { rows.contains { $0.index == index } }
}
