// SPDX-License-Identifier: Apache-2.0

/// The content of the answer to a drill letter.
package struct DrillAnswerPaper: Hashable, Sendable {
    /// What the sheet opens.
    package let subject: PaperSubject
    /// Which share answers, such as `g1m2`.
    package let share: String
    /// The same in words: "share 2 of 3 in Security".
    package let shareInWords: String
    /// The challenge's four words.
    package let words: [String]
    /// When it was signed.
    package let signed: CreationTime
    /// The answer's code.
    package let code: String
    /// The same for reading out and typing.
    package let lines: [String]

    /// Makes the content of an answer.
    package init(
        subject: PaperSubject, share: String, shareInWords: String, words: [String], signed: CreationTime, code: String,
        lines: [String]
    ) {
        self.subject = subject
        self.share = share
        self.shareInWords = shareInWords
        self.words = words
        self.signed = signed
        self.code = code
        self.lines = lines
    }
}

/// Draws the answer to a drill letter.
package enum AnswerDrawing {
    private static let introductionHeight = millimetres(76)

    /// The answer as a PDF of one page.
    ///
    /// - Throws: `PrintingError` when it cannot be drawn.
    package static func draw(_ answer: DrillAnswerPaper, paper: PaperSize) throws(PrintingError) -> SheetFile {
        let frame = PageFrame(paper: paper)
        var free = frame.whole
        var rest = free.takeTop(introductionHeight)
        var files = FileSequence(
            format: .pdf, paper: paper, title: "Breakglass drill answer of share \(answer.share)",
            created: answer.signed)
        let canvas = files.startPage()
        PageHeading(left: "Breakglass drill answer about emergency access to", page: 1, pageCount: 1)
            .draw(in: rest.takeTop(millimetres(4), gap: millimetres(1)), on: canvas)
        canvas.text(
            answer.subject.title, in: rest.takeTop(millimetres(11), gap: millimetres(2)), .title)
        canvas.text(
            "Whole: \(PrintedName.harmless(answer.shareInWords)) (\(answer.share)).",
            in: rest.takeTop(millimetres(6), gap: millimetres(1)), .heading)
        canvas.text(
            "Of \(answer.subject.set).", in: rest.takeTop(millimetres(5), gap: millimetres(1.5)),
            TextStyle(size: 10, smallest: 6))
        canvas.text(
            answer.words.joined(separator: " "), in: rest.takeTop(millimetres(8), gap: millimetres(2)),
            TextStyle(size: 17, smallest: 10, isBold: true, family: .monospace))
        canvas.paragraphs(
            [
                Paragraph(
                    lead: "Send this page back, ",
                    text: "or its code, or its four lines. Nothing on it is secret. "
                        + "Signed \(answer.signed.inWords).")
            ], in: rest.takeTop(millimetres(10)), .body)
        WritingLine.row(
            [WritingLine("Answered by"), WritingLine("Date")], in: rest.takeTop(millimetres(12)), on: canvas)
        var flow = ContinuationFlow(first: free, other: free)
        flow.add(
            [try EncodedCode(PublicCode(title: "Answer", text: answer.code))], title: "The answer",
            note: "For breakglass drill mail.")
        flow.add(answer.lines, title: "The same to read out or type", note: "Each line has its own check.")
        flow.draw(page: 0, on: canvas)
        try files.endPage()
        guard let file = try files.finish().first else { throw .drawingFailed("an answer has a page") }
        return file
    }
}
