// SPDX-License-Identifier: Apache-2.0
//
// A drill letter and its answer, one page each. Nothing on them is secret.

/// The content of a drill letter.
package struct DrillLetterPaper: Hashable, Sendable {
    /// What the sheets in question open.
    package let subject: PaperSubject
    /// The challenge's four words.
    package let words: [String]
    /// Who is asked: "Ana Ruiz (g1m1)".
    package let asked: [String]
    /// Who asks.
    package let by: String
    /// The ledger's origin.
    package let ledger: String
    /// When the challenge was written.
    package let written: CreationTime
    /// When the challenge expires.
    package let expires: CreationTime
    /// How many entries the ledger had according to the custodians' paper.
    package let start: UInt64
    /// The letter's parts.
    package let codes: [PublicCode]

    /// Makes the content of a letter.
    package init(
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

/// Draws a drill letter.
package enum LetterDrawing {
    private static let introductionHeight = millimetres(122)

    /// The letter as a PDF: one page if its codes fit there, otherwise more.
    ///
    /// - Throws: `PrintingError` when it cannot be drawn.
    package static func draw(_ letter: DrillLetterPaper, paper: PaperSize) throws(PrintingError) -> SheetFile {
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
            "Please prove that your sheet is whole by \(letter.expires.inWords).",
            in: rest.takeTop(millimetres(6), gap: millimetres(1.5)), .heading)
        canvas.text(
            letter.words.joined(separator: " "), in: rest.takeTop(millimetres(8), gap: millimetres(2)),
            TextStyle(size: 17, smallest: 10, isBold: true, family: .monospace))
        canvas.paragraphs(
            [
                Paragraph(lead: "To: ", text: letter.asked.map(PrintedName.isolated).joined(separator: ", ") + "."),
                Paragraph(
                    lead: "1. ",
                    text: "On a computer with no network, put this page, your sheet (unfolded, so that its outer "
                        + "face is in the picture) and your newest slip into files. Type breakglass drill answer and "
                        + "the files’ names."),
                Paragraph(
                    lead: "2. ",
                    text: "Compare the four words above, today’s date and the name below with the screen. If they are "
                        + "right, type sign, one letter at a time."),
                Paragraph(
                    lead: "3. ",
                    text: "Send back the answer by any means: its code or its four lines. Nothing in it is secret. "
                        + "Nobody ever asks for more: not the sheet, a photo of it, or its words."),
                Paragraph(
                    lead: "4. ",
                    text: "Copy the code of the new slip from the screen. Put the sheet into a new bag, the slip "
                        + "outside it, and report the bag’s serial."),
                Paragraph(
                    lead: "If anything differs, ",
                    text: "do not sign: press Ctrl-D. Call \(PrintedName.isolated(letter.by)), who asks for this, at a "
                        + "number that you know."),
                Paragraph(
                    lead: "",
                    text: "About \(letter.subject.set). Ledger \(letter.ledger), extending the one on paper with "
                        + "\(letter.start) \(letter.start == 1 ? "entry" : "entries"). "
                        + "Written \(letter.written.inWords)."),
            ], in: rest, .body)
    }
}
