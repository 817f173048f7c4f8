// SPDX-License-Identifier: Apache-2.0

/// A public code, encoded.
struct EncodedCode {
    let title: String
    let symbol: QRSymbol

    init(_ code: PublicCode) throws(PrintingError) {
        title = code.title
        let text = Array(code.text.utf8)
        symbol = try QRSymbol(text.span, correction: .medium, title: code.title)
    }

    /// Room for the title under a code.
    static let titleHeight = millimetres(3.6)

    func width(dots: Int) -> Double { Double(symbol.sizeWithQuietZone * dots) * DotGrid.dot }
    func height(dots: Int) -> Double { width(dots: dots) + Self.titleHeight }

    func draw(atX x: Double, y: Double, dots: Int, on canvas: Canvas) {
        let side = width(dots: dots)
        canvas.code(symbol, atX: x, y: y, dots: dots)
        canvas.text(
            title, in: Box(x: x, y: y + side, width: side, height: Self.titleHeight),
            TextStyle.caption.sized(7.5).aligned(.centre))
    }
}

/// How the first codes share the lower third with the steps.
enum CodeArrangement: Equatable {
    /// Two at most, right of the steps.
    case beside(dots: Int)
    /// One row across the page, below the steps; the rest goes on further pages.
    case row(count: Int, dots: Int)

    /// 0.762 mm.
    private static let largestModule = 9
    /// What the steps need beside the codes.
    static let stepsWidth = millimetres(92)
    static let gap = millimetres(3)
    static let mostOnFirstPage = 8

    /// Chooses the arrangement with the largest modules, in a panel of the given width.
    init(_ codes: [EncodedCode], width: Double) {
        let sizes = stride(from: Self.largestModule, through: DotGrid.smallestModule, by: -1)
        let besideWidth = width - Self.stepsWidth - Self.gap
        if codes.count <= 2, let dots = sizes.first(where: { Self.width(of: codes[...], dots: $0) <= besideWidth }) {
            self = .beside(dots: dots)
            return
        }
        let candidates = codes.prefix(Self.mostOnFirstPage)
        let dots = sizes.dropFirst(2).first { Self.width(of: candidates, dots: $0) <= width } ?? DotGrid.smallestModule
        var count = candidates.count
        while Self.width(of: codes.prefix(count), dots: dots) > width { count -= 1 }
        self = .row(count: count, dots: dots)
    }

    /// How many codes stand on the first page.
    func count(of codes: [EncodedCode]) -> Int {
        switch self {
        case .beside: codes.count
        case .row(let count, _): count
        }
    }

    static func width(of codes: ArraySlice<EncodedCode>, dots: Int) -> Double {
        codes.reduce(0) { $0 + $1.width(dots: dots) }
    }
}
