// SPDX-License-Identifier: Apache-2.0
//
// One line of a ledger. Entries/ holds the members of each kind, in the order in which they are written.

package import CustodyPolicy
import Foundation

/// An event, and the time at which it was written.
package struct LedgerEntry: Hashable, Sendable {
    /// When it was written, by the clock of the machine that wrote it.
    package let time: LedgerTime
    /// What happened.
    package let event: LedgerEvent

    /// Makes an entry.
    package init(time: LedgerTime, event: LedgerEvent) {
        self.time = time
        self.event = event
    }

    /// The longest line, in bytes: the most that an entry bundle of a tiled log can hold (c2sp.org/tlog-tiles).
    package static let lineLimit = 65_535

    /// Reads a line, which must be in canonical form.
    ///
    /// - Parameter line: without its line end.
    /// - Throws: `EntryDefect`.
    package init(line: [UInt8]) throws(EntryDefect) {
        guard line.count <= Self.lineLimit else { throw .tooLong(byteCount: line.count) }
        let entry: LedgerEntry
        if let read = CanonicalReader.value(LedgerEntry.self, from: line) {
            entry = read
        } else {
            // The line is not in canonical form: a tolerant reader finds out what is wrong with it.
            do { entry = try JSONDecoder().decode(LedgerEntry.self, from: Data(line)) } catch {
                throw EntryDefect(error)
            }
            guard (try? entry.encodedLine()) == line else { throw .notCanonical }
        }
        if let member = entry.event.body.memberOutOfForm { throw .notAnEntry("\(member) has the wrong form") }
        self = entry
    }

    /// The bytes of the line, without its line end.
    ///
    /// - Throws: `EntryDefect.tooLong`.
    package func encodedLine() throws(EntryDefect) -> [UInt8] {
        let line: [UInt8]
        do { line = try CanonicalJSON.bytes(of: self) } catch { throw .notAnEntry(error.localizedDescription) }
        guard line.count <= Self.lineLimit else { throw .tooLong(byteCount: line.count) }
        return line
    }
}

/// Why a line is not an entry of a ledger.
package enum EntryDefect: Error, Hashable, Sendable {
    /// Longer than a line may be.
    case tooLong(byteCount: Int)
    /// The line is not a JSON object, or a member is missing or has another form.
    case notAnEntry(String)
    /// A kind that this version does not know.
    case unknownKind(String)
    /// The line has white space, another order, unknown or repeated members, or needless escapes: it is not canonical.
    case notCanonical

    init(_ error: any Error) {
        switch error {
        case let defect as EntryDefect: self = defect
        case DecodingError.keyNotFound(let key, _): self = .notAnEntry("the member \(key.stringValue) is missing")
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            self = .notAnEntry("\(Self.place(context)) has the wrong form")
        case DecodingError.dataCorrupted(let context):
            self = .notAnEntry(context.codingPath.isEmpty ? "it is not JSON" : "\(Self.place(context)) is not valid")
        default: self = .notAnEntry("it is not JSON")
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

    /// Reads the kind and the time, then the members of the kind.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        let name = try members.decode(String.self, forKey: .kind)
        guard let kind = EntryKind(rawValue: name) else { throw EntryDefect.unknownKind(name) }
        time = try members.decode(LedgerTime.self, forKey: .time)
        event = try LedgerEvent(kind: kind, from: decoder)
    }

    /// Writes the kind and the time, then the members of the kind.
    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(event.kind.rawValue, forKey: .kind)
        try members.encode(time, forKey: .time)
        try event.body.encode(to: encoder)
    }
}
