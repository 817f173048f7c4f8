// SPDX-License-Identifier: Apache-2.0

public import SecretMemory

/// What is unusual about a secret that was read from a file, and may not be what was meant. It is dealt as it is.
public enum SecretTextDoubt: Hashable, Sendable {
    /// The bytes are no UTF-8: whoever types what an editor shows types other bytes.
    case notUTF8
    /// A control character stands at this byte, from 1; no keyboard types it.
    case control(at: Int)
    /// It has this many lines.
    case lines(Int)

    /// What is unusual about the bytes, without the line end of the last line.
    public static func all(in bytes: borrowing SecretBytes) -> [SecretTextDoubt] {
        let span = bytes.span
        var doubts: [SecretTextDoubt] = []
        if (try? UTF8Span(validating: span)) == nil { doubts.append(.notUTF8) }
        if let place = span.indices.first(where: { isControl(span[$0]) }) { doubts.append(.control(at: place + 1)) }
        let ends = span.indices.count { span[$0] == 0x0A }
        if ends > 0 { doubts.append(.lines(ends + 1)) }
        return doubts
    }

    /// Whether a byte is a control character of ASCII but for tab and line ends.
    private static func isControl(_ byte: UInt8) -> Bool {
        byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte) || byte == 0x7F
    }
}
