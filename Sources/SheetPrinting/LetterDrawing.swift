// SPDX-License-Identifier: Apache-2.0
//
// A drill's letter and the answer to it, a page each. Nothing on them is secret.

/// What a drill's letter shows.
public struct DrillLetterPaper: Hashable, Sendable {
    /// What the sheets that are asked open.
    public let subject: PaperSubject
    /// The challenge's four words.
    public let words: [String]
    /// Who is asked: "Ana Ruiz (g1m1)".
    public let asked: [String]
    /// Who asks.
    public let by: String
    /// The ledger's origin.
    public let ledger: String
    /// When the challenge was written.
    public let written: CreationTime
    /// Until when it can be answered.
    public let expires: CreationTime
    /// How many entries the ledger of the custodians' paper had.
    public let start: UInt64
    /// The letter's parts.
    public let codes: [PublicCode]

    /// Makes the content of a letter.
    public init(
        subject: PaperSubject, words: [String], asked: [String], by: String, ledger: String,
        written: CreationTime, expires: CreationTime, start: UInt64, codes: [PublicCode]
    ) {
        self.subject = subject
        self.words = words
        self.asked = asked
        self.by = by
        self.ledger = ledger
        self.written = written
        self.expires = expires
        self.start = start
        self.codes = codes
    }
}

/// Draws a drill's letter.
public enum LetterDrawing {
    private static let introductionHeight = millimetres(122)

    /// The letter as a PDF, of one page while its codes fit it.
    ///
    /// - Throws: `PrintingError` when it cannot be drawn.
    public static func draw(_ letter: DrillLetterPaper, paper: PaperSize) throws(PrintingError) -> SheetFile {
        let frame = PageFrame(paper: paper)
        var first = frame.whole
        let introduction = first.takeTop(introductionHeight)
        var other = frame.whole
        _ = other.takeTop(PublicPage.headerHeight)
        var flow = ContinuationFlow(first: first, other: other)
        let codes = try letter.codes.map { code throws(PrintingError) in try EncodedCode(code) }
        flow.add(codes, title: "The letter for the computer", note: "Scan all of these codes, in any order.")
        var files = FileSequence(
            format: .pdf, paper: paper, title: "Breakglass drill letter, set \(letter.subject.setCode)",
            created: letter.written
        )
        for page in flow.pages.indices {
            let canvas = files.startPage()
            if page == 0 {
                draw(letter, in: introduction, pageCount: flow.pages.count, on: canvas)
            } else {
                PublicPage(
                    frame: frame, heading: "Breakglass drill letter, set \(letter.subject.setCode)", page: page + 1,
                    pageCount: flow.pages.count
                ).draw(on: canvas)
            }
            flow.draw(page: page, on: canvas)
            try files.endPage()
        }
        guard let file = try files.finish().first else { throw .drawingFailed("a letter has a page") }
        return file
    }

    private static func draw(_ letter: DrillLetterPaper, in box: Box, pageCount: Int, on canvas: Canvas) {
        var rest = box
        PageHeading(left: "Breakglass drill letter about emergency access to", page: 1, pageCount: pageCount)
            .draw(in: rest.takeTop(millimetres(4), gap: millimetres(1)), on: canvas)
        canvas.text(
            letter.subject.title, in: rest.takeTop(millimetres(11), gap: millimetres(2)), .title)
        canvas.text(
            "Please prove that your sheet is whole, until \(letter.expires.inWords).",
            in: rest.takeTop(millimetres(6), gap: millimetres(1.5)), .heading)
        canvas.text(
            letter.words.joined(separator: " "), in: rest.takeTop(millimetres(8), gap: millimetres(2)),
            TextStyle(size: 17, smallest: 10, isBold: true, family: .monospace))
        canvas.paragraphs(
            [
                Paragraph(lead: "To: ", text: letter.asked.map(PrintedName.isolated).joined(separator: ", ") + "."),
                Paragraph(
                    lead: "1. ",
                    text: "On a computer that is on no network, type breakglass drill answer and give it this page: "
                        + "its file, or its codes."),
                Paragraph(
                    lead: "2. ",
                    text: "Compare the four words above and today's date with the screen. Then give it your sheet, the "
                        + "outer face too, and the newest slip that you keep."),
                Paragraph(
                    lead: "3. ",
                    text: "Send back the answer: its code, or its four lines, by any way. Nothing in it is secret, and "
                        + "nothing else is ever asked for: no sheet, no photo of it, no word of it."),
                Paragraph(
                    lead: "If anything differs, ",
                    text: "do not answer, and call \(PrintedName.isolated(letter.by)) on a number that you know."),
                Paragraph(
                    lead: "",
                    text: "About \(letter.subject.set). Ledger \(letter.ledger), which continues that of paper with "
                        + "\(letter.start) \(letter.start == 1 ? "entry" : "entries"). "
                        + "Written \(letter.written.inWords)."),
            ], in: rest, .body)
    }
}
