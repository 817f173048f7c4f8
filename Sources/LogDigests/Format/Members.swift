// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The members of a JSON object, taken by name and form.
struct Members {
    private let object: JSONValue

    /// Reads a document that is an object.
    ///
    /// - Throws: `FormatFault.notJSON`, `.member`.
    init(document: [UInt8]) throws(FormatFault) {
        let value: JSONValue
        do throws(JSONValue.Fault) {
            value = try JSONValue(document: document, limit: Inflation.limit)
        } catch {
            throw .notJSON(error)
        }
        try self.init(value, called: "content")
    }

    /// - Throws: `FormatFault.member` with `name` when the value is no object.
    init(_ value: JSONValue?, called name: String) throws(FormatFault) {
        guard case .object? = value, let value else { throw .member(name, expected: "a JSON object") }
        object = value
    }

    subscript(_ name: String) -> JSONValue? { object[name] }

    /// Whether the member is there and `null`.
    func isNull(_ name: String) -> Bool { object[name] == .null }

    func text(_ name: String) throws(FormatFault) -> String {
        guard case .string(let text)? = object[name], !text.isEmpty else { throw .member(name, expected: "a text") }
        return text
    }

    func text(_ name: String, is expected: String) throws(FormatFault) {
        guard object[name] == .string(expected) else { throw .member(name, expected: "\"\(expected)\"") }
    }

    /// Lowercase hexadecimal; of so many digits, if that is given.
    func hexadecimal(_ name: String, digits: Int? = nil) throws(FormatFault) -> String {
        let text = try self.text(name)
        guard Hexadecimal.bytes(text) != nil, digits == nil || text.utf8.count == digits else {
            let count = digits.map { "\($0) " } ?? ""
            throw .member(name, expected: "\(count)lowercase hexadecimal digits")
        }
        return text
    }

    /// A time in the only form that digests have, 2026-03-01T02:00:00Z.
    func time(_ name: String) throws(FormatFault) -> EventTime {
        guard case .string(let text)? = object[name], let time = EventTime(text), time.description == text else {
            throw .member(name, expected: "a time such as 2026-03-01T02:00:00Z")
        }
        return time
    }

    /// The same, or `null`, which the member must then say.
    func timeOrNull(_ name: String) throws(FormatFault) -> EventTime? { isNull(name) ? nil : try time(name) }

    func array(_ name: String) throws(FormatFault) -> [JSONValue] {
        guard case .array(let elements)? = object[name] else { throw .member(name, expected: "a list") }
        return elements
    }
}
