// SPDX-License-Identifier: Apache-2.0

/// What is tried on one page, the cheap and likely first.
///
/// Every step adds to what the steps before found; the search ends as soon as that is enough or the time is over.
package struct PageSearch {
    /// Above this many pixels a page is halved before the slow tries: A4 at 400 dpi has 15 megapixels.
    private static let slowPixelLimit = 20_000_000
    /// Above this many pixels a page is halved before a blur is undone: A4 at 150 dpi has 2.2 megapixels.
    private static let refocusPixelLimit = 3_000_000
    /// Below this many pixels a page is worth doubling: A4 at 150 dpi.
    private static let doublingPixelLimit = 2_500_000

    private let hasTime: () -> Bool
    /// Whether the time was over while there was still something to try.
    package private(set) var gaveUp = false

    /// Makes a search.
    ///
    /// - Parameter hasTime: asked before each further step; one step takes up to a second or two on a hostile page.
    package init(while hasTime: @escaping () -> Bool = { true }) { self.hasTime = hasTime }

    /// The first look alone: once over the page as it is.
    package func glance(at page: borrowing GreyImage, into found: inout FoundCodes) throws(PageReadingError) {
        try look(at: page, .plain, into: &found)
    }

    /// Looks for the codes of a page until `found` is enough or nothing is left to try.
    package mutating func search(
        _ page: borrowing GreyImage, into found: inout FoundCodes
    ) throws(PageReadingError) {
        try glance(at: page, into: &found)
        if page.isBlank || isOver(found) { return }
        try look(at: page, [.inverted, .smaller], into: &found)
        if isOver(found) { return }

        var base = page.stretched()
        while base.pixelCount > Self.slowPixelLimit { base = base.halved() }
        try look(at: base, [.inverted, .smaller], into: &found)
        if isOver(found) { return }
        try look(at: base, [.inverted, .smaller, .oneThreshold], into: &found)
        if isOver(found) { return }
        try lookThroughBlur(at: base, into: &found)
        if isOver(found) { return }
        // Few pixels to a module.
        if base.pixelCount <= Self.doublingPixelLimit {
            let doubled = base.doubled()
            try look(at: doubled, [.inverted], into: &found)
            if isOver(found) { return }
            try look(at: doubled.refocused(radius: 1.25), [.inverted], into: &found)
            if isOver(found) { return }
        }
        // Grain, and toner that flaked off.
        let blurred = base.blurred()
        try look(at: blurred, [.inverted, .smaller], into: &found)
        if isOver(found) { return }
        try look(at: blurred.blurred().blurred(), [.inverted, .smaller, .oneThreshold], into: &found)
    }

    /// A camera out of focus, on few enough pixels. Some blur is undone by less, and some by more than there is.
    private mutating func lookThroughBlur(
        at image: borrowing GreyImage, into found: inout FoundCodes
    ) throws(PageReadingError) {
        if image.pixelCount > Self.refocusPixelLimit {
            let half = image.halved()
            return try lookThroughBlur(at: half, into: &found)
        }
        for radius in [1.25, 2.5] as [Float] {
            try look(at: image.refocused(radius: radius), [.inverted], into: &found)
            if isOver(found) { return }
        }
    }

    private func look(
        at image: borrowing GreyImage, _ ways: CodeReader.Ways, into found: inout FoundCodes
    ) throws(PageReadingError) {
        // One more than counts, so that too many are noticed.
        found.add(try CodeReader.texts(in: image, ways, limit: FoundCodes.limit + 1))
    }

    private mutating func isOver(_ found: FoundCodes) -> Bool {
        if found.isEnough { return true }
        if !hasTime() { gaveUp = true }
        return gaveUp
    }
}
