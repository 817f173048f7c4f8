// SPDX-License-Identifier: Apache-2.0

/// Where things may go on a page: inside the margins and, on a folded page, clear of the folds.
struct PageFrame: Sendable {
    /// Office printers leave up to 6 mm of the edge blank; twice that is safe.
    static let margin = millimetres(12)
    /// A fold is rarely exact. Nothing is closer to it than this, except the fold's own mark.
    static let foldClearance = millimetres(5)

    let paper: PaperSize

    /// The area within the margins.
    var whole: Box {
        Box(
            x: Self.margin, y: Self.margin, width: paper.width - 2 * Self.margin,
            height: paper.height - 2 * Self.margin)
    }

    /// Where the page is folded back, below the outer face.
    var upperFold: Double { paper.height / 3 }
    /// Where the page is folded over, below the secret.
    var lowerFold: Double { paper.height * 2 / 3 }

    var outerFace: Box { between(Self.margin, upperFold - Self.foldClearance) }
    var secret: Box { between(upperFold + Self.foldClearance, lowerFold - Self.foldClearance) }
    var recovery: Box { between(lowerFold + Self.foldClearance, paper.height - Self.margin) }

    private func between(_ top: Double, _ bottom: Double) -> Box {
        Box(x: Self.margin, y: top, width: paper.width - 2 * Self.margin, height: bottom - top)
    }
}
