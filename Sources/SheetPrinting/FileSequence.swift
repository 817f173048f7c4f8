// SPDX-License-Identifier: Apache-2.0

/// Turns pages into files: one PDF for all pages, or an SVG or PNG for each.
struct FileSequence {
    private let format: SheetFormat
    private let paper: PaperSize
    private let title: String
    private let created: CreationTime
    private var open: DrawingSurface?
    private var files: [SheetFile] = []

    init(format: SheetFormat, paper: PaperSize, title: String, created: CreationTime) {
        self.format = format
        self.paper = paper
        self.title = title
        self.created = created
    }

    /// Starts the next page and returns its canvas.
    mutating func startPage() -> Canvas {
        let surface = open ?? DrawingSurface(format: format, paper: paper)
        if open == nil { surface.describe(title: title, created: created) }
        open = surface
        surface.startPage()
        return surface.canvas
    }

    /// Ends the page.
    mutating func endPage() throws(PrintingError) {
        open?.endPage()
        if format != .pdf { try close() }
    }

    /// Completes the last file and returns all files.
    mutating func finish() throws(PrintingError) -> [SheetFile] {
        try close()
        return files
    }

    private mutating func close() throws(PrintingError) {
        guard let surface = open else { return }
        files.append(SheetFile(bytes: try surface.finish()))
        open = nil
    }
}
