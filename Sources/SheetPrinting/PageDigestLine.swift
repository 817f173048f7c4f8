// SPDX-License-Identifier: Apache-2.0

/// What the file of the recovery page is checked by before it is used: its SHA-256, as sha256sum(1) prints it, in groups.
struct PageDigestLine {
    static let height = millimetres(9)

    private let version: String
    private let digits: String

    init(_ set: SetFacts) {
        version = set.version
        digits = DigitGroups(set.pageDigest).text
    }

    func draw(in box: Box, on canvas: Canvas) {
        var rest = box
        canvas.text(
            "recovery.html, version \(version): sha256sum must print these 64 digits",
            in: rest.takeTop(millimetres(4)), TextStyle(size: 9, smallest: 6))
        canvas.text(
            // With a word before them, text that is copied from the file shows no line for typing here.
            "SHA-256 \(digits)", in: rest.takeTop(millimetres(4)), TextStyle(size: 9.5, smallest: 6, family: .monospace)
        )
    }
}
