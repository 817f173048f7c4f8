// SPDX-License-Identifier: Apache-2.0
//
// What the decoding child answers, piece by piece as it works. All integers are big-endian. Nothing follows the end.
//
//     "BGcodes1" 8 · pages 2 · count × { length 2 (≥ 1) · text } · 0 2 · end 1
//
// `end` is 0 when everything was tried, 1 when the page shows more codes than are read, and 2 when it took too long.
// A child that is killed sends no end; whatever arrived whole before that counts. Hostile input may have taken over the
// child, so the parent accepts only exactly this form.

import PageReading
import SecretMemory

enum CodeReply {
    private static let magic = Array("BGcodes1".utf8)
    /// The longest answer, in bytes: as many codes as are read, each as long as the largest QR code, 7,089 digits
    /// (ISO/IEC 18004).
    static let byteLimit = magic.count + 5 + FoundCodes.limit * (2 + 7_089)

    // MARK: - The child's side

    /// Returns the start of the answer, which the child sends once the number of pages is known.
    static func begin(pageCount: Int) -> SecretBytes {
        var piece = SecretWriter(capacity: 16)
        piece.append(magic)
        piece.append(number: pageCount)
        return piece.finish()
    }

    /// Returns the piece for one code, which the child sends as soon as it finds the code.
    static func code(_ text: borrowing SecretBytes) -> SecretBytes {
        var piece = SecretWriter(capacity: text.count + 2)
        piece.append(number: text.count)
        piece.append(text.span)
        return piece.finish()
    }

    /// How a search ended.
    enum End: UInt8 {
        case complete = 0
        case moreCodes = 1
        case tookTooLong = 2
    }

    /// Returns the piece that ends the answer.
    static func end(_ end: End) -> SecretBytes {
        var piece = SecretWriter(capacity: 3)
        piece.append(number: 0)
        piece.append(end.rawValue)
        return piece.finish()
    }

    // MARK: - The parent's side

    /// What an answer says.
    struct Content {
        let pageCount: Int
        let codes: [ScannedCode]
        /// How the search ended; `nil` when the answer has no end.
        let end: End?
    }

    /// Reads an answer about a page.
    ///
    /// An answer that breaks off is read as far as it is whole.
    ///
    /// - Returns: `nil` for anything that the child's side would not have written.
    static func decode(_ reply: borrowing SecretBytes, page: Int) -> Content? {
        let bytes = reply.span
        var offset = magic.count
        func number() -> Int? {
            guard offset + 2 <= bytes.count else { return nil }
            defer { offset += 2 }
            return Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
        }
        guard bytes.count >= magic.count, magic.indices.allSatisfy({ bytes[$0] == magic[$0] }),
            let pageCount = number(), (max(page, 1)...PageDecoder.pageLimit).contains(pageCount)
        else { return nil }
        var codes: [ScannedCode] = []
        while let length = number() {
            if length == 0 {
                guard offset < bytes.count else { break }
                guard let end = End(rawValue: bytes[offset]), offset + 1 == bytes.count else { return nil }
                return Content(pageCount: pageCount, codes: codes, end: end)
            }
            guard codes.count < FoundCodes.limit else { return nil }
            guard offset + length <= bytes.count else { break }
            codes.append(
                ScannedCode(text: SecretBytes(copying: bytes.extracting(offset..<offset + length)), page: page))
            offset += length
        }
        return Content(pageCount: pageCount, codes: codes, end: nil)
    }
}

extension SecretWriter {
    fileprivate mutating func append(number: Int) {
        append(UInt8(number >> 8))
        append(UInt8(number & 0xFF))
    }
}
