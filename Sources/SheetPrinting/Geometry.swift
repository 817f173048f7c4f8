// SPDX-License-Identifier: Apache-2.0
//
// Lengths are PostScript points (1/72 inch), the unit of cairo's PDF and SVG surfaces. y grows downward.

/// Converts millimeters to points.
func millimetres(_ length: Double) -> Double { length * 72 / 25.4 }

/// The grid that codes are drawn on: one dot of a 300-dpi raster.
///
/// Modules are whole dots and start on a whole dot, so that 300-, 600- and 1200-dpi devices draw all of them equal.
enum DotGrid {
    static let dotsPerInch = 300.0
    static let dot = 72 / dotsPerInch
    /// 0.508 mm: the first whole number of dots above the 0.5 mm that office scanners need.
    static let smallestModule = 6

    /// The nearest multiple of two dots: a code then starts on a whole pixel at 150 dpi too.
    static func aligned(_ length: Double) -> Double { (length / (2 * dot)).rounded() * (2 * dot) }
}

/// A rectangle on the page.
struct Box: Equatable, Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }

    /// Cuts a strip from the top; the rest follows after the gap.
    mutating func takeTop(_ height: Double, gap: Double = 0) -> Box {
        let strip = Box(x: x, y: y, width: width, height: height)
        y += height + gap
        self.height -= height + gap
        return strip
    }

    /// Cuts a strip from the bottom; the rest ends before the gap.
    mutating func takeBottom(_ height: Double, gap: Double = 0) -> Box {
        let strip = Box(x: x, y: bottom - height, width: width, height: height)
        self.height -= height + gap
        return strip
    }

    /// Cuts a strip from the left; the rest follows after the gap.
    mutating func takeLeft(_ width: Double, gap: Double = 0) -> Box {
        let strip = Box(x: x, y: y, width: width, height: height)
        x += width + gap
        self.width -= width + gap
        return strip
    }

    /// Cuts a strip from the right; the rest ends before the gap.
    mutating func takeRight(_ width: Double, gap: Double = 0) -> Box {
        let strip = Box(x: right - width, y: y, width: width, height: height)
        self.width -= width + gap
        return strip
    }

    /// Whether another box is within this one, to a tenth of a point.
    func contains(_ other: Box) -> Bool {
        other.x >= x - 0.1 && other.y >= y - 0.1 && other.right <= right + 0.1 && other.bottom <= bottom + 0.1
    }
}
