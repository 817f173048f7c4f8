// SPDX-License-Identifier: Apache-2.0
//
// The label for the bag of a sheet: the upper half of a page, to be cut off. It never shows the share.

/// The content of a bag's label.
package struct BagLabel: Hashable, Sendable {
    /// The bag's serial; `nil` if it is written by hand.
    package let bag: String?
    /// What the sheet opens.
    package let subject: PaperSubject
    /// Whether it omits the account, credential, person and group.
    package let isAnonymous: Bool
    /// The person who keeps the sheet.
    package let custodian: String
    /// Which share it is: `g1m2`.
    package let share: String
    /// The same in words: "share 2 of 3 in Security".
    package let shareInWords: String
    /// When the set was dealt.
    package let created: CreationTime
    /// The day by which the sheet must be proven, if there is one.
    package let nextDrill: String?
    /// Where a finder should return it.
    package let returnTo: String?

    /// Makes the content of a label.
    package init(
        bag: String?, subject: PaperSubject, isAnonymous: Bool, custodian: String, share: String, shareInWords: String,
        created: CreationTime, nextDrill: String?, returnTo: String?
    ) {
        self.bag = bag
        self.subject = subject
        self.isAnonymous = isAnonymous
        self.custodian = custodian
        self.share = share
        self.shareInWords = shareInWords
        self.created = created
        self.nextDrill = nextDrill
        self.returnTo = returnTo
    }
}

/// Draws the label of a bag.
package enum LabelDrawing {
    /// How many later checks of the bag it has room for.
    private static let checkCount = 5
    private static let checkHeight = 7.0

    /// The label as a PDF of one page.
    ///
    /// - Throws: `PrintingError` when it cannot be drawn.
    package static func draw(_ label: BagLabel, paper: PaperSize) throws(PrintingError) -> SheetFile {
        var files = FileSequence(
            format: .pdf, paper: paper,
            title: "Breakglass bag label, share \(label.share), set \(label.subject.setCode)",
            created: label.created)
        draw(label, paper: paper, on: files.startPage())
        try files.endPage()
        guard let file = try files.finish().first else { throw .drawingFailed("a label has a page") }
        return file
    }

    static func draw(_ label: BagLabel, paper: PaperSize, on canvas: Canvas) {
        canvas.line(
            fromX: PageFrame.margin / 2, y: paper.height / 2, toX: paper.width - PageFrame.margin / 2,
            y: paper.height / 2, dash: 3)
        var rest = PageFrame(paper: paper).whole
        rest = rest.takeTop(paper.height / 2 - PageFrame.margin - millimetres(4))
        drawIdentity(label, in: &rest, on: canvas)
        drawChecks(in: &rest, on: canvas)
        canvas.text(
            "Do not open outside of a ceremony.", in: rest.takeTop(millimetres(6.5), gap: millimetres(0.5)), .heading)
        let finder = label.returnTo.map { "If found, bring it unopened to \(PrintedName.isolated($0))." }
        canvas.text(
            (finder.map { $0 + " " } ?? "") + "Report an opened bag or a different serial at once.",
            in: rest, TextStyle(size: 10, smallest: 6, wraps: true))
    }

    /// What is in the bag.
    private static func drawIdentity(_ label: BagLabel, in rest: inout Box, on canvas: Canvas) {
        var top = rest.takeTop(millimetres(16), gap: millimetres(2))
        var bag = top.takeRight(millimetres(66), gap: millimetres(6))
        canvas.text("Bag serial", in: bag.takeTop(millimetres(3.6), gap: millimetres(0.3)), .caption)
        if let serial = label.bag {
            canvas.text(
                PrintedName.harmless(serial), in: bag.takeTop(millimetres(9)),
                TextStyle(size: 20, smallest: 8, isBold: true, family: .monospace))
        } else {
            canvas.line(fromX: bag.x, y: bag.y + millimetres(9), toX: bag.right, y: bag.y + millimetres(9))
        }
        canvas.text(
            label.isAnonymous ? "Bag with" : "Sheet for emergency access to",
            in: top.takeTop(millimetres(4), gap: millimetres(1)), TextStyle(size: 9, smallest: 6))
        canvas.text(
            label.isAnonymous ? "share \(label.share)" : label.subject.title, in: top,
            TextStyle(size: 20, smallest: 8, isBold: true, wraps: true))

        var middle = rest.takeTop(millimetres(19), gap: millimetres(2))
        var set = middle.takeRight(millimetres(66), gap: millimetres(6))
        canvas.text("Set code", in: set.takeTop(millimetres(3.6), gap: millimetres(0.3)), .caption)
        canvas.text(
            label.subject.setCode, in: set.takeTop(millimetres(7), gap: millimetres(0.6)),
            TextStyle(size: 15, smallest: 9, isBold: true, family: .monospace))
        canvas.text(
            label.subject.setWords.joined(separator: "  "), in: set,
            TextStyle(size: 11, smallest: 7, family: .monospace))
        if !label.isAnonymous {
            canvas.text("Custodian", in: middle.takeTop(millimetres(3.6), gap: millimetres(0.3)), .caption)
            canvas.text(
                PrintedName.harmless(label.custodian), in: middle.takeTop(millimetres(7), gap: millimetres(0.6)),
                TextStyle(size: 17, smallest: 7.5, isBold: true))
            canvas.text(
                "\(label.shareInWords) (\(label.share))", in: middle, TextStyle(size: 11, smallest: 7))
        }
        canvas.text(
            "Dealt \(label.created.inWords)."
                + (label.nextDrill.map { " To be proven whole by \($0)." } ?? ""),
            in: rest.takeTop(millimetres(4), gap: millimetres(1)), .caption)
    }

    /// Lines for the person who closed the bag, and for people who check it later.
    private static func drawChecks(in rest: inout Box, on canvas: Canvas) {
        WritingLine.row(
            [WritingLine("Closed by"), WritingLine("Witnessed by"), WritingLine("Date")],
            in: rest.takeTop(millimetres(12), gap: millimetres(4)), on: canvas)
        let table = PaperTable(
            [
                .init("Bag checked on", width: 38), .init("Unopened", width: 34), .init("By"), .init("Signature"),
            ],
            (0..<checkCount).map { _ in .init([.blank, .ticks(["yes", "no"]), .blank, .blank], height: checkHeight) })
        let layout = TableLayout(table, width: rest.width, measuredOn: canvas)
        layout.drawHead(in: rest.takeTop(layout.headHeight), on: canvas)
        for row in table.rows { layout.draw(row, in: rest.takeTop(layout.height(of: row)), on: canvas) }
        _ = rest.takeTop(millimetres(3))
    }
}
