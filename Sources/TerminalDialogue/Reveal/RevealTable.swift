// SPDX-License-Identifier: Apache-2.0
//
// Fields of several credentials side by side, such as a password and the current one-time password: to sign in, a
// person needs them at the same time.

import SecretMemory
import ShareEnvelope

/// The fields that fit on one line each and need no legend.
struct RevealTable {
    /// A field of the table.
    struct Row {
        /// Which of the fields it is.
        let index: Int
        let field: CredentialField
        fileprivate let picture: ValuePicture
        var label: String { "\(field.name)" }

        var isOneTimePassword: Bool { field.kind == .oneTimePasswordSeed }
        /// The lines that it takes.
        var height: Int { hasMarks ? 2 : 1 }
        /// Whether characters that look alike are marked in a second line.
        var hasMarks: Bool { !isOneTimePassword && picture.marksAlikes }
        /// The value between its bars.
        var value: SecretBytes { picture.row(field.value, 0..<field.value.count) }
        var marks: SecretBytes { picture.marks(field.value, 0..<field.value.count) }
        /// How long the value is.
        var note: String { "  \(picture.characterCount) characters" }

        fileprivate var labelColumns: Int { RevealTable.columns(of: label) }
        fileprivate var valueColumns: Int {
            isOneTimePassword ? RevealScreen.codeColumns : picture.characterCount + 2 + note.count
        }
    }

    let rows: [Row]
    /// The column in which the values start, from 0.
    let start: Int

    /// - Parameters:
    ///   - columns: the width of the screen.
    ///   - limit: the most lines that it has for the table.
    init(_ fields: [CredentialField], columns: Int, limit: Int, _ letters: ScreenLetters) {
        let all = fields.enumerated().compactMap { index, field -> Row? in
            let row = Row(index: index, field: field, picture: ValuePicture(field.value, letters))
            guard row.isOneTimePassword || row.picture.isPlain else { return nil }
            return row.labelColumns + Self.gap + row.valueColumns <= columns ? row : nil
        }
        let start = (all.map(\.labelColumns).max() ?? 0) + Self.gap
        var left = limit
        // A wrapped row would be overwritten by the next one: what does not fit gets its own screen.
        rows = all.filter { row in
            guard start + row.valueColumns <= columns, row.height <= left else { return false }
            left -= row.height
            return true
        }
        self.start = start
    }

    /// The columns between names and values.
    private static let gap = 2

    /// Whether a field is in the table.
    func holds(_ index: Int) -> Bool { rows.contains { $0.index == index } }

    /// How many columns a name may take.
    private static func columns(of name: String) -> Int {
        name.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
    }
}
