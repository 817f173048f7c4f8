// SPDX-License-Identifier: Apache-2.0

/// The lower third: how to recover, and the public codes that it takes.
struct RecoveryPanel {
    let box: Box
    let pageCount: Int

    func draw(
        _ sheet: borrowing CustodianSheet, codes: [EncodedCode], arrangement: CodeArrangement, on canvas: Canvas
    ) {
        var rest = box
        let set = sheet.set
        canvas.text("How to recover", in: rest.takeTop(millimetres(6), gap: millimetres(1.5)), .heading)
        let steps = Paragraph.steps(RecoverySteps(set: set, isSealed: sheet.isSealed, pageCount: pageCount).steps)
        let notes = [
            Paragraph(lead: "A sheet is lost? ", text: "\(set.rule.lockOutInWords) Report it at once all the same."),
            Paragraph(
                lead: "No such program? ",
                text: "Everything here is written in an open format: \(set.formatName), whose SHA-256 begins "
                    + "\(set.formatDigest). From that document alone, without the internet, "
                    + "a programmer can write a new reader."),
        ]
        switch arrangement {
        case .beside(let dots):
            let left = rest.takeLeft(CodeArrangement.stepsWidth, gap: CodeArrangement.gap)
            canvas.paragraphs(steps, in: left, .body)
            let tallest = codes.map { $0.height(dots: dots) }.max() ?? 0
            draw(codes, in: rest.takeTop(tallest, gap: millimetres(2)), dots: dots, on: canvas)
            canvas.paragraphs(notes, in: rest, .body.sized(8.5))
        case .row(let count, let dots):
            let row = Array(codes.prefix(count))
            let tallest = row.map { $0.height(dots: dots) }.max() ?? 0
            draw(row, in: rest.takeBottom(tallest), dots: dots, on: canvas)
            let gap = millimetres(5)
            let left = rest.takeLeft((rest.width - gap) / 2, gap: gap)
            canvas.paragraphs(Array(steps.prefix(4)), in: left, .body)
            canvas.paragraphs(Array(steps.dropFirst(4)) + notes, in: rest, .body)
        }
    }

    private func draw(_ codes: [EncodedCode], in box: Box, dots: Int, on canvas: Canvas) {
        let slack = box.width - CodeArrangement.width(of: codes[...], dots: dots)
        let gap = codes.count > 1 ? slack / Double(codes.count - 1) : 0
        var x = codes.count > 1 ? box.x : box.x + slack
        for code in codes {
            // Bottoms align, so that the titles stand on one line.
            code.draw(atX: x, y: box.bottom - code.height(dots: dots), dots: dots, on: canvas)
            x += code.width(dots: dots) + gap
        }
    }
}

/// What a custodian who is no engineer does at three in the morning.
struct RecoverySteps {
    let set: SetFacts
    let isSealed: Bool
    let pageCount: Int

    var steps: [(lead: String, text: String)] {
        let pages = pageCount > 1 ? "all its pages, " : ""
        let passphrase = isSealed ? " Type your passphrase when the computer asks for it." : ""
        return [
            ("Keep calm. ", "Nothing on this sheet expires, and a mistake on the way harms nothing."),
            ("Call the others, ", "each with their sheet: \(set.rule.inWords)."),
            ("Take a computer that is offline ", "and has Breakglass on it, best with a scanner."),
            ("Type: breakglass recover", ""),
            (
                "Give it each sheet, ",
                "\(pages)in any order: by scanner, by a camera that is offline, by a handheld reader, or by typing the "
                    + "words. It says which sheet it can't use, and why.\(passphrase)"
            ),
            ("Read the credential from the screen. ", "It is shown for a short time only."),
            (
                "Afterwards ",
                "fold the sheets, put them into new bags, and have the credential changed: new sheets replace these."
            ),
        ]
    }
}
