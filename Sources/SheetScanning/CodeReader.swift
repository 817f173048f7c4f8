// SPDX-License-Identifier: Apache-2.0

import CZXing
import SecretMemory
import ShareEnvelope

/// Finds the QR codes in one image.
enum CodeReader {
    /// How grey becomes black and white.
    enum Threshold {
        /// Each neighbourhood on its own: photos, uneven light.
        case local
        /// One threshold for the page: clean prints, strong noise.
        case global
    }

    /// The texts of all codes in an image.
    static func texts(
        in image: borrowing GreyImage, threshold: Threshold, alsoSmaller: Bool
    ) throws(DecodingError) -> [Text] {
        let (width, height) = (Int32(image.width), Int32(image.height))
        let binarizer = threshold == .local ? CZXING_LOCAL_AVERAGE : CZXING_GLOBAL_HISTOGRAM
        let codes = unsafe image.withPixels { pixels in
            unsafe czxing_read(pixels, width, height, width, binarizer, alsoSmaller ? 1 : 0)
        }
        guard let codes = unsafe codes else { throw .outOfMemory }
        defer { unsafe czxing_free(codes) }
        return unsafe (0..<czxing_count(codes)).compactMap { index in
            var length = 0
            // The bytes live until czxing_free, after the copy below.
            guard let bytes = unsafe czxing_bytes(codes, index, &length), length > 0 else { return nil }
            return unsafe Text(SecretBytes(copying: Span(_unsafeStart: bytes, count: length)))
        }
    }

    /// The text of one code; a class, because a list of secrets needs one owner for each.
    final class Text {
        let bytes: SecretBytes

        init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

        /// What the text says, if it is one of ours and whole.
        var paperCode: PaperCode? { Self.read(bytes) }

        private static func read(_ bytes: borrowing SecretBytes) -> PaperCode? { try? PaperCode.read(bytes.span) }
    }
}
