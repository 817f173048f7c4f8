// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// A value that people type from the screen, drawn as every revealed value is: between bars, with a mark under each
/// character that looks like another, and a legend.
package struct MarkedValue {
    /// More lines than any value that is typed takes.
    private static let height = 1000
    private let field: CredentialField

    /// Draws the value of a field.
    package init(_ field: CredentialField) { self.field = field }

    /// Writes it to the alternate screen, and nowhere else.
    package func show() {
        let pages = FieldPages(
            field, columns: Terminal.size.columns, height: Self.height, ScreenLetters.current)
        for page in 0..<pages.count { Terminal.show(pages.page(page)) }
    }
}
