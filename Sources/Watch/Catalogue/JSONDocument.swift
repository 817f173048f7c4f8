// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import FoundationEssentials

/// Documents inside of events: a policy is an object in some calls, JSON in a string in others, URL-encoded in some.
enum JSONDocument {
    /// The object or list that a text contains; `nil` for any other text.
    static func value(in text: String) -> JSONValue? {
        let plain = PercentCoding.decoded(text)
        guard let start = plain.first(where: { !$0.isWhitespace }), start == "{" || start == "[" else { return nil }
        return (try? JSONDecoder().decode(Document.self, from: Data(plain.utf8)))?.value
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

    private struct Document: Decodable {
        var value: JSONValue

        private struct Name: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            if let object = try? decoder.container(keyedBy: Name.self) {
                value = .object(
                    try object.allKeys.map {
                        .init(key: $0.stringValue, value: try object.decode(Document.self, forKey: $0).value)
                    })
                return
            }
            let container = try decoder.singleValueContainer()
            if let list = try? container.decode([Document].self) {
                value = .array(list.map(\.value))
            } else if container.decodeNil() {
                value = .null
            } else if let flag = try? container.decode(Bool.self) {
                value = .bool(flag)
            } else if let number = try? container.decode(Int.self) {
                value = .number(String(number))
            } else if let number = try? container.decode(Double.self) {
                value = .number(String(number))
            } else {
                value = .string(try container.decode(String.self))
            }
        }
    }
}
