// SPDX-License-Identifier: Apache-2.0

/// The pages of a vault sheet: what it is, then all the codes and lines that it carries.
struct VaultPages {
    /// Where the codes of the first page begin. The text is shorter without the account.
    private static func introductionHeight(_ set: SetFacts) -> Double { millimetres(set.isAnonymous ? 74 : 88) }

    private let frame: PageFrame
    private let flow: ContinuationFlow

    init(_ sheet: VaultSheet, paper: PaperSize) throws(PrintingError) {
        frame = PageFrame(paper: paper)
        let codes = try sheet.codes.map { code throws(PrintingError) in try EncodedCode(code) }
        var first = frame.whole
        _ = first.takeTop(Self.introductionHeight(sheet.set))
        var other = frame.whole
        _ = other.takeTop(PublicPage.headerHeight)
        var flow = ContinuationFlow(first: first, other: other)
        flow.add(codes, title: "Codes", note: "Scan them all, in any order.")
        for lines in sheet.checkedLines { flow.add(lines) }
        self.flow = flow
    }

    var count: Int { flow.pages.count }

    func draw(page: Int, of sheet: VaultSheet, on canvas: Canvas) {
        if page == 1 {
            drawIntroduction(sheet.set, on: canvas)
        } else {
            PublicPage(
                frame: frame, heading: "Breakglass vault sheet, set \(sheet.set.setCode)", page: page, pageCount: count
            ).draw(on: canvas)
        }
        flow.draw(page: page - 1, on: canvas)
    }

    private func drawIntroduction(_ set: SetFacts, on canvas: Canvas) {
        var rest = frame.whole
        rest = rest.takeTop(Self.introductionHeight(set) - millimetres(3))
        PageHeading(
            left: set.isAnonymous ? "Breakglass vault sheet" : "Breakglass vault sheet for emergency access to",
            page: 1,
            pageCount: count
        ).draw(in: rest.takeTop(millimetres(4), gap: millimetres(1)), on: canvas)
        if !set.isAnonymous {
            canvas.text(
                PrintedName.harmless(set.account), in: rest.takeTop(millimetres(11), gap: millimetres(2)), .title)
        }
        var identity = rest.takeTop(millimetres(17), gap: millimetres(3))
        SetCodeBlock(set: set).draw(
            in: identity.takeLeft(millimetres(66), gap: millimetres(6)), shareNumber: nil, on: canvas)
        WritingLine.row(
            [WritingLine("Bag serial"), WritingLine("Dealer"), WritingLine("Date")], in: identity, on: canvas)
        canvas.text(
            "Without this sheet nothing opens. Alone it opens nothing.",
            in: rest.takeTop(millimetres(6), gap: millimetres(1.5)), .heading)
        let rule = set.isAnonymous ? "" : " (\(set.rule.inWords))"
        canvas.paragraphs(
            [
                Paragraph(
                    lead: "What it is: ",
                    text: "the locked credential. Its key is shared among custodians\(rule), who can open it only "
                        + "with this sheet."),
                Paragraph(
                    lead: "Keep it ",
                    text:
                        "in a safe that no custodian can open alone. If it is lost, nobody can open the "
                        + "credential. Have it changed and split again."),
                Paragraph(
                    lead: "To recover, ",
                    text:
                        "bring it to the custodians. On their offline computer they type breakglass recover, or open "
                        + "recovery.html in a browser, scan these codes or type these lines, then give it their own sheets."
                ),
                Paragraph(
                    lead: "recovery.html, ",
                    text: "SHA-256 of version \(set.version): \(DigitGroups(set.pageDigest).text)"),
                Paragraph(
                    lead: "",
                    text: "\(set.formatName), SHA-256 begins \(set.formatDigest). Created \(set.created.inWords). "
                        + "Breakglass \(set.version)."
                        + (set.programInWords.map { " \($0)" } ?? "")),
            ], in: rest, .body)
    }
}
