// SPDX-License-Identifier: Apache-2.0
//
// A drill letter and its answer, one page each. Nothing on them is secret.

/// The content of a drill letter.
package struct DrillLetterPaper: Hashable, Sendable {
    /// A custodian whom a letter is for.
    package struct Addressee: Hashable, Sendable {
        /// The custodian.
        package let name: String
        /// The share, such as `g1m2`.
        package let share: String
        /// The custodian's group.
        package let group: String?
        /// The custodian's site.
        package let site: String?

        /// Makes an addressee.
        package init(name: String, share: String, group: String?, site: String?) {
            self.name = name
            self.share = share
            self.group = group
            self.site = site
        }

        /// "share g1m2 in Security, Headquarters"
        fileprivate var whereabouts: String {
            "share \(share)" + (group.map { " in \(PrintedName.isolated($0))" } ?? "")
                + (site.map { ", \(PrintedName.isolated($0))" } ?? "")
        }
    }

    /// What the sheets in question open.
    package let subject: PaperSubject
    /// The challenge's four words.
    package let words: [String]
    /// Whom it is for.
    package let addressees: [Addressee]
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
        subject: PaperSubject, words: [String], addressees: [Addressee], by: String, ledger: String,
        written: CreationTime, expires: CreationTime, start: UInt64, codes: [PublicCode]
    ) {
        self.subject = subject
        self.words = words
        self.addressees = addressees
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
    /// Room for the text before the codes, with a few addressees.
    private static let introductionHeight = millimetres(122)
    /// How much text about addressees fits there, and what each further character takes of the page.
    private static let (fewCharacters, characterHeight) = (760, millimetres(3.0 / 140))
    /// The most addressees with a line of their own.
    private static let mostLines = 6

    /// The letter as a PDF: one page if its codes fit there, otherwise more.
    ///
    /// - Throws: `PrintingError` when it cannot be drawn.
    package static func draw(_ letter: DrillLetterPaper, paper: PaperSize) throws(PrintingError) -> SheetFile {
        let frame = PageFrame(paper: paper)
        var first = frame.whole
        let characters = addressees(of: letter).reduce(0) { $0 + $1.text.count }
        let introduction = first.takeTop(
            introductionHeight + Double(max(0, characters - fewCharacters)) * characterHeight)
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

    /// Whom the letter is for, each on a line as long as there is room.
    private static func addressees(of letter: DrillLetterPaper) -> [Paragraph] {
        guard letter.addressees.count > mostLines else {
            return letter.addressees.map {
                Paragraph(lead: "To \(PrintedName.isolated($0.name)), ", text: "\($0.whereabouts).")
            }
        }
        let all = letter.addressees.map { "\(PrintedName.isolated($0.name)), \($0.whereabouts)" }
        return [Paragraph(lead: "To: ", text: all.joined(separator: "; ") + ".")]
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
            addressees(of: letter) + [
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
