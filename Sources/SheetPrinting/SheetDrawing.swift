// SPDX-License-Identifier: Apache-2.0
//
// The entry point: values in, bytes out. Cairo, Pango and the QR encoder copy what they draw into ordinary memory, so
// call this in a process that exits afterward.

/// Draws sheets, in the same way for every paper size and file format.
package enum SheetDrawing {
    /// Draws a custodian's sheet: one PDF, or one SVG or PNG for each page.
    ///
    /// The same input gives the same bytes.
    ///
    /// - Throws: `PrintingError` for content that no sheet can carry, before anything is drawn.
    package static func draw(
        _ sheet: borrowing CustodianSheet, words: SheetWordList, paper: PaperSize, format: SheetFormat
    ) throws(PrintingError) -> [SheetFile] {
        let pages = try CustodianPages(sheet, wordList: words, paper: paper)
        let title = "Breakglass sheet, set \(sheet.set.setCode), share \(sheet.shareNumber)"
        var files = FileSequence(format: format, paper: paper, title: title, created: sheet.set.created)
        for page in 1...pages.count {
            pages.draw(page: page, of: sheet, on: files.startPage())
            try files.endPage()
        }
        return try files.finish()
    }

    /// Draws a vault sheet: one PDF, or one SVG or PNG for each page.
    ///
    /// - Throws: `PrintingError` for content that no sheet can carry, before anything is drawn.
    package static func draw(
        _ sheet: VaultSheet, paper: PaperSize, format: SheetFormat
    ) throws(PrintingError) -> [SheetFile] {
        let pages = try VaultPages(sheet, paper: paper)
        let title = "Breakglass vault sheet, set \(sheet.set.setCode)"
        var files = FileSequence(format: format, paper: paper, title: title, created: sheet.set.created)
        for page in 1...pages.count {
            pages.draw(page: page, of: sheet, on: files.startPage())
            try files.endPage()
        }
        return try files.finish()
    }
}
