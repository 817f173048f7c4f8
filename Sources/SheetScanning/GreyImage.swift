// SPDX-License-Identifier: Apache-2.0

import CGreyscale

/// A page as 8-bit grey pixels, 0 black to 255 white, row by row without padding.
///
/// Its memory is ordinary and may show a share: it exists only in the decoding process.
@safe
struct GreyImage: ~Copyable {
    let width: Int
    let height: Int
    /// Whether its file came to its end; else some pixels are arbitrary.
    var isWhole = true
    private let pixels: UnsafeMutablePointer<UInt8>

    var pixelCount: Int { width * height }

    /// Makes an image whose pixels `fill` writes, all of them.
    init(width: Int, height: Int, filledBy fill: (UnsafeMutablePointer<UInt8>) -> Void) {
        precondition(width > 0 && height > 0)
        self.width = width
        self.height = height
        unsafe pixels = .allocate(capacity: width * height)
        unsafe fill(pixels)
    }

    deinit { unsafe pixels.deallocate() }

    /// Lends the pixels; the pointer must not outlive `body`.
    borrowing func withPixels<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
        unsafe body(UnsafePointer(pixels))
    }
}

// MARK: - What is done to a page that does not read at once

extension GreyImage {
    /// The grey levels between which all but a few of the darkest and the lightest pixels lie.
    ///
    /// A page is mostly white: the few are one in 5,000, so that a single small code counts and specks do not.
    func levels() -> (low: Int, high: Int) {
        var histogram = [UInt32](repeating: 0, count: 256)
        unsafe grey_histogram(pixels, pixelCount, &histogram)
        let share = UInt32(clamping: pixelCount / 5_000)
        func level(in order: some Sequence<Int>) -> Int {
            var seen: UInt32 = 0
            for level in order {
                seen += histogram[level]
                if seen > share { return level }
            }
            return 0
        }
        return (level(in: 0...255), level(in: (0...255).reversed()))
    }

    /// The same page with its grey levels spread over the whole range.
    func stretched() -> GreyImage {
        let (low, high) = levels()
        return unsafe GreyImage(width: width, height: height) { target in
            unsafe target.update(from: pixels, count: pixelCount)
            unsafe grey_stretch(target, pixelCount, Int32(low), Int32(high))
        }
    }

    /// The page at half its width and height; at least two pixels a side are needed.
    func halved() -> GreyImage {
        unsafe GreyImage(width: width / 2, height: height / 2) { target in
            unsafe grey_halve(pixels, Int32(width), Int32(height), target)
        }
    }

    /// The page at twice its width and height.
    func doubled() -> GreyImage {
        unsafe GreyImage(width: width * 2, height: height * 2) { target in
            unsafe grey_double(pixels, Int32(width), Int32(height), target)
        }
    }

    /// The page a little out of focus, against noise.
    func blurred() -> GreyImage {
        unsafe GreyImage(width: width, height: height) { target in
            unsafe grey_blur(pixels, Int32(width), Int32(height), target)
        }
    }

    /// The page with its edges raised, against a camera out of focus.
    func sharpened() -> GreyImage {
        unsafe GreyImage(width: width, height: height) { target in
            unsafe grey_sharpen(pixels, Int32(width), Int32(height), target)
        }
    }

    /// The page as a front camera or a scan through the back of thin paper shows it.
    func mirrored() -> GreyImage {
        unsafe GreyImage(width: width, height: height) { target in
            unsafe grey_mirror(pixels, Int32(width), Int32(height), target)
        }
    }

    /// The page turned about its middle, on a canvas that holds all of it.
    func turned(_ turn: Turn) -> GreyImage {
        let outWidth = Int(Float(width) * turn.cosine + Float(height) * turn.sine) + 1
        let outHeight = Int(Float(width) * turn.sine + Float(height) * turn.cosine) + 1
        return unsafe GreyImage(width: outWidth, height: outHeight) { target in
            unsafe grey_turn(
                pixels, Int32(width), Int32(height), turn.sine, turn.cosine, target, Int32(outWidth), Int32(outHeight))
        }
    }

    /// An angle by which a page is turned before another try; the reader itself knows quarter turns.
    struct Turn {
        let sine: Float
        let cosine: Float

        static let by15Degrees = Turn(sine: 0.258819, cosine: 0.965926)
        static let by30Degrees = Turn(sine: 0.5, cosine: 0.866025)
        static let by45Degrees = Turn(sine: 0.707107, cosine: 0.707107)
    }
}
