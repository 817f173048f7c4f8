// SPDX-License-Identifier: Apache-2.0

/// Text with `*` for any number of characters, as EventBridge reads it: `\*` is an asterisk and `\\` a backslash.
struct EventBridgeWildcard: Hashable, Sendable {
    /// The pieces between the asterisks; the first stands at the beginning of a text and the last at its end.
    private let pieces: [[UInt8]]

    /// - Throws: a message where two asterisks follow each other, or a backslash escapes anything else.
    init(_ text: String) throws(AlertsError) {
        var pieces: [[UInt8]] = [[]]
        var isEscaped = false
        var isAfterStar = false
        for byte in text.utf8 {
            let isStar = byte == UInt8(ascii: "*")
            if isEscaped {
                guard isStar || byte == UInt8(ascii: "\\") else {
                    throw AlertsError("a backslash in a wildcard escapes only an asterisk or a backslash")
                }
                pieces[pieces.count - 1].append(byte)
                isEscaped = false
                isAfterStar = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if isStar {
                guard !isAfterStar else { throw AlertsError("two asterisks follow each other in a wildcard") }
                pieces.append([])
                isAfterStar = true
            } else {
                pieces[pieces.count - 1].append(byte)
                isAfterStar = false
            }
        }
        guard !isEscaped else { throw AlertsError("a wildcard ends with a backslash that escapes nothing") }
        self.pieces = pieces
    }

    /// Whether the whole text fits. Each piece is taken where it first stands, and no step is taken back.
    func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else { return bytes == pieces[0] }
        guard bytes.count >= first.count + last.count, bytes.starts(with: first),
            bytes.suffix(last.count).elementsEqual(last)
        else { return false }
        var rest = bytes[first.count..<(bytes.count - last.count)]
        for piece in pieces.dropFirst().dropLast() {
            guard let end = Self.end(of: piece, in: rest) else { return false }
            rest = rest[end...]
        }
        return true
    }

    /// Where the first occurrence ends, by Knuth, Morris and Pratt, so that the time is linear.
    private static func end(of piece: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        var borders = [Int](repeating: 0, count: piece.count)
        var length = 0
        for index in piece.indices.dropFirst() {
            while length > 0, piece[index] != piece[length] { length = borders[length - 1] }
            if piece[index] == piece[length] { length += 1 }
            borders[index] = length
        }
        length = 0
        for index in bytes.indices {
            while length > 0, bytes[index] != piece[length] { length = borders[length - 1] }
            if bytes[index] == piece[length] { length += 1 }
            if length == piece.count { return index + 1 }
        }
        return nil
    }
}
