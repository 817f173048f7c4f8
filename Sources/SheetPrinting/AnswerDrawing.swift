// SPDX-License-Identifier: Apache-2.0

/// What the paper of an answer to a drill's letter shows.
public struct DrillAnswerPaper: Hashable, Sendable {
    /// The account.
    public let account: String
    /// The set's code.
    public let setCode: String
    /// Which share answers, such as `g1m2`.
    public let share: String
    /// The challenge's four words.
    public let words: [String]
    /// When it was signed.
    public let signed: CreationTime
    /// The answer's code.
    public let code: String
    /// The same for reading out and typing.
    public let lines: [String]

    /// Makes the content of an answer.
    public init(
        account: String, setCode: String, share: String, words: [String], signed: CreationTime, code: String,
        lines: [String]
    ) {
        self.account = account
        self.setCode = setCode
        self.share = share
        self.words = words
        self.signed = signed
        self.code = code
        self.lines = lines
    }
}

/// Draws the answer to a drill's letter.
public enum AnswerDrawing {
    private static let introductionHeight = millimetres(58)

    /// The answer as a PDF of one page.
    ///
    /// - Throws: `PrintingError` when it cannot be drawn.
    public static func draw(_ answer: DrillAnswerPaper, paper: PaperSize) throws(PrintingError) -> SheetFile {
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
            PrintedName.harmless(answer.account), in: rest.takeTop(millimetres(11), gap: millimetres(2)), .title)
        canvas.text(
            "Share \(answer.share) of set \(answer.setCode) is whole.",
            in: rest.takeTop(millimetres(6), gap: millimetres(1.5)), .heading)
        canvas.text(
            answer.words.joined(separator: " "), in: rest.takeTop(millimetres(8), gap: millimetres(2)),
            TextStyle(size: 17, smallest: 10, isBold: true, family: .monospace))
        canvas.paragraphs(
            [
                Paragraph(
                    lead: "Send this page back, ",
                    text: "or its code, or its four lines. Nothing on it is secret. "
                        + "Signed \(answer.signed.inWords).")
            ], in: rest, .body)
        var flow = ContinuationFlow(first: free, other: free)
        flow.add(
            [try EncodedCode(PublicCode(title: "Answer", text: answer.code))], title: "The answer",
            note: "For breakglass drill record.")
        flow.add(answer.lines, title: "The same to read out or type", note: "Each line has a check of its own.")
        flow.draw(page: 0, on: canvas)
        try files.endPage()
        guard let file = try files.finish().first else { throw .drawingFailed("an answer has a page") }
        return file
    }
}
