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
        /// The name, with blanks up to the width of the longest.
        let label: String
    }

    let rows: [Row]

    /// - Parameters:
    ///   - columns: the width of the screen.
    ///   - limit: the most lines that it has for the table.
    init(_ fields: [CredentialField], columns: Int, limit: Int) {
        let width = fields.map { "\($0.name)".count }.max() ?? 0
        rows = fields.enumerated().compactMap { index, field in
            let pages = FieldPages(field, columns: columns - width - 2, rows: 1)
            guard pages.isOneTimePassword || pages.count == 1 else { return nil }
            return Row(index: index, pages: pages, label: "\(field.name)".padded(to: width))
        }.prefix(max(0, limit)).map { $0 }
    }

    /// Whether a field stands in the table.
    func holds(_ index: Int) -> Bool { rows.contains { $0.index == index } }
}
