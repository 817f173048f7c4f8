// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import NetworkRanges

/// Reads the entries of a pattern's lists, and refuses what EventBridge refuses.
enum ValueTestReader {
    /// The operators, as an entry names them.
    static let operators = [
        "anything-but", "cidr", "equals-ignore-case", "exactly", "exists", "numeric", "prefix", "suffix", "wildcard",
    ]

    static func test(_ entry: JSONValue, at place: String) throws(AlertsError) -> ValueTest {
        switch entry {
        case .string(let text): return .text(text)
        case .number(let digits): return .number(digits)
        case .bool, .null: return .literal(entry)
        case .array: throw AlertsError("a list within a list is no value", at: place)
        case .object(let members):
            guard members.count == 1, let member = members.first else {
                throw AlertsError("an entry that is an object has exactly one operator", at: place)
            }
            let place = "\(place).\(member.key)"
            do throws(AlertsError) { return try test(member.key, member.value, at: place) } catch {
                throw error.place.isEmpty ? AlertsError(error.message, at: place, hint: error.hint) : error
            }
        }
    }

    private static func test(_ name: String, _ value: JSONValue, at place: String) throws(AlertsError) -> ValueTest {
        switch name {
        case "exactly": return .text(try text(value))
        case "prefix", "suffix":
            let (text, ignoringCase) = try affix(value, of: name)
            return name == "prefix"
                ? .prefix(text, ignoringCase: ignoringCase) : .suffix(text, ignoringCase: ignoringCase)
        case "equals-ignore-case": return .equalsIgnoringCase(try text(value))
        case "wildcard": return .wildcard(try EventBridgeWildcard(text(value)))
        case "cidr": return .block(try block(text(value)))
        case "numeric": return .range(try range(value))
        case "exists":
            guard case .bool(let isWanted) = value else { throw AlertsError("exists is true or false") }
            return .exists(isWanted)
        case "anything-but": return .anythingBut(try excluded(value, at: place))
        default:
            throw AlertsError(
                "EventBridge has no operator \(name)", hint: "it has \(operators.joined(separator: ", "))")
        }
    }

    private static func text(_ value: JSONValue) throws(AlertsError) -> String {
        guard case .string(let text) = value else { throw AlertsError("this operator takes a text") }
        return text
    }

    private static func block(_ text: String) throws(AlertsError) -> NetworkRange {
        guard let range = NetworkRange(text) else {
            throw AlertsError("\(text) is not an address and a number of bits, as in 203.0.113.0/24")
        }
        return range
    }

    private static func affix(_ value: JSONValue, of name: String) throws(AlertsError) -> (String, Bool) {
        guard case .object(let members) = value else { return (try text(value), false) }
        guard members.count == 1, members[0].key == "equals-ignore-case" else {
            throw AlertsError("\(name) takes a text, or an object with only equals-ignore-case")
        }
        return (try text(members[0].value), true)
    }

    /// What must not fit: texts or numbers, or texts under one other operator.
    private static func excluded(_ value: JSONValue, at place: String) throws(AlertsError) -> [ValueTest] {
        if case .object(let members) = value {
            guard members.count == 1,
                ["prefix", "suffix", "equals-ignore-case", "wildcard"].contains(members[0].key)
            else { throw AlertsError("anything-but takes prefix, suffix, equals-ignore-case or wildcard") }
            let name = members[0].key
            return try list(members[0].value).map { (entry) throws(AlertsError) in
                let text = try text(entry)
                guard !text.isEmpty || name == "equals-ignore-case" || name == "wildcard" else {
                    throw AlertsError("an empty \(name) would exclude every text")
                }
                return try test(name, .string(text), at: place)
            }
        }
        let tests = try list(value).map { (entry) throws(AlertsError) -> ValueTest in
            switch entry {
            case .string(let text): .text(text)
            case .number(let digits): .number(digits)
            case .null, .bool, .array, .object: throw AlertsError("anything-but takes texts or numbers")
            }
        }
        let textCount = tests.count { if case .text = $0 { true } else { false } }
        guard textCount == 0 || textCount == tests.count else {
            throw AlertsError("anything-but takes only texts or only numbers, not both")
        }
        return tests
    }

    private static func list(_ value: JSONValue) throws(AlertsError) -> [JSONValue] {
        guard case .array(let entries) = value else { return [value] }
        guard !entries.isEmpty else { throw AlertsError("an empty list excludes nothing") }
        return entries
    }

    /// `[">", 0, "<=", 5]`: one comparison, or a lower bound and then an upper one.
    private static func range(_ value: JSONValue) throws(AlertsError) -> NumberRange {
        guard case .array(let terms) = value, terms.count == 2 || terms.count == 4 else {
            throw AlertsError("numeric takes a list of one or two comparisons, as in [\">\", 0, \"<=\", 5]")
        }
        let first = try comparison(terms[0], terms[1])
        switch first.sign {
        case "=" where terms.count == 2:
            let bound = NumberRange.Bound(number: first.number, isIncluded: true)
            return NumberRange(lower: bound, upper: bound)
        case "<" where terms.count == 2, "<=" where terms.count == 2:
            return NumberRange(upper: .init(number: first.number, isIncluded: first.sign == "<="))
        case ">", ">=":
            var range = NumberRange(lower: .init(number: first.number, isIncluded: first.sign == ">="))
            guard terms.count == 4 else { return range }
            let second = try comparison(terms[2], terms[3])
            guard second.sign == "<" || second.sign == "<=" else {
                throw AlertsError("after a lower bound numeric takes < or <=, not \(second.sign)")
            }
            guard first.number < second.number else { throw AlertsError("the lower bound is not below the upper one") }
            range.upper = .init(number: second.number, isIncluded: second.sign == "<=")
            return range
        case "=", "<", "<=": throw AlertsError("numeric takes a second comparison only after > or >=")
        default: throw AlertsError("numeric has no comparison \(first.sign)", hint: "it has =, <, <=, > and >=")
        }
    }

    private static func comparison(
        _ sign: JSONValue, _ value: JSONValue
    ) throws(AlertsError) -> (sign: String, number: PatternNumber) {
        guard case .string(let sign) = sign, case .number(let digits) = value else {
            throw AlertsError("a comparison is a sign in quotation marks and a number")
        }
        guard let number = PatternNumber(digits) else {
            throw AlertsError("\(digits) is not between -5e9 and 5e9")
        }
        return (sign, number)
    }
}
