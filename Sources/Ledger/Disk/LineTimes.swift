// SPDX-License-Identifier: Apache-2.0
//
// Reads when the lines of a log were written, without parsing the rest of them. An append compares the clock with all
// of a ledger (docs/LEDGER.md, rule T2); this takes a few milliseconds for a hundred thousand entries.

import CustodyPolicy
import Glibc

/// Finds the latest time at the start of a log's complete lines. The last line alone is not enough: an entry under a
/// clock that was reset is dated before those that it follows.
struct LineTimes {
    private static let beforeKind = Array(#"{"kind":""#.utf8)
    private static let beforeTime = Array(#"","time":""#.utf8)
    private static let form = Array("0000-00-00T00:00:00Z".utf8)
    /// Longer than any kind.
    private static let kindLimit = 32

    /// Whether each text must parse as a time before it counts; otherwise only its form is checked.
    private let isExact: Bool
    /// The greatest text so far. Texts of this form sort in the order of their times.
    private var text: [UInt8] = []

    private init(isExact: Bool) { self.isExact = isExact }

    /// The latest time of all complete lines.
    static func latest(in lines: [UInt8]) -> LedgerTime? {
        latest { times in _ = times.take(lines[...]) }
    }

    /// The latest time of all complete lines of a file.
    static func latest(
        in name: String, of folder: DurableFolder, limit: Int
    ) throws(StoreFailure) -> LedgerTime? {
        try latest { (times) throws(StoreFailure) in
            try folder.readPieces(of: name, limit: limit) { piece in times.take(piece) }
        }
    }

    private static func latest(
        _ read: (inout LineTimes) throws(StoreFailure) -> Void
    ) throws(StoreFailure) -> LedgerTime? {
        var times = LineTimes(isExact: false)
        try read(&times)
        guard !times.text.isEmpty else { return nil }
        if let latest = LedgerTime(String(decoding: times.text, as: UTF8.self)) { return latest }
        // A line that is not an entry has the form of a time, but names a day or time that does not exist.
        times = LineTimes(isExact: true)
        try read(&times)
        return LedgerTime(String(decoding: times.text, as: UTF8.self))
    }

    private static func latest(_ read: (inout LineTimes) -> Void) -> LedgerTime? {
        let latest: LedgerTime?? = try? latest { (times) throws(StoreFailure) in read(&times) }
        return latest ?? nil
    }

    /// Takes the complete lines of a piece.
    ///
    /// - Returns: how many bytes they have.
    private mutating func take(_ piece: ArraySlice<UInt8>) -> Int {
        let span = piece.span
        return unsafe span.withUnsafeBytes { bytes in
            var start = 0
            while let end = unsafe ByteSearch.first(0x0A, in: bytes, start..<bytes.count) {
                if let time = unsafe Self.startOfTime(in: bytes, of: start..<end) {
                    unsafe note(UnsafeRawBufferPointer(rebasing: bytes[time..<time + Self.form.count]))
                }
                start = end + 1
            }
            return start
        }
    }

    private mutating func note(_ time: UnsafeRawBufferPointer) {
        // Both have the length of the form.
        let isLater = unsafe text.isEmpty || memcmp(text, time.baseAddress!, text.count) < 0
        guard isLater, unsafe Self.hasForm(time) else { return }
        if isExact, unsafe LedgerTime(String(decoding: time, as: UTF8.self)) == nil { return }
        guard !text.isEmpty else { return text = unsafe Array(time) }
        for index in text.indices { text[index] = unsafe time[index] }
    }

    private static func hasForm(_ time: UnsafeRawBufferPointer) -> Bool {
        let form = Self.form
        for index in form.indices {
            let byte = unsafe time[index]
            guard byte == form[index] || form[index] == UInt8(ascii: "0") && byte > 0x30 && byte <= 0x39 else {
                return false
            }
        }
        return true
    }

    /// Where the time of a line begins; `nil` for a line that does not begin as entries do.
    private static func startOfTime(in bytes: UnsafeRawBufferPointer, of line: Range<Int>) -> Int? {
        let kind = line.lowerBound + beforeKind.count
        guard unsafe has(beforeKind, at: line.lowerBound, in: bytes, of: line),
            let end = unsafe ByteSearch.first(
                UInt8(ascii: "\""), in: bytes, kind..<min(line.upperBound, kind + kindLimit)),
            unsafe has(beforeTime, at: end, in: bytes, of: line)
        else { return nil }
        let time = end + beforeTime.count
        let after = time + form.count
        guard after < line.upperBound, unsafe bytes[after] == UInt8(ascii: "\"") else { return nil }
        return time
    }

    private static func has(
        _ text: [UInt8], at start: Int, in bytes: UnsafeRawBufferPointer, of line: Range<Int>
    ) -> Bool {
        // The line ends within the bytes.
        unsafe start + text.count <= line.upperBound
            && memcmp(bytes.baseAddress! + start, text, text.count) == 0
    }
}
