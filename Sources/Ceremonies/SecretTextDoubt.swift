// SPDX-License-Identifier: Apache-2.0

package import SecretMemory

/// Something unusual in a secret that was read from a file, which may be a mistake. The secret is dealt unchanged.
package enum SecretTextDoubt: Hashable, Sendable {
    /// The bytes are not UTF-8: a person who types what an editor shows types other bytes.
    case notUTF8
    /// There is a control character at this byte, counted from 1; no keyboard can type it.
    case control(at: Int)
    /// It has this many lines.
    case lines(Int)

    /// Returns everything unusual in the bytes, which come without the line ending of the last line.
    package static func all(in bytes: borrowing SecretBytes) -> [SecretTextDoubt] {
        let span = bytes.span
        var doubts: [SecretTextDoubt] = []
        if (try? UTF8Span(validating: span)) == nil { doubts.append(.notUTF8) }
        if let place = span.indices.first(where: { isControl(span[$0]) }) { doubts.append(.control(at: place + 1)) }
        let ends = span.indices.count { span[$0] == 0x0A }
        if ends > 0 { doubts.append(.lines(ends + 1)) }
        return doubts
    }

    /// Whether a byte is an ASCII control character other than tab and line endings.
    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte) || byte == 0x7F
    }
}
