// SPDX-License-Identifier: Apache-2.0

/// What is tried on one page, the cheap and likely first.
///
/// Every step adds to what the steps before found; the search ends as soon as the caller has enough.
enum PageSearch {
    /// Above this many pixels a page is halved before the slow tries: 50 megapixels is A4 at 750 dpi.
    private static let slowPixelLimit = 50_000_000
    /// Below this many pixels a page is worth doubling.
    private static let doublingPixelLimit = 12_000_000
    /// A page whose grey levels span less than this holds nothing: paper and its noise.
    private static let blankSpan = 6

    /// The first look: one pass over the page as it is.
    static func quickly(_ page: borrowing GreyImage, into found: inout FoundCodes) throws(DecodingError) {
        if !page.isWhole { found.noteBrokenPage() }
        try found.add(CodeReader.texts(in: page, threshold: .local, alsoSmaller: false))
    }

    /// Everything else, until `found` is enough.
    static func thoroughly(_ page: borrowing GreyImage, into found: inout FoundCodes) throws(DecodingError) {
        let (low, high) = page.levels()
        guard high - low >= blankSpan || page.pixelCount < 100_000 else { return }
        var base = page.stretched()
        while base.pixelCount > slowPixelLimit { base = base.halved() }

        try look(at: base, into: &found)
        if found.isEnough { return }
        try found.add(CodeReader.texts(in: page, threshold: .global, alsoSmaller: true))
        if found.isEnough { return }
        if base.width >= 200, base.height >= 200 {
            try look(at: base.halved(), into: &found)
            if found.isEnough { return }
        }
        let blurred = base.blurred()
        try look(at: blurred, into: &found)
        if found.isEnough { return }
        try look(at: base.sharpened(), into: &found)
        if found.isEnough { return }
        if base.pixelCount <= doublingPixelLimit {
            let doubled = base.doubled()
            try look(at: doubled, into: &found)
            if found.isEnough { return }
            try look(at: doubled.sharpened(), into: &found)
            if found.isEnough { return }
        }
        try look(at: blurred.blurred().blurred(), into: &found)
        if found.isEnough { return }
        try look(at: base.mirrored(), into: &found)
        for turn in [GreyImage.Turn.by15Degrees, .by30Degrees, .by45Degrees] where !found.isEnough {
            let turned = base.turned(turn)
            try look(at: turned, into: &found)
            if found.isEnough { return }
            try look(at: turned.sharpened(), into: &found)
        }
    }

    private static func look(at image: borrowing GreyImage, into found: inout FoundCodes) throws(DecodingError) {
        try found.add(CodeReader.texts(in: image, threshold: .local, alsoSmaller: true))
        if found.isEnough { return }
        try found.add(CodeReader.texts(in: image, threshold: .global, alsoSmaller: false))
    }
}
