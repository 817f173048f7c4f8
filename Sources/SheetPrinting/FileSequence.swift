// SPDX-License-Identifier: Apache-2.0

/// Turns pages into files: all into one PDF, each into its own SVG or PNG.
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

    /// Gives the canvas of the next page.
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

    /// Completes the last file and hands over all.
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
