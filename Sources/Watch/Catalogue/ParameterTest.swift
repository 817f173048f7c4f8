// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// One test of the catalogue on a value of an event.
package struct ParameterTest: Sendable {
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
    package indirect enum ElementTest: Sendable {
        case itself(ParameterTest)
        case members([(path: ValuePath, test: ParameterTest)])

        /// Reads a test, or an object of paths and tests.
        init(_ value: JSONValue) throws(RuleFault) {
            let members = try RuleMembers(value)
            let isTest = members.members.contains { Key(rawValue: $0.key) != nil }
            self = isTest ? .itself(try ParameterTest(value)) : .members(try ParameterTest.byPath(members))
        }

        func passes(_ element: JSONValue) -> Bool {
            switch self {
            case .itself(let test): test.passes([element])
            case .members(let tests): tests.allSatisfy { $0.test.passes($0.path.values(within: element)) }
            }
        }
    }

    /// A JSON value without parts, compared as text: logs write `"true"` and `true` for the same thing.
    package struct Scalar: Sendable {
        package let text: String

        /// Reads any JSON value without parts.
        init(_ value: JSONValue) throws(RuleFault) {
            guard let text = value == .null ? "null" : value.text else {
                throw RuleFault(message: "a comparison with a list or an object")
            }
            self.text = text
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

    fileprivate enum Key: String {
        case `is`, `in`, exists, contains, any, all, over, under
    }

    /// All of them are needed.
    package let tests: [Kind]

    /// Reads a test: an object of `is`, `in`, `exists`, `contains`, `any`, `all`, `over`, `under`; all of them are needed.
    init(_ value: JSONValue) throws(RuleFault) {
        var tests: [Kind] = []
        for member in try RuleMembers(value).members {
            guard let key = Key(rawValue: member.key) else {
                throw RuleFault(message: "the comparison \(member.key) is not known")
            }
            tests.append(try Kind(key, member.value))
        }
        guard !tests.isEmpty else { throw RuleFault(message: "a test without a comparison") }
        self.tests = tests
    }

    /// Reads an object of paths and tests.
    static func byPath(_ members: RuleMembers) throws(RuleFault) -> [(path: ValuePath, test: ParameterTest)] {
        var tests: [(path: ValuePath, test: ParameterTest)] = []
        for member in members.members { tests.append((ValuePath(member.key), try ParameterTest(member.value))) }
        return tests
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

extension ParameterTest.Kind {
    fileprivate init(_ key: ParameterTest.Key, _ value: JSONValue) throws(RuleFault) {
        switch (key, value) {
        case (.is, _): self = .equals(try .init(value))
        case (.in, .array(let elements)):
            var scalars: [ParameterTest.Scalar] = []
            for element in elements { scalars.append(try .init(element)) }
            self = .isOneOf(scalars)
        case (.exists, .bool(let flag)): self = .exists(flag)
        case (.contains, .string(let text)): self = .contains(text.lowercased())
        case (.any, _): self = .anyElement(try .init(value))
        case (.all, _): self = .allElements(try .init(value))
        case (.over, .number(let digits)): self = .over(Double(digits) ?? .infinity)
        case (.under, .number(let digits)): self = .under(Double(digits) ?? -.infinity)
        default: throw RuleFault(message: "the comparison \(key.rawValue) takes another kind of value")
        }
    }
}
