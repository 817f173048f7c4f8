// SPDX-License-Identifier: Apache-2.0

/// An encoded public code: its title on top, then the symbol within its quiet zone.
struct EncodedCode {
    /// Room for the title, in points.
    static let titleHeight = millimetres(3.6)

    let title: String
    let symbol: QRSymbol

    init(_ code: PublicCode) throws(PrintingError) {
        title = code.title
        let text = Array(code.text.utf8)
        symbol = try QRSymbol(text.span, correction: .medium, title: code.title)
    }

    /// The width in points, with the quiet zone.
    func width(dots: Int) -> Double { Double(symbol.sizeWithQuietZone * dots) * DotGrid.dot }

    /// The height in points, with the title and the quiet zone.
    func height(dots: Int) -> Double { width(dots: dots) + Self.titleHeight }

    func quietZone(dots: Int) -> Double { Double(QRSymbol.quietZone * dots) * DotGrid.dot }

    func draw(atX x: Double, y: Double, dots: Int, on canvas: Canvas) {
        let quiet = quietZone(dots: dots)
        canvas.text(
            title, in: Box(x: x + quiet, y: y, width: width(dots: dots) - 2 * quiet, height: Self.titleHeight),
            TextStyle.caption)
        canvas.code(symbol, atX: x, y: y + Self.titleHeight, dots: dots)
    }
}
