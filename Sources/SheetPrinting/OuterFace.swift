// SPDX-License-Identifier: Apache-2.0

/// The upper third: what anyone with the folded sheet can read.
struct OuterFace {
    let box: Box
    let pageCount: Int

    let checkpoint: CheckpointBlock?

    func draw(_ sheet: borrowing CustodianSheet, on canvas: Canvas) {
        if sheet.set.isAnonymous {
            drawAnonymous(sheet, on: canvas)
        } else {
            drawNamed(sheet, on: canvas)
        }
    }

    private func drawNamed(_ sheet: borrowing CustodianSheet, on canvas: Canvas) {
        var rest = box
        let set = sheet.set
        PageHeading(
            left: set.isPractice
                ? "For practice: it opens nothing of value"
                : "Breakglass sheet for emergency access to",
            note: "Created \(set.created.inWords). Breakglass \(set.version).", page: 1, pageCount: pageCount
        )
        .draw(in: rest.takeTop(millimetres(4), gap: millimetres(1)), on: canvas)
        canvas.text(
            (set.isPractice ? "PRACTICE " : "") + PrintedName.harmless(set.account),
            in: rest.takeTop(millimetres(10.5), gap: millimetres(1.5)), .title)

        var people = rest.takeTop(millimetres(16), gap: millimetres(2))
        SetCodeBlock(set: set).draw(
            in: people.takeRight(millimetres(66), gap: millimetres(6)), shareNumber: sheet.shareNumber, on: canvas)
        canvas.text(
            sheet.isSpare ? "Spare sheet, kept apart by" : "Custodian",
            in: people.takeTop(millimetres(3.6), gap: millimetres(0.3)), .caption)
        canvas.text(
            PrintedName.harmless(sheet.custodian), in: people.takeTop(millimetres(7), gap: millimetres(0.6)),
            TextStyle(size: 17, smallest: 7.5, isBold: true))
        canvas.text(sheet.shareInWords, in: people, TextStyle(size: 11, smallest: 7))

        var signatures = rest.takeBottom(millimetres(18), gap: millimetres(1))
        if let checkpoint {
            checkpoint.draw(in: rest.takeRight(millimetres(66), gap: millimetres(6)), on: canvas)
        }
        canvas.paragraphs(
            (set.credential.map { [Paragraph(lead: "What it opens: ", text: PrintedName.harmless($0))] } ?? []) + [
                Paragraph(lead: "Who can open it together: ", text: set.rule.inWords + "."),
                Paragraph(lead: "", text: "\(set.rule.fewestInWords) \(set.lossInWords)"),
            ], in: rest, TextStyle(size: 9.5, smallest: 5.5, wraps: true))

        WritingLine.row(
            [WritingLine("Bag serial"), WritingLine("Next drill by", filled: sheet.nextDrill), WritingLine("Date")],
            in: signatures.takeTop(millimetres(8.5), gap: millimetres(1)), on: canvas)
        WritingLine.row(
            [WritingLine("Custodian’s signature"), WritingLine("Dealer"), WritingLine("Witness")], in: signatures,
            on: canvas)
    }

    private func drawAnonymous(_ sheet: borrowing CustodianSheet, on canvas: Canvas) {
        var rest = box
        var lines = rest.takeBottom(millimetres(9))
        rest = rest.takeTop(rest.height - millimetres(6))
        if let checkpoint {
            var right = rest.takeRight(millimetres(66))
            checkpoint.draw(in: right.takeTop(CheckpointBlock.height), on: canvas)
        }
        let block = Box(
            x: rest.x, y: rest.y + rest.height / 2 - millimetres(16), width: rest.width, height: millimetres(32))
        var words = block
        canvas.text(
            sheet.set.setCode, in: words.takeTop(millimetres(11), gap: millimetres(2)),
            TextStyle(size: 24, smallest: 12, isBold: true, family: .monospace, alignment: .centre))
        canvas.text(
            sheet.set.setWords.joined(separator: "  "), in: words.takeTop(millimetres(6), gap: millimetres(3)),
            TextStyle(size: 13, smallest: 8, family: .monospace, alignment: .centre))
        canvas.text(
            (sheet.set.isPractice ? "PRACTICE, " : "") + "\(sheet.isSpare ? "spare " : "")share \(sheet.shareNumber)",
            in: words, TextStyle(size: 17, smallest: 8, isBold: true, alignment: .centre))
        WritingLine.row([WritingLine("Bag serial"), WritingLine("Date")], in: lines.takeTop(lines.height), on: canvas)
    }
}

/// The small line at the top of each page.
struct PageHeading {
    let left: String
    /// A remark beside the page's number, in small letters.
    var note: String?
    let page: Int
    let pageCount: Int

    func draw(in box: Box, on canvas: Canvas) {
        var rest = box
        let style = TextStyle(size: 9, smallest: 6)
        canvas.text("page \(page) of \(pageCount)", in: rest.takeRight(millimetres(22)), style.aligned(.right))
        if let note {
            let width = rest.width - canvas.size(of: left, style).width - millimetres(3)
            canvas.text(
                note, in: rest.takeRight(width, gap: millimetres(2)).lowered(by: 0.9), TextStyle.caption.aligned(.right)
            )
        }
        canvas.text(left, in: rest, style)
    }
}

/// The set in a form that people can compare: its code, its words, and the share's number.
struct SetCodeBlock {
    let set: SetFacts

    func draw(in box: Box, shareNumber: String?, on canvas: Canvas) {
        var rest = box
        canvas.text(
            shareNumber.map { "Set code, share \($0)" } ?? "Set code",
            in: rest.takeTop(millimetres(3.6), gap: millimetres(0.3)),
            .caption)
        canvas.text(
            set.setCode, in: rest.takeTop(millimetres(7), gap: millimetres(0.6)),
            TextStyle(size: 15, smallest: 9, isBold: true, family: .monospace))
        canvas.text(
            set.setWords.joined(separator: "  "), in: rest, TextStyle(size: 11, smallest: 7, family: .monospace))
    }
}

/// A line to write on by hand, with its name in small letters below.
struct WritingLine {
    let name: String
    let filled: String?

    init(_ name: String, filled: String? = nil) {
        self.name = name
        self.filled = filled
    }

    static func row(_ lines: [WritingLine], in box: Box, on canvas: Canvas) {
        let gap = millimetres(6)
        let width = (box.width - gap * Double(lines.count - 1)) / Double(lines.count)
        var rest = box
        for line in lines { line.draw(in: rest.takeLeft(width, gap: gap), on: canvas) }
    }

    private func draw(in box: Box, on canvas: Canvas) {
        var rest = box
        let label = rest.takeBottom(millimetres(3.2), gap: millimetres(0.5))
        canvas.line(fromX: box.x, y: rest.bottom, toX: box.right, y: rest.bottom)
        if let filled {
            let height = millimetres(4.4)
            canvas.text(
                filled, in: Box(x: rest.x, y: rest.bottom - height, width: rest.width, height: height),
                TextStyle(size: 10, smallest: 6))
        }
        canvas.text(name, in: label, TextStyle.caption.sized(7.5))
    }
}
