// SPDX-License-Identifier: Apache-2.0

/// A ledger's checkpoint for people and for a scanner: its code, its size, its root and four words.
struct CheckpointBlock {
    static let height = millimetres(24)
    private static let dots = DotGrid.smallestModule

    private let checkpoint: PrintedCheckpoint
    private let symbol: QRSymbol

    init(_ checkpoint: PrintedCheckpoint) throws(PrintingError) {
        self.checkpoint = checkpoint
        let code = Array(checkpoint.code.utf8)
        symbol = try QRSymbol(code.span, correction: .medium, title: "Ledger")
    }

    func draw(in box: Box, on canvas: Canvas) {
        var rest = box
        let module = Double(Self.dots) * DotGrid.dot
        let quiet = Double(QRSymbol.quietZone) * module
        let code = rest.takeLeft(Double(symbol.size) * module, gap: quiet)
        // The quiet zone may leave the box, so that the dark modules line up with the text above.
        canvas.code(symbol, atX: code.x - quiet, y: code.y - quiet + millimetres(1), dots: Self.dots)
        canvas.text(
            "Ledger at \(checkpoint.size) \(checkpoint.size == 1 ? "entry" : "entries")",
            in: rest.takeTop(millimetres(3.6), gap: millimetres(0.3)), .caption)
        canvas.text(
            checkpoint.words.joined(separator: " "), in: rest.takeTop(millimetres(4.4), gap: millimetres(0.4)),
            TextStyle(size: 9.5, smallest: 6, family: .monospace))
        for row in checkpoint.rootRows {
            canvas.text(
                row, in: rest.takeTop(millimetres(3.1)), TextStyle(size: 8, smallest: 5, family: .monospace))
        }
    }
}
