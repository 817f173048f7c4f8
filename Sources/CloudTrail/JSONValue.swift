// SPDX-License-Identifier: Apache-2.0

/// A JSON value as it was written: numbers keep their digits, objects the order of their members.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: JSONValue

        package init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// The value of the first member with this key; nil in anything but an object.
    package subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The text of a string, a number or a boolean.
    package var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// A boolean, also where a record writes it as a string, in any case.
    package var truth: Bool? {
        switch text?.lowercased() {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// The value under a path of keys, such as `sessionContext.attributes`.
    package func value(at path: String) -> JSONValue? {
        var value = self
        for key in path.split(separator: ".") {
            guard let next = value[String(key)] else { return nil }
            value = next
        }
        return value
    }

    /// The text under a path of keys.
    package func text(at path: String) -> String? { value(at: path)?.text }

    /// One text for all ways to write the same value: no spaces, members by key, as few escapes as JSON allows.
    package var canonical: String {
        var text: [UInt8] = []
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private func write(to text: inout [UInt8]) {
        switch self {
        case .null: text += "null".utf8
        case .bool(let value): text += value ? "true".utf8 : "false".utf8
        case .number(let digits): text += digits.utf8
        case .string(let content): JSONValue.write(content, to: &text)
        case .array(let elements):
            text.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                element.write(to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let members):
            text.append(UInt8(ascii: "{"))
            for (index, place) in JSONValue.sorted(members).enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                JSONValue.write(members[place].key, to: &text)
                text.append(UInt8(ascii: ":"))
                members[place].value.write(to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    /// The places of members by their keys; those with the same key stay in their order.
    private static func sorted(_ members: [Member]) -> [Int] {
        members.indices.sorted { one, other in
            let (key, otherKey) = (members[one].key, members[other].key)
            return key == otherKey ? one < other : key < otherKey
        }
    }

    private static func write(_ content: String, to text: inout [UInt8]) {
        let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
        text.append(quote)
        for byte in content.utf8 {
            switch byte {
            case quote, backslash:
                text.append(backslash)
                text.append(byte)
            case ..<0x20:
                text += "\\u00".utf8
                text += (byte < 0x10 ? "0" : "").utf8
                text += String(byte, radix: 16).utf8
            default: text.append(byte)
            }
        }
        text.append(quote)
    }
}
