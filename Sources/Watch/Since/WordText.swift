// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// Lists of numbers as text: little-endian, in Base64.
enum WordText {
    static func text<Word: FixedWidthInteger>(_ words: some Sequence<Word>) -> String {
        var bytes: [UInt8] = []
        for word in words {
            for byte in 0..<Word.bitWidth / 8 { bytes.append(UInt8(truncatingIfNeeded: word >> (8 * byte))) }
        }
        return Data(bytes).base64EncodedString()
    }

    /// The numbers; `nil` if the text is no such list.
    static func words<Word: FixedWidthInteger>(_ text: String) -> [Word]? {
        guard let bytes = Data(base64Encoded: text).map([UInt8].init) else { return nil }
        let size = Word.bitWidth / 8
        guard bytes.count % size == 0 else { return nil }
        return stride(from: 0, to: bytes.count, by: size).map { start in
            (0..<size).reduce(0) { $0 | Word(truncatingIfNeeded: bytes[start + $1]) << (8 * $1) }
        }
    }
}
