// SPDX-License-Identifier: Apache-2.0

/// Why bytes cannot be read as text.
package enum TextInputDefect: Error, Hashable, Sendable {
    /// Bytes that are not UTF-8 in this line, counted from 1.
    case notUTF8(line: Int)
    /// A UTF-16 byte order mark, but what follows is not UTF-16.
    case brokenUTF16
    /// UTF-16 without a byte order mark.
    case unmarkedUTF16
    /// UTF-32.
    case utf32

    /// What is wrong, in words that follow the file's name.
    package var words: String {
        switch self {
        case .notUTF8(let line): "is not UTF-8 text: line \(line) has invalid bytes"
        case .brokenUTF16: "begins as UTF-16 but is not UTF-16 to its end"
        case .unmarkedUTF16: "seems to be UTF-16 without a byte order mark"
        case .utf32: "is UTF-32"
        }
    }
}

/// Reads files that people write (roster, policy, answers) as text, all by the same rule.
package enum TextInput {
    /// The text of a file's bytes: UTF-8, or UTF-16 with a byte order mark. The mark is dropped. CRLF and CR, the line
    /// breaks of other systems, become line feeds.
    package static func text(of bytes: [UInt8]) throws(TextInputDefect) -> String {
        let text: String
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { throw .utf32 }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            text = try utf16(bytes.dropFirst(2), isLittleEndian: bytes[0] == 0xFF)
        } else {
            let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
            guard !looksLikeUTF16(content) else { throw .unmarkedUTF16 }
            guard let valid = String(validating: content, as: UTF8.self) else {
                throw .notUTF8(line: firstBadLine(content))
            }
            text = valid
        }
        guard text.utf8.contains(0x0D) else { return text }
        var lines = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            if scalar == "\r" { lines.append("\n") } else if scalar != "\n" || previous != "\r" { lines.append(scalar) }
            previous = scalar
        }
        return String(lines)
    }

    private static func utf16(
        _ bytes: ArraySlice<UInt8>, isLittleEndian: Bool
    ) throws(TextInputDefect) -> String {
        guard bytes.count.isMultiple(of: 2) else { throw .brokenUTF16 }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { place in
            let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            return isLittleEndian ? second << 8 | first : first << 8 | second
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw .brokenUTF16 }
        return text
    }

    /// Text has no zero bytes; UTF-16 of Latin letters has one in every pair.
    private static func looksLikeUTF16(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count >= 4 && bytes.count(where: { $0 == 0 }) * 3 >= bytes.count
    }

    private static func firstBadLine(_ bytes: ArraySlice<UInt8>) -> Int {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
    }
}
