// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// The middle third: the share as a code and as words.
struct SecretPanel {
    let box: Box
    let wordList: SheetWordList

    /// 1.016 mm: a larger module helps no reader, and the words need the width.
    private static let largestModule = 12
    /// 0.762 mm, above the 0.7 mm that a poor photograph needs.
    private static let smallestModule = 9
    private static let columns = 8

    func draw(_ sheet: borrowing CustodianSheet, symbol: QRSymbol, on canvas: Canvas) {
        var rest = box
        var heading = rest.takeTop(millimetres(7.5), gap: millimetres(0.8))
        canvas.text(
            "share \(sheet.shareNumber), set \(sheet.set.setCode)",
            in: heading.takeRight(millimetres(90)).lowered(by: 6),
            TextStyle(size: 9, smallest: 7, alignment: .right))
        canvas.text("SECRET", in: heading, TextStyle(size: 18, smallest: 12, isBold: true, letterSpacing: 2))
        canvas.text(
            "For the recovery computer only. Never show it, copy it, send it, or photograph it with an online phone.",
            in: rest.takeTop(millimetres(4.4), gap: millimetres(1.2)), TextStyle(size: 9.5, smallest: 7))
        if sheet.isSealed {
            canvas.text(
                "This share is sealed: it opens only with your passphrase. Your passphrase is not on this sheet.",
                in: rest.takeTop(millimetres(4.6), gap: millimetres(1)), TextStyle(size: 10, smallest: 7, isBold: true))
        }
        let captionHeight = millimetres(4.2)
        let modules = Double(symbol.sizeWithQuietZone)
        let dots = stride(from: Self.largestModule, to: Self.smallestModule, by: -1).first {
            modules * Double($0) * DotGrid.dot <= rest.height - captionHeight
        }
        let module = dots ?? Self.smallestModule
        let side = modules * Double(module) * DotGrid.dot
        // The quiet zone extends into the margin, so that the dark modules line up with the text.
        let quiet = Double(QRSymbol.quietZone * module) * DotGrid.dot
        var left = rest.takeLeft(side - quiet, gap: millimetres(1))
        canvas.text("Scan this code", in: left.takeTop(captionHeight), TextStyle.caption.sized(9).bold())
        canvas.code(symbol, atX: left.x - quiet, y: left.y, dots: module)

        let rows = sheet.wordBytes.count / Self.columns
        canvas.text(
            "or type these \(sheet.wordBytes.count) words, row by row from left to right",
            in: rest.takeTop(captionHeight), TextStyle.caption.sized(9).bold())
        let note = rest.takeBottom(millimetres(3.6), gap: millimetres(0.8))
        drawWords(sheet.wordBytes, rows: rows, in: rest, on: canvas)
        canvas.text(
            "Type ? for a word that you cannot read. Up to 10 unreadable or 5 wrong words are corrected.", in: note,
            .caption)
    }

    private func drawWords(_ core: borrowing SecretBytes, rows: Int, in box: Box, on canvas: Canvas) {
        var grid = box
        let numbers = grid.takeTop(millimetres(3.5))
        let letterWidth = millimetres(6)
        let width = (grid.width - letterWidth) / Double(Self.columns)
        let height = min(grid.height / Double(rows), millimetres(8))
        let size = min(height * 0.8, width / 3)
        let word = TextStyle(size: size, smallest: size, isBold: true, family: .monospace)
        let label = TextStyle(size: 8, smallest: 8)
        for column in 0..<Self.columns {
            let x = grid.x + letterWidth + Double(column) * width
            canvas.text("\(column + 1)", in: Box(x: x, y: numbers.y, width: width, height: numbers.height), label)
        }
        let end = grid.y + Double(rows) * height
        canvas.line(fromX: grid.x, y: end, toX: grid.right, y: end, width: 0.25)
        for row in 0..<rows {
            let y = grid.y + Double(row) * height
            canvas.line(fromX: grid.x, y: y, toX: grid.right, y: y, width: 0.25)
            let letter = String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(row)))
            // The line height of DejaVu is 1.17 times its size.
            let top = y + (height - size * 1.17) / 2
            canvas.text(
                letter, in: Box(x: grid.x, y: y + (height - 9 * 1.17) / 2, width: letterWidth, height: 12),
                TextStyle(size: 9, smallest: 9, isBold: true))
            for column in 0..<Self.columns {
                let number = Int(core.span[row * Self.columns + column])
                let place = Box(
                    x: grid.x + letterWidth + Double(column) * width, y: top, width: width, height: size * 1.3)
                canvas.text(wordList.letters.span.extracting(number * 4..<number * 4 + 4), in: place, word)
            }
        }
    }
}

extension Box {
    /// The same box with its top lowered, so that small text shares the baseline of large text next to it.
    func lowered(by distance: Double) -> Box {
        Box(x: x, y: y + distance, width: width, height: height - distance)
    }
}
