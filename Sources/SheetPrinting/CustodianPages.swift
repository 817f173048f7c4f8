// SPDX-License-Identifier: Apache-2.0

/// The pages of a custodian's sheet: the folded page, then public pages if there is more to show.
struct CustodianPages {
    /// The most codes that a person can be asked to scan.
    static let mostCodes = 24

    let frame: PageFrame
    private let share: QRSymbol
    private let checkpoint: CheckpointBlock?
    private let codes: [EncodedCode]
    private let arrangement: CodeArrangement
    private let flow: ContinuationFlow?
    private let wordList: SheetWordList

    init(_ sheet: borrowing CustodianSheet, wordList: SheetWordList, paper: PaperSize) throws(PrintingError) {
        guard sheet.codes.count <= Self.mostCodes else {
            throw .tooManyCodes(count: sheet.codes.count, limit: Self.mostCodes)
        }
        guard sheet.wordBytes.count == 64 || sheet.wordBytes.count == 96 else {
            throw .wrongWordCount(sheet.wordBytes.count)
        }
        frame = PageFrame(paper: paper)
        self.wordList = wordList
        share = try QRSymbol(sheet.shareCode.span, correction: .quartile, title: "Share")
        checkpoint = if let printed = sheet.set.checkpoint { try CheckpointBlock(printed) } else { nil }
        codes = try sheet.codes.map { code throws(PrintingError) in try EncodedCode(code) }
        arrangement = CodeArrangement(codes, rule: sheet.set.rule, panel: frame.recovery)
        let overflow = Array(codes.dropFirst(arrangement.count))
        guard !overflow.isEmpty || sheet.checkedLines.contains(where: { !$0.lines.isEmpty }) else {
            flow = nil
            return
        }
        var flow = PublicPage.flow(on: frame, below: PageDigestLine.height)
        flow.add(overflow, title: "More codes", note: "Scan these too. They are the same on every sheet of this set.")
        for lines in sheet.checkedLines { flow.add(lines) }
        self.flow = flow
    }

    var count: Int { 1 + (flow?.pages.count ?? 0) }

    func draw(page: Int, of sheet: borrowing CustodianSheet, on canvas: Canvas) {
        guard page == 1 else {
            PublicPage(
                frame: frame, heading: "Breakglass sheet, share \(sheet.shareNumber), set \(sheet.set.setCode)",
                page: page, pageCount: count, digest: page == 2 ? PageDigestLine(sheet.set) : nil
            ).draw(on: canvas)
            flow?.draw(page: page - 2, on: canvas)
            return
        }
        OuterFace(box: frame.outerFace, pageCount: count, checkpoint: checkpoint).draw(sheet, on: canvas)
        FoldMarks(frame: frame).draw(on: canvas)
        SecretPanel(box: frame.secret, wordList: wordList).draw(sheet, symbol: share, on: canvas)
        RecoveryPanel(box: frame.recovery, pageCount: count).draw(
            sheet, codes: codes, arrangement: arrangement, on: canvas)
    }
}

/// A page that holds nothing secret and is not folded.
struct PublicPage {
    static let headerHeight = millimetres(11)

    let frame: PageFrame
    let heading: String
    let page: Int
    let pageCount: Int
    /// What stands below the heading, if anything does.
    var digest: PageDigestLine?

    /// Room for what comes below the headings.
    ///
    /// - Parameter height: what the first page needs besides.
    static func flow(on frame: PageFrame, below height: Double) -> ContinuationFlow {
        var other = frame.whole
        _ = other.takeTop(headerHeight)
        var first = other
        _ = first.takeTop(height)
        return ContinuationFlow(first: first, other: other)
    }

    func draw(on canvas: Canvas) {
        var rest = frame.whole
        PageHeading(left: heading, page: page, pageCount: pageCount)
            .draw(in: rest.takeTop(millimetres(4), gap: millimetres(0.5)), on: canvas)
        canvas.text(
            "Nothing on this page is secret.", in: rest.takeTop(millimetres(4.5)), TextStyle(size: 9, smallest: 6))
        digest?.draw(in: rest.takeTop(PageDigestLine.height), on: canvas)
    }
}
