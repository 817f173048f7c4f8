// SPDX-License-Identifier: Apache-2.0

import CTrailJSON

/// A record as the walk passes it: the places of its fields are known, and nothing is copied. During the visit it is this
/// record, later another one.
@safe
package struct ScannedEvent: ~Copyable, ~Escapable {
    package let file: String
    private let scan: UnsafePointer<ctj_event>
    private let fields: UnsafePointer<ctj_span>
    private let parts: UnsafePointer<ctj_span>
    private let parser: RecordParser

    @_lifetime(immortal)
    @unsafe
    init(file: String, scan: UnsafePointer<ctj_event>, parser: RecordParser) {
        self.file = file
        unsafe self.scan = unsafe scan
        // An array of C is a tuple in Swift, which takes no index.
        let start = unsafe UnsafeRawPointer(scan)
        unsafe fields = unsafe start.advanced(by: MemoryLayout<ctj_event>.offset(of: \.field)!)
            .assumingMemoryBound(to: ctj_span.self)
        unsafe parts = unsafe start.advanced(by: MemoryLayout<ctj_event>.offset(of: \.part)!)
            .assumingMemoryBound(to: ctj_span.self)
        self.parser = parser
    }

    /// Hashes with this seed serve only to find the same text again within a run. Nobody who does not know it can write two
    /// texts with one hash.
    package static let seed = UInt64.random(in: 0 ... .max)

    package var place: EventPlace { EventPlace(file: file, offset: Int(unsafe scan.pointee.offset)) }

    /// How many bytes the record has.
    package var byteCount: Int { unsafe scan.pointee.length }

    /// The text of a field; nil where it is absent, null or empty.
    package func text(_ field: EventField) -> String? {
        let bytes = unsafe bytes(field)
        guard !bytes.isEmpty else { return nil }
        guard unsafe ctj_has_escapes(bytes.baseAddress, bytes.count) else {
            return unsafe String(decoding: bytes, as: UTF8.self)
        }
        var replaced = 0
        return unsafe String(escaped: bytes, replaced: &replaced)
    }

    package func has(_ field: EventField) -> Bool { unsafe !bytes(field).isEmpty }

    /// Whether a field has exactly this text.
    package func has(_ field: EventField, _ text: String) -> Bool {
        let bytes = unsafe bytes(field)
        guard !bytes.isEmpty else { return false }
        if unsafe ctj_has_escapes(bytes.baseAddress, bytes.count) { return self.text(field) == text }
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
        var hash: UInt64 = 0
        if unsafe ctj_hash_plain(bytes.baseAddress, bytes.count, seed, &hash) { return hash }
        return ScannedEvent.hash(text(field) ?? "", seed: seed)
    }

    /// The same hash of any text.
    package static func hash(_ text: String, seed: UInt64) -> UInt64 {
        var text = text
        return text.withUTF8 { unsafe ctj_hash($0.baseAddress, $0.count, seed) }
    }

    /// A hash of `userIdentity` as it is written, with the seed of this run; `nil` where the record has none.
    package var identityHash: UInt64? {
        let bytes = unsafe part(CTJ_IDENTITY)
        guard !bytes.isEmpty else { return nil }
        let known = unsafe scan.pointee.identity_hash
        return known != 0 ? known : unsafe ctj_hash(bytes.baseAddress, bytes.count, ScannedEvent.seed)
    }

    /// Whether something that the walk looks for is there twice, so that two readers could read the record differently.
    package var hasRepeats: Bool { unsafe Int(scan.pointee.flags) & CTJ_DUPLICATE != 0 }

    /// Whether `userIdentity` may say on whose behalf the call was made.
    package var mayNamePerson: Bool {
        let bytes = unsafe part(CTJ_IDENTITY)
        guard !bytes.isEmpty else { return false }
        if unsafe ctj_has_escapes(bytes.baseAddress, bytes.count) { return true }
        return unsafe ctj_has_text(bytes.baseAddress, bytes.count, "onBehalfOf")
    }

    /// A hash of the record as it is written. Copies that differ in it may still say the same, which
    /// `EventContents` tells.
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

    /// The event as far as it tells who acts: nothing of it but `time`, `service`, `name`, `stem`, `type`, `account` and
    /// `identity` is read. `nil` if `userIdentity` cannot be read, or not without doubt.
    package func caller() -> LogEvent? {
        guard let identity = value(CTJ_IDENTITY) else { return nil }
        let call = CallName(source: text(.source) ?? "", name: text(.name) ?? "")
        return LogEvent(self, call, identity: EventIdentity(identity))
    }

    /// The event as far as it tells what is done: nothing of it but these parts, `time`, `service`, `name`, `stem`, `type`,
    /// `account` and `region` is read. `nil` if any of them cannot be read, or not without doubt.
    ///
    /// - Parameter call: what `CallName` makes of the record's source and name.
    package func call(_ call: CallName, parts: [Part]) -> LogEvent? {
        var event = LogEvent(self, call, identity: EventIdentity(accountID: text(.accountID)))
        event.region = text(.region)
        for part in parts {
            if part == .identity {
                event.identity = EventIdentity(self)
                continue
            }
            guard let value = value(part.rawValue) else { return nil }
            let content = LogEvent.content(value)
            switch part {
            case .identity: break
            case .parameters: event.parameters = content
            case .response: event.response = content
            case .additional: event.additional = content
            case .resources: event.resources = content
            }
        }
        return event
    }

    /// A part of a record that can be read on its own.
    package enum Part: Int, Sendable, CaseIterable {
        /// Of `userIdentity`, the texts that are not in objects of it.
        case identity
        /// `requestParameters`, `responseElements` and so on.
        case parameters, response, additional, resources
    }

    /// A part of the record; null where it is absent, `nil` where it cannot be read without doubt.
    private func value(_ part: Int) -> JSONValue? {
        let bytes = unsafe self.part(part)
        guard !bytes.isEmpty else { return .null }
        guard let parsed = try? unsafe parser.parse(padded: bytes), parsed.doubts.isEmpty else { return nil }
        return parsed.value
    }

    @unsafe
    private func part(_ part: Int) -> UnsafeBufferPointer<UInt8> {
        let span = unsafe parts[part]
        return unsafe UnsafeBufferPointer(start: scan.pointee.text + Int(span.start), count: Int(span.length))
    }

    @unsafe
    private func bytes(_ field: EventField) -> UnsafeBufferPointer<UInt8> {
        let span = unsafe fields[field.rawValue]
        return unsafe UnsafeBufferPointer(start: scan.pointee.text + Int(span.start), count: Int(span.length))
    }
}
