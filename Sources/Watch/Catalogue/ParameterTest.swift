// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// One test of the catalogue on a value of an event.
package struct ParameterTest: Sendable, Decodable {
    /// One comparison.
    package enum Kind: Sendable {
        case equals(Scalar)
        case isOneOf([Scalar])
        case exists(Bool)
        case contains(String)
        case anyElement(ElementTest)
        case allElements(ElementTest)
        case over(Double)
        case under(Double)
    }

    /// A test of an element itself, or of values inside of it by their paths.
    package indirect enum ElementTest: Sendable, Decodable {
        case itself(ParameterTest)
        case members([(path: ValuePath, test: ParameterTest)])

        /// Reads a test, or an object of paths and tests.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            let members = try? container.decode([String: ParameterTest].self)
            self =
                if let members, !members.keys.contains(where: { Key(rawValue: $0) != nil }) {
                    .members(members.map { (ValuePath($0.key), $0.value) })
                } else {
                    .itself(try container.decode(ParameterTest.self))
                }
        }

        func passes(_ element: JSONValue) -> Bool {
            switch self {
            case .itself(let test): test.passes([element])
            case .members(let tests): tests.allSatisfy { $0.test.passes($0.path.values(within: element)) }
            }
        }
    }

    /// A JSON value without parts, compared as text: logs write `"true"` and `true` for the same thing.
    package struct Scalar: Sendable, Decodable {
        package let text: String

        /// Reads any JSON value without parts.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                text = "null"
            } else if let value = try? container.decode(Bool.self) {
                text = value ? "true" : "false"
            } else if let value = try? container.decode(Int.self) {
                text = String(value)
            } else if let value = try? container.decode(Double.self) {
                text = String(value)
            } else {
                text = try container.decode(String.self)
            }
        }

        func equals(_ value: JSONValue) -> Bool {
            switch value {
            case .bool(let flag): text == (flag ? "true" : "false")
            case .number(let number): text == number || (Double(text) != nil && Double(text) == Double(number))
            case .string(let string): text.lowercased() == string.lowercased()
            case .null: text == "null"
            case .array, .object: false
            }
        }
    }

    private enum Key: String, CodingKey, CaseIterable {
        case `is`, `in`, exists, contains, any, all, over, under
    }

    /// All of them are needed.
    package let tests: [Kind]

    /// Reads a test: an object of `is`, `in`, `exists`, `contains`, `any`, `all`, `over`, `under`; all of them are needed.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        tests = try container.allKeys.map { key in
            switch key {
            case .is: .equals(try container.decode(Scalar.self, forKey: key))
            case .in: .isOneOf(try container.decode([Scalar].self, forKey: key))
            case .exists: .exists(try container.decode(Bool.self, forKey: key))
            case .contains: .contains(try container.decode(String.self, forKey: key).lowercased())
            case .any: .anyElement(try container.decode(ElementTest.self, forKey: key))
            case .all: .allElements(try container.decode(ElementTest.self, forKey: key))
            case .over: .over(try container.decode(Double.self, forKey: key))
            case .under: .under(try container.decode(Double.self, forKey: key))
            }
        }
        guard !tests.isEmpty else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a test without a known comparison"))
        }
    }

    /// Whether the values at a path pass; any one of several is enough.
    func passes(_ values: [JSONValue]) -> Bool {
        tests.allSatisfy { test in
            switch test {
            case .exists(let wanted): !values.isEmpty == wanted
            case .anyElement(let nested): Self.elements(values).contains(where: nested.passes)
            case .allElements(let nested):
                !Self.elements(values).isEmpty && Self.elements(values).allSatisfy(nested.passes)
            case .equals(let scalar): values.contains(where: scalar.equals)
            case .isOneOf(let scalars): values.contains { value in scalars.contains { $0.equals(value) } }
            case .contains(let part): values.contains { Self.searchable($0).contains(part) }
            case .over(let bound): values.contains { Self.number($0).map { $0 > bound } ?? false }
            case .under(let bound): values.contains { Self.number($0).map { $0 < bound } ?? false }
            }
        }
    }

    /// The elements of lists; a value that is no list counts as its own element, as in policies.
    private static func elements(_ values: [JSONValue]) -> [JSONValue] {
        values.flatMap { value in
            if case .array(let elements) = value { elements } else { [value] }
        }
    }

    /// A document may be an object, or text that is JSON, or text that is URL-encoded JSON; all are searched decoded.
    private static func searchable(_ value: JSONValue) -> String {
        (value.text.map(PercentCoding.decoded) ?? value.canonical).lowercased()
    }

    private static func number(_ value: JSONValue) -> Double? { value.text.flatMap(Double.init) }
}
