// SPDX-License-Identifier: Apache-2.0

/// The lower third: how to recover, and the public codes for it.
struct RecoveryPanel {
    let box: Box
    let pageCount: Int

    func draw(
        _ sheet: borrowing CustodianSheet, codes: [EncodedCode], arrangement: CodeArrangement, on canvas: Canvas
    ) {
        var rest = box
        let steps = RecoverySteps(set: sheet.set, isSealed: sheet.isSealed, pageCount: pageCount)
        switch arrangement {
        case .beside(let count, let dots):
            canvas.text("How to recover", in: rest.takeTop(CodeArrangement.headingHeight), .heading)
            let left = rest.takeLeft(CodeArrangement.stepsWidth, gap: CodeArrangement.gap)
            canvas.paragraphs(steps.full, in: left, .body)
            let row = Array(codes.prefix(count))
            draw(row, in: rest.takeTop(CodeArrangement.height(of: row[...], dots: dots)), dots: dots, on: canvas)
            canvas.paragraphs(steps.notes, in: rest, .body.sized(8.5))
        case .row(let count, let dots):
            canvas.text("How to recover", in: rest.takeTop(millimetres(4.6), gap: millimetres(0.8)), .heading.sized(11))
            let row = Array(codes.prefix(count))
            // The bottom quiet zone is in the margin.
            let height = row.map { $0.height(dots: dots) - $0.quietZone(dots: dots) }.max() ?? 0
            draw(row, in: rest.takeBottom(height, gap: millimetres(1)), dots: dots, on: canvas)
            let gap = millimetres(5)
            let left = rest.takeLeft(rest.width * 0.56, gap: gap)
            canvas.paragraphs(steps.short, in: left, .body.sized(8.5))
            canvas.paragraphs(steps.notes, in: rest, .body.sized(8.5))
        }
    }

    private func draw(_ codes: [EncodedCode], in box: Box, dots: Int, on canvas: Canvas) {
        guard let last = codes.last else { return }
        // The outer quiet zones may leave the box, so that the dark modules line up with the text.
        let slack = box.width - CodeArrangement.width(of: codes[...], dots: dots)
        let gap = codes.count > 1 ? (slack + 2 * last.quietZone(dots: dots)) / Double(codes.count - 1) : 0
        var x = box.x - last.quietZone(dots: dots)
        for code in codes {
            code.draw(atX: x, y: box.y, dots: dots, on: canvas)
            x += code.width(dots: dots) + gap
        }
    }
}
