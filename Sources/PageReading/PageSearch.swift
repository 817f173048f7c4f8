// SPDX-License-Identifier: Apache-2.0

/// Searches one page for codes, with the cheap and likely attempts first.
///
/// Each step adds to what earlier steps found. The search ends as soon as that is enough or time is up.
package struct PageSearch {
    /// Above this many pixels a page is halved before the slow attempts: A4 at 400 dpi has 15 megapixels.
    private static let slowPixelLimit = 20_000_000
    /// Above this many pixels a page is halved before a blur is undone: A4 at 150 dpi has 2.2 megapixels.
    private static let refocusPixelLimit = 3_000_000
    /// Below this many pixels a page is worth doubling: A4 at 150 dpi.
    private static let doublingPixelLimit = 2_500_000

    private let hasTime: () -> Bool
    /// Whether time ran out before everything was tried.
    package private(set) var gaveUp = false

    /// Makes a search.
    ///
    /// - Parameter hasTime: called before each further step; one step takes up to a second or two on a hostile page.
    package init(while hasTime: @escaping () -> Bool = { true }) { self.hasTime = hasTime }

    /// Takes only the first step: reads the page once, unchanged.
    package func glance(at page: borrowing GreyImage, into found: inout FoundCodes) throws(PageReadingError) {
        try look(at: page, .plain, into: &found)
    }

    /// Searches a page until `found` is enough, nothing is left to try, or time is up.
    package mutating func search(
        _ page: borrowing GreyImage, into found: inout FoundCodes
    ) throws(PageReadingError) {
        try glance(at: page, into: &found)
        if page.isBlank || isOver(found) { return }
        try look(at: page, [.inverted, .smaller], into: &found)
        if isOver(found) { return }

        let isFaint = page.isFaint
        var base = page.stretched()
        while base.pixelCount > Self.slowPixelLimit { base = base.halved() }
        // A page that uses most gray levels already looks the same when they are spread.
        if isFaint || base.pixelCount < page.pixelCount {
            try look(at: base, [.inverted, .smaller], into: &found)
            if isOver(found) { return }
        }
        try look(at: base, [.inverted, .smaller, .oneThreshold], into: &found)
        if isOver(found) { return }
        try lookThroughBlur(at: base, into: &found)
        if isOver(found) { return }
        // Against too few pixels per module.
        if base.pixelCount <= Self.doublingPixelLimit {
            let doubled = base.doubled()
            try look(at: doubled, [.inverted], into: &found)
            if isOver(found) { return }
            try look(at: doubled.refocused(radius: 1.25), [.inverted], into: &found)
            if isOver(found) { return }
        }
        // Against grain and flaked-off toner.
        let blurred = base.blurred()
        try look(at: blurred, [.inverted, .smaller], into: &found)
        if isOver(found) { return }
        try look(at: blurred.blurred().blurred(), [.inverted, .smaller, .oneThreshold], into: &found)
    }

    /// Undoes the blur of a camera out of focus, on an image made small enough. The best correction may be smaller or
    /// larger than the actual blur.
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
        // One more than the limit, so that too many are noticed.
        found.add(try CodeReader.texts(in: image, ways, limit: FoundCodes.limit + 1))
    }

    private mutating func isOver(_ found: FoundCodes) -> Bool {
        if found.isEnough { return true }
        if !hasTime() { gaveUp = true }
        return gaveUp
    }
}
