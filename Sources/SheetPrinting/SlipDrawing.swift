// SPDX-License-Identifier: Apache-2.0
//
// The slips of one ceremony: a strip of paper for each participant, with the ledger's checkpoint after the ceremony.
// Nothing on them is secret.

/// The content of a ceremony's slips.
package struct SlipSheet: Hashable, Sendable {
    /// The ledger's origin.
    package let ledger: String
    /// The ceremony in a word or two: "Recovery".
    package let ceremony: String
    /// The sets that took part.
    package let subjects: [PaperSubject]
    /// When it took place.
    package let time: CreationTime
    /// The checkpoint after it.
    package let checkpoint: PrintedCheckpoint
    /// The people who get a slip, one strip each.
    package let participants: [String]

    /// Makes the content of slips.
    package init(
        ledger: String, ceremony: String, subjects: [PaperSubject], time: CreationTime, checkpoint: PrintedCheckpoint,
        participants: [String]
    ) {
        self.ledger = ledger
        self.ceremony = ceremony
        self.subjects = subjects
        self.time = time
        self.checkpoint = checkpoint
        self.participants = participants
    }
}

/// Draws slips, four to a page.
package enum SlipDrawing {
    private static let perPage = 4

    /// The slips as one PDF.
    ///
    /// - Throws: `PrintingError` when they cannot be drawn.
    package static func draw(_ slips: SlipSheet, paper: PaperSize) throws(PrintingError) -> SheetFile {
        let frame = PageFrame(paper: paper).whole
        let block = try CheckpointBlock(slips.checkpoint)
        var files = FileSequence(
            format: .pdf, paper: paper, title: "Breakglass slips at \(slips.checkpoint.size) entries",
            created: slips.time)
        let height = frame.height / Double(perPage)
        for start in stride(from: 0, to: slips.participants.count, by: perPage) {
            let canvas = files.startPage()
            var rest = frame
            for name in slips.participants[start..<min(start + perPage, slips.participants.count)] {
                let strip = rest.takeTop(height)
                draw(slips, for: name, in: strip, block, on: canvas)
                canvas.line(fromX: strip.x, y: strip.bottom, toX: strip.right, y: strip.bottom, dash: 3)
            }
            try files.endPage()
        }
        guard let file = try files.finish().first else { throw .drawingFailed("nobody is to get a slip") }
        return file
    }

    private static func draw(
        _ slips: SlipSheet, for name: String, in box: Box, _ block: CheckpointBlock, on canvas: Canvas
    ) {
        var rest = box
        _ = rest.takeTop(millimetres(5))
        _ = rest.takeBottom(millimetres(4))
        canvas.text(
            "Breakglass slip for", in: rest.takeTop(millimetres(4), gap: millimetres(0.5)),
            TextStyle(size: 9, smallest: 6))
        canvas.text(
            PrintedName.harmless(name), in: rest.takeTop(millimetres(8), gap: millimetres(1)),
            TextStyle(size: 17, smallest: 8, isBold: true))
        canvas.text(
            "\(slips.ceremony), \(slips.time.inWords)", in: rest.takeTop(millimetres(4), gap: millimetres(0.5)),
            TextStyle(size: 9, smallest: 6))
        for subject in slips.subjects {
            canvas.text(
                "\(subject.title), \(subject.set)", in: rest.takeTop(millimetres(4), gap: millimetres(0.5)),
                TextStyle(size: 9, smallest: 5))
        }
        _ = rest.takeTop(millimetres(2))
        block.draw(in: rest.takeLeft(millimetres(74), gap: millimetres(6)), on: canvas)
        canvas.paragraphs(
            [
                Paragraph(
                    lead: "Keep this slip, outside the bag. ",
                    text: "It shows what the ledger held after this ceremony. Anyone who changes that later cannot "
                        + "make it match this slip."),
                Paragraph(lead: "Ledger: ", text: slips.ledger),
                Paragraph(lead: "To check: ", text: "breakglass ledger verify, with this code."),
            ], in: rest, TextStyle(size: 9, smallest: 6, wraps: true))
    }
}
