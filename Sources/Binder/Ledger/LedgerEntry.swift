// SPDX-License-Identifier: Apache-2.0
//
// One line of a ledger. What each kind holds is in Entries/, in the order in which its members are written.

import Foundation

/// Something that happened, as a ledger keeps it.
public struct LedgerEntry: Hashable, Sendable {
    /// When it was written, by the clock of the machine that wrote it.
    public let time: LedgerTime
    /// What happened.
    public let event: LedgerEvent

    /// Makes an entry.
    public init(time: LedgerTime, event: LedgerEvent) {
        self.time = time
        self.event = event
    }

    /// The longest line in bytes: what an entry bundle of a tiled log can hold (c2sp.org/tlog-tiles).
    public static let lineLimit = 65_535

    /// Reads a line; its bytes must be the one form of what it says.
    ///
    /// - Parameter line: without its line end.
    /// - Throws: `EntryDefect`.
    public init(line: [UInt8]) throws(EntryDefect) {
        guard line.count <= Self.lineLimit else { throw .tooLong(byteCount: line.count) }
        let entry: LedgerEntry
        if let read = CanonicalReader.value(LedgerEntry.self, from: line) {
            entry = read
        } else {
            // Not the one form: a tolerant reader tells what is wrong with it.
            do { entry = try JSONDecoder().decode(LedgerEntry.self, from: Data(line)) } catch {
                throw EntryDefect(error)
            }
            guard (try? entry.encodedLine()) == line else { throw .notCanonical }
        }
        if let member = entry.event.body.memberOutOfForm { throw .notAnEntry("another form of value in \(member)") }
        self = entry
    }

    /// The bytes of the line, without its line end.
    ///
    /// - Throws: `EntryDefect.tooLong`.
    public func encodedLine() throws(EntryDefect) -> [UInt8] {
        let line: [UInt8]
        do { line = try CanonicalJSON.bytes(of: self) } catch { throw .notAnEntry(error.localizedDescription) }
        guard line.count <= Self.lineLimit else { throw .tooLong(byteCount: line.count) }
        return line
    }
}

/// Why a line is no entry of a ledger.
public enum EntryDefect: Error, Hashable, Sendable {
    /// Longer than a line may be.
    case tooLong(byteCount: Int)
    /// No JSON object, or a member is missing or of another form.
    case notAnEntry(String)
    /// A kind that this version does not know.
    case unknownKind(String)
    /// White space, another order, unknown or repeated members, or needless escapes: not the one form.
    case notCanonical

    init(_ error: any Error) {
        switch error {
        case let defect as EntryDefect: self = defect
        case DecodingError.keyNotFound(let key, _): self = .notAnEntry("no member \(key.stringValue)")
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            self = .notAnEntry("another form of value in \(Self.place(context))")
        case DecodingError.dataCorrupted(let context):
            self = .notAnEntry(context.codingPath.isEmpty ? "no JSON" : "a wrong value in \(Self.place(context))")
        default: self = .notAnEntry("no JSON")
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
}

extension LedgerEntry: Codable {
    private enum Key: String, CodingKey {
        case kind
        case time
    }

    /// Reads kind and time, then what the kind holds.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        let name = try members.decode(String.self, forKey: .kind)
        guard let kind = EntryKind(rawValue: name) else { throw EntryDefect.unknownKind(name) }
        time = try members.decode(LedgerTime.self, forKey: .time)
        event = try LedgerEvent(kind: kind, from: decoder)
    }

    /// Writes kind and time, then what the kind holds.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(event.kind.rawValue, forKey: .kind)
        try members.encode(time, forKey: .time)
        try event.body.encode(to: encoder)
    }
}
