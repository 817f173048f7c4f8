// SPDX-License-Identifier: Apache-2.0

/// What the file of the recovery page is compared with before it is used: its SHA-256 in groups, as every paper shows it.
package struct PageDigestLine: Hashable, Sendable {
    static let height = millimetres(12.5)

    /// Which file it is: "recovery.html, version 1.0".
    package let subject: String
    /// What a person compares, below ``subject`` and before ``digits``.
    package let rule = "its SHA-256 must be these 64 digits"
    /// The digits, for a line of their own. With a word before them, text that is copied from the file shows no line for
    /// typing here.
    package let digits: String

    /// - Parameters:
    ///   - version: the version of the program whose page it is.
    ///   - digest: the 64 hexadecimal digits.
    package init(version: String, digest: String) {
        subject = "recovery.html, version \(version)"
        digits = "SHA-256 \(DigitGroups(digest).text)"
    }

    init(_ set: SetFacts) { self.init(version: set.version, digest: set.pageDigest) }

    func draw(in box: Box, on canvas: Canvas) {
        var rest = box
        canvas.text("\(subject): \(rule)", in: rest.takeTop(millimetres(4)), TextStyle(size: 9, smallest: 6))
        canvas.text(PageDigestCommand.sentence, in: rest.takeTop(millimetres(3.5)), .caption)
        canvas.text(
            digits, in: rest.takeTop(millimetres(4)), TextStyle(size: 9.5, smallest: 6, family: .monospace))
    }
}
