// SPDX-License-Identifier: Apache-2.0

import CZXing
package import SecretMemory
import ShareEnvelope

/// Finds the QR codes in one image.
package enum CodeReader {
    /// How to look at an image.
    struct Ways: OptionSet {
        let rawValue: UInt32

        /// Unchanged, with a separate threshold for each neighborhood.
        static let plain = Ways([])
        /// Also for light codes on a dark background.
        static let inverted = Ways(rawValue: UInt32(CZXING_ALSO_INVERTED))
        /// Also at a third of the size, and so on.
        static let smaller = Ways(rawValue: UInt32(CZXING_ALSO_SMALLER))
        /// With one threshold for the whole image, for clean prints and strong noise.
        static let oneThreshold = Ways(rawValue: UInt32(CZXING_ONE_THRESHOLD))
    }

    /// Returns the texts of at most `limit` codes in an image.
    static func texts(
        in image: borrowing GreyImage, _ ways: Ways, limit: Int
    ) throws(PageReadingError) -> [Text] {
        let (width, height) = (Int32(image.width), Int32(image.height))
        let codes = unsafe image.withPixels { pixels in
            unsafe czxing_read(pixels, width, height, width, ways.rawValue, Int32(limit))
        }
        guard let codes = unsafe codes else { throw .outOfMemory }
        defer { unsafe czxing_free(codes) }
        var texts: [Text] = []
        for index in 0..<(unsafe czxing_count(codes)) {
            var length = 0
            // The bytes live until czxing_free, after the copy below.
            guard let bytes = unsafe czxing_bytes(codes, index, &length), length > 0 else { continue }
            unsafe texts.append(Text(SecretBytes(copying: Span(_unsafeStart: bytes, count: length))))
        }
        return texts
    }

    /// The text of one code; a class, because each secret in a list needs one owner.
    package final class Text {
        /// The code's bytes, nothing trimmed.
        package let bytes: SecretBytes

        package init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

        /// What the text says; `nil` when it is not a whole code of this format.
        var paperCode: PaperCode? { Self.read(bytes) }

        private static func read(_ bytes: borrowing SecretBytes) -> PaperCode? { try? PaperCode.read(bytes.span) }
    }
}
