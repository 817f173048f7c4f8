// SPDX-License-Identifier: Apache-2.0

import CGreyscale

/// A page as 8-bit gray pixels, from 0 (black) to 255 (white), row by row without padding.
///
/// Its memory is ordinary and may show a share, so it exists only in the decoding process.
@safe
package struct GreyImage: ~Copyable {
    package let width: Int
    package let height: Int
    /// Whether its file was complete; if not, some pixels are arbitrary.
    package var isWhole = true
    private let pixels: UnsafeMutablePointer<UInt8>

    package var pixelCount: Int { width * height }

    /// Makes an image; `fill` must write every pixel.
    package init(width: Int, height: Int, filledBy fill: (UnsafeMutablePointer<UInt8>) -> Void) {
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

// MARK: - Improving a page that cannot be read at once

extension GreyImage {
    /// Returns the gray levels between which all but a few of the darkest and the lightest pixels lie.
    ///
    /// "A few" is one in 5,000: a page is mostly white, and a single small code must count while specks must not.
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

    /// Whether the page shows only blank paper and noise: its gray levels span less than 6.
    ///
    /// A small image is never blank, because it may be a single code that was cut out.
    package var isBlank: Bool {
        let (low, high) = levels()
        return high - low < 6 && pixelCount >= 100_000
    }

    /// Whether the gray levels leave so much room that spreading them changes what a decoder sees.
    var isFaint: Bool {
        let (low, high) = levels()
        return high - low < 192
    }

    /// Returns the page with its gray levels spread over the whole range.
    func stretched() -> GreyImage {
        let (low, high) = levels()
        return unsafe GreyImage(width: width, height: height) { target in
            unsafe target.update(from: pixels, count: pixelCount)
            unsafe grey_stretch(target, pixelCount, Int32(low), Int32(high))
        }
    }

    /// Returns the page at half its width and height; it must be at least two pixels wide and high.
    func halved() -> GreyImage {
        unsafe GreyImage(width: width / 2, height: height / 2) { target in
            unsafe grey_halve(pixels, Int32(width), Int32(height), target)
        }
    }

    /// Returns the page at twice its width and height.
    func doubled() -> GreyImage {
        unsafe GreyImage(width: width * 2, height: height * 2) { target in
            unsafe grey_double(pixels, Int32(width), Int32(height), target)
        }
    }

    /// Returns the page a little out of focus, which reduces noise.
    func blurred() -> GreyImage {
        unsafe GreyImage(width: width, height: height) { target in
            unsafe grey_blur(pixels, Int32(width), Int32(height), target)
        }
    }

    /// Returns the page as it may have been before a blur of this radius in pixels (standard deviation, at most 3).
    func refocused(radius: Float) throws(PageReadingError) -> GreyImage {
        var isDone = false
        let image = unsafe GreyImage(width: width, height: height) { target in
            isDone = unsafe grey_refocus(pixels, Int32(width), Int32(height), radius, 5, target) == 0
        }
        guard isDone else { throw .outOfMemory }
        return image
    }
}
