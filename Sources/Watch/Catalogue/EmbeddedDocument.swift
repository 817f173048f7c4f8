// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Documents inside of events: a policy is an object in some calls, JSON in a string in others, URL-encoded in some.
enum EmbeddedDocument {
    /// The object or list that a text contains; `nil` for any other text.
    static func value(in text: String) -> JSONValue? {
        let plain = PercentCoding.decoded(text)
        guard let start = plain.first(where: { !$0.isWhitespace }), start == "{" || start == "[" else { return nil }
        return try? JSONValue(parsing: Array(plain.utf8), file: "")
    }

    /// One text for all ways to write the same value. A list of one element means in a policy the same as the element,
    /// and the order of a list means nothing.
    static func canonical(_ value: JSONValue) -> String {
        if let text = value.text, let document = Self.value(in: text) { return ordered(document).canonical }
        return value.text.map(PercentCoding.decoded) ?? ordered(value).canonical
    }

    private static func ordered(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements) where elements.count == 1: ordered(elements[0])
        case .array(let elements): .array(elements.map(ordered).sorted { $0.canonical < $1.canonical })
        case .object(let members): .object(members.map { .init(key: $0.key, value: ordered($0.value)) })
        default: value
        }
    }
}
