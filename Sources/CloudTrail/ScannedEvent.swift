// SPDX-License-Identifier: Apache-2.0

import CTrailJSON

/// A record as the walk passes it: the places of its fields are known, and nothing is copied. Valid during the visit.
@safe
package struct ScannedEvent: ~Copyable, ~Escapable {
    package let file: String
    private let scan: UnsafePointer<ctj_event>
    private let parser: RecordParser

    @_lifetime(immortal)
    @unsafe
    init(file: String, scan: UnsafePointer<ctj_event>, parser: RecordParser) {
        self.file = file
        unsafe self.scan = unsafe scan
        self.parser = parser
    }

    package var place: EventPlace { EventPlace(file: file, offset: Int(unsafe scan.pointee.offset)) }

    /// How many bytes the record has.
    package var byteCount: Int { unsafe scan.pointee.length }

    /// The text of a field; nil where it is absent, null or empty.
    package func text(_ field: EventField) -> String? {
        let bytes = unsafe bytes(field)
        guard !bytes.isEmpty else { return nil }
        guard hasEscapes(field) else { return unsafe String(decoding: bytes, as: UTF8.self) }
        var replaced = 0
        return unsafe String(escaped: bytes, replaced: &replaced)
    }

    package func has(_ field: EventField) -> Bool { unsafe !bytes(field).isEmpty }

    /// Whether a field has exactly this text.
    package func has(_ field: EventField, _ text: String) -> Bool {
        if hasEscapes(field) { return self.text(field) == text }
        let bytes = unsafe bytes(field)
        return unsafe bytes.count == text.utf8.count && bytes.elementsEqual(text.utf8)
    }

    /// `eventTime`.
    package var time: EventTime? { unsafe EventTime(utf8: bytes(.time)) }

    /// When the session's credentials were issued.
    package var creationDate: EventTime? { unsafe EventTime(utf8: bytes(.creationDate)) }

    /// A hash of a field's text that differs from run to run with the seed; nil where the field is absent.
    package func hash(_ field: EventField, seed: UInt64) -> UInt64? {
        let bytes = unsafe bytes(field)
        guard !bytes.isEmpty else { return nil }
        guard hasEscapes(field) else { return unsafe ctj_hash(bytes.baseAddress, bytes.count, seed) }
        return ScannedEvent.hash(text(field) ?? "", seed: seed)
    }

    /// The same hash of any text.
    package static func hash(_ text: String, seed: UInt64) -> UInt64 {
        var text = text
        return text.withUTF8 { unsafe ctj_hash($0.baseAddress, $0.count, seed) }
    }

    /// A hash of the record as it is written. Copies that differ in it may still say the same, which
    /// `LogEvent.contentHash` tells.
    package func textHash(seed: UInt64) -> UInt64 {
        unsafe ctj_hash(scan.pointee.text, scan.pointee.length, seed)
    }

    /// The record as it is written.
    package var text: [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: scan.pointee.text, count: scan.pointee.length))
    }

    /// Reads the whole record. Without an event, the problems say why; with one, what is doubtful in it.
    package func event() -> (event: LogEvent?, problems: [ReadingProblem]) {
        let offset = place.offset
        do {
            let bytes = unsafe UnsafeBufferPointer(start: scan.pointee.text, count: scan.pointee.length)
            let parsed = try unsafe parser.parse(padded: bytes)
            let doubts = parsed.doubts.map { ReadingProblem($0, file: file, start: offset) }
            return (LogEvent(parsed.value, at: place), doubts)
        } catch {
            return (nil, [ReadingProblem(error, file: file, start: offset)])
        }
    }

    private func hasEscapes(_ field: EventField) -> Bool {
        unsafe scan.pointee.escaped >> UInt32(field.rawValue) & 1 != 0
    }

    @unsafe
    private func bytes(_ field: EventField) -> UnsafeBufferPointer<UInt8> {
        let span = unsafe UnsafeRawPointer(scan).advanced(by: ScannedEvent.fields)
            .assumingMemoryBound(to: ctj_span.self)[field.rawValue]
        return unsafe UnsafeBufferPointer(start: scan.pointee.text + Int(span.start), count: Int(span.length))
    }

    /// An array of C is a tuple in Swift, which takes no index.
    private static let fields = unsafe MemoryLayout<ctj_event>.offset(of: \.field)!
}
