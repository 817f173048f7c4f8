// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Why a file of openings or a list of accounts cannot be used.
package struct OpeningsFault: Error, Hashable, Sendable {
    /// The line and column, or the members on the way, such as `accounts[0].regions`.
    package let place: String
    /// What is wrong there, as a clause.
    package let message: String
}

/// The members of an object that has no others than the known ones. A member that is misspelled must not pass for one
/// that was left out: what is expected would be less than what was meant.
struct StatedMembers {
    private let members: [String: JSONValue]
    private let place: String

    init(_ value: JSONValue, at place: String, known: Set<String>) throws(OpeningsFault) {
        guard case .object(let members) = value else {
            throw OpeningsFault(place: place.isEmpty ? "the beginning" : place, message: "this is no object")
        }
        self.place = place
        // No name is there twice in a document that was read strictly.
        self.members = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
        if let member = members.first(where: { !known.contains($0.key) }) {
            throw OpeningsFault(place: self.place(of: member.key), message: "no member has this name here")
        }
    }

    func has(_ key: String) -> Bool { members[key] != nil }

    func place(of key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

    /// The value of a member that must be there.
    func value(_ key: String) throws(OpeningsFault) -> JSONValue { try required(members[key], key) }

    /// What was read of a member that must be there.
    func required<Value>(_ value: Value?, _ key: String) throws(OpeningsFault) -> Value {
        guard let value else { throw fault(key, "this member is missing") }
        return value
    }

    /// A list, each element with its place; none if it was left out.
    func list(_ key: String) throws(OpeningsFault) -> [(value: JSONValue, place: String)]? {
        guard let value = members[key] else { return nil }
        guard case .array(let elements) = value else { throw fault(key, "this is no list") }
        return elements.enumerated().map { ($1, "\(place(of: key))[\($0)]") }
    }

    /// What the elements of a list are, which must be there.
    func each<Element>(
        _ key: String, _ read: (JSONValue, String) throws(OpeningsFault) -> Element
    ) throws(OpeningsFault) -> [Element] {
        let list = try required(list(key), key)
        var elements: [Element] = []
        for (value, place) in list { elements.append(try read(value, place)) }
        return elements
    }

    /// A list of texts; empty if it was left out.
    func texts(_ key: String) throws(OpeningsFault) -> [String] {
        var texts: [String] = []
        for (value, place) in try list(key) ?? [] {
            guard case .string(let text) = value else { throw OpeningsFault(place: place, message: "this is no text") }
            texts.append(text)
        }
        return texts
    }

    func text(_ key: String) throws(OpeningsFault) -> String? {
        guard let value = members[key] else { return nil }
        guard case .string(let text) = value else { throw fault(key, "this is no text") }
        return text
    }

    func time(_ key: String) throws(OpeningsFault) -> EventTime? {
        guard let text = try text(key) else { return nil }
        guard let time = EventTime(text), time.description == text else {
            throw fault(key, "this is no time like 2026-03-01T02:00:00Z")
        }
        return time
    }

    func flag(_ key: String) throws(OpeningsFault) -> Bool? {
        guard let value = members[key] else { return nil }
        guard case .bool(let flag) = value else { throw fault(key, "this is neither true nor false") }
        return flag
    }

    /// A whole number from this one on.
    func number(_ key: String, from least: Int) throws(OpeningsFault) -> Int? {
        guard let value = members[key] else { return nil }
        guard case .number(let digits) = value, let number = Int(digits), number >= least else {
            throw fault(key, "this is no whole number from \(least) on")
        }
        return number
    }

    /// One of a few words.
    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ key: String, of words: Word.Type
    ) throws(OpeningsFault) -> Word? {
        guard let text = try text(key) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw fault(key, "this is none of \(words.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    func fault(_ key: String, _ message: String) -> OpeningsFault {
        OpeningsFault(place: place(of: key), message: message)
    }
}

extension JSONValue {
    /// Reads a document of openings or accounts, of at most 16 MiB.
    init(openings document: [UInt8]) throws(OpeningsFault) {
        do throws(Fault) {
            try self.init(document: document, limit: OpeningsFile.byteLimit)
        } catch {
            throw OpeningsFault(place: error.place(in: document), message: error.message)
        }
    }
}
