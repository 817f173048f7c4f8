// SPDX-License-Identifier: Apache-2.0
//
// When the lines of a log were written, without reading the rest of them: an append holds the clock against all of a
// ledger, and must not take longer for each entry that is there.

/// The times at the start of a log's lines.
enum LineTimes {
    private static let beforeKind = Array(#"{"kind":""#.utf8)
    private static let beforeTime = Array(#"","time":""#.utf8)
    private static let timeCount = 20
    /// Longer than any kind.
    private static let kindLimit = 32

    /// The latest time of all whole lines. The last line alone says little: an entry under a clock that was reset is
    /// dated before those that it follows.
    static func latest(in lines: [UInt8]) -> LedgerTime? {
        let bytes = lines.span
        var latest: LedgerTime?
        var latestStart: Int?
        var start = 0
        while let end = endOfLine(from: start, in: bytes) {
            // Texts of one form are in the order of their times.
            if let time = startOfTime(of: start..<end, in: bytes),
                latestStart.map({ isBefore($0, time, in: bytes) }) ?? true,
                let read = LedgerTime(text(at: time, in: bytes))
            {
                (latest, latestStart) = (read, time)
            }
            start = end + 1
        }
        return latest
    }

    private static func endOfLine(from start: Int, in bytes: borrowing Span<UInt8>) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == 0x0A { return index }
            index += 1
        }
        return nil
    }

    /// Where the time of a line begins; nothing for a line that does not begin as entries do.
    private static func startOfTime(of line: Range<Int>, in bytes: borrowing Span<UInt8>) -> Int? {
        guard has(beforeKind, at: line.lowerBound, before: line.upperBound, in: bytes) else { return nil }
        var index = line.lowerBound + beforeKind.count
        let last = min(line.upperBound, index + kindLimit)
        while index < last, bytes[index] != UInt8(ascii: "\"") { index += 1 }
        guard has(beforeTime, at: index, before: line.upperBound, in: bytes) else { return nil }
        index += beforeTime.count
        guard index + timeCount < line.upperBound, bytes[index + timeCount] == UInt8(ascii: "\"") else { return nil }
        return index
    }

    private static func has(_ text: [UInt8], at start: Int, before end: Int, in bytes: borrowing Span<UInt8>) -> Bool {
        guard start + text.count <= end else { return false }
        for offset in text.indices where bytes[start + offset] != text[offset] { return false }
        return true
    }

    private static func isBefore(_ one: Int, _ other: Int, in bytes: borrowing Span<UInt8>) -> Bool {
        for offset in 0..<timeCount where bytes[one + offset] != bytes[other + offset] {
            return bytes[one + offset] < bytes[other + offset]
        }
        return false
    }

    private static func text(at start: Int, in bytes: borrowing Span<UInt8>) -> String {
        String(decoding: (0..<timeCount).map { bytes[start + $0] }, as: UTF8.self)
    }
}
