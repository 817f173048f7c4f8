// SPDX-License-Identifier: Apache-2.0
//
// Reads YAML nodes as values of the policy. Each method takes a node and returns a value, or adds an error and returns
// `nil`. So all five mistakes of a file with five mistakes are reported at once.

import Foundation
import NetworkRanges
import ShareEnvelope
internal import Yams

/// Reads nodes and collects the errors that it finds.
struct PolicyNodes {
    private(set) var errors: [PolicyError] = []

    mutating func refuse(_ node: Node, _ what: PolicyError.What) {
        errors.append(PolicyError(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, what: what))
    }

    /// The values of a mapping by key; unknown and missing keys are refused.
    mutating func fields(_ node: Node, _ facts: PolicyMappingFacts) -> [String: Node]? {
        guard let mapping = node.mapping else { return failed(node, .notMapping(facts.name)) }
        let known = facts.keys.filter(\.isRequired) + facts.keys.filter { !$0.isRequired }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard let word = key.scalar?.string, known.contains(where: { $0.name == word }) else {
                refuse(key, .unknownKey(key.scalar?.string ?? "this key", known: known.map(\.name)))
                continue
            }
            values[word] = value
        }
        // An unknown key is most often a missing one, misspelled.
        if values.count == mapping.count {
            for key in known where key.isRequired && values[key.name] == nil {
                refuse(node, .missingKey(key.name, meaning: key.meaning))
            }
        }
        return values
    }

    mutating func list(_ node: Node, _ name: String, limit: Int, mayBeEmpty: Bool = true) -> [Node] {
        guard let sequence = node.sequence else {
            refuse(node, .notList(name))
            return []
        }
        if sequence.isEmpty, !mayBeEmpty { refuse(node, .emptyList(name)) }
        guard sequence.count <= limit else {
            refuse(node, .longList(name, count: sequence.count, limit: limit))
            return []
        }
        return Array(sequence)
    }

    mutating func text(_ node: Node, _ name: String, limit: Int) -> PublicText? {
        guard let scalar = node.scalar else { return failed(node, .notText(name)) }
        guard !PlainScalar.isAmbiguous(scalar) else { return failed(node, .ambiguousText(name)) }
        do throws(TextDefect) {
            let text = try PublicText(scalar.string.precomposedStringWithCanonicalMapping, limit: limit)
            return NameIdentity(text).isBlank ? failed(node, .blankText(name)) : text
        } catch { return failed(node, .text(name, error)) }
    }

    mutating func personName(_ node: Node, _ name: String) -> PublicText? {
        guard let text = text(node, name, limit: PersonName.limit) else { return nil }
        return PersonName.fits(text) ? text : failed(node, .notPersonName(name))
    }

    mutating func identifier(_ node: Node, _ name: String) -> PolicyIdentifier? {
        guard let scalar = node.scalar else { return failed(node, .notIdentifier(name)) }
        guard !PlainScalar.isAmbiguous(scalar) else { return failed(node, .ambiguousText(name)) }
        return PolicyIdentifier(scalar.string) ?? failed(node, .notIdentifier(name))
    }

    /// A list of identifiers, in which none is repeated.
    mutating func identifiers(_ node: Node, _ name: String, one: String) -> [(node: Node, id: PolicyIdentifier)] {
        var seen: Set<PolicyIdentifier> = []
        var found: [(node: Node, id: PolicyIdentifier)] = []
        for node in list(node, name, limit: Policy.Limit.list) {
            guard let id = identifier(node, one) else { continue }
            if seen.insert(id).inserted { found.append((node, id)) } else { refuse(node, .repeated(one, id.rawValue)) }
        }
        return found
    }

    /// Refuses each entry, given by its node, its words, and its identity, that is another one again.
    mutating func refuseRepeated<Key: Hashable>(_ entries: [(Node, String, Key)], _ kind: String) {
        var seen: Set<Key> = []
        for (node, words, key) in entries where !seen.insert(key).inserted { refuse(node, .repeated(kind, words)) }
    }

    mutating func number(_ node: Node, _ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let scalar = node.scalar, scalar.style == .plain, let number = Int(plainDecimal: scalar.string),
            range.contains(number)
        else { return failed(node, .notNumber(name, range)) }
        return number
    }

    mutating func flag(_ node: Node, _ name: String) -> Bool? {
        guard let scalar = node.scalar, scalar.style == .plain, let flag = Bool(scalar.string) else {
            return failed(node, .notFlag(name))
        }
        return flag
    }

    mutating func span(_ node: Node, _ name: String) -> PolicySpan? {
        node.scalar.flatMap { PolicySpan($0.string) } ?? failed(node, .notSpan(name))
    }

    mutating func day(_ node: Node, _ name: String) -> CalendarDay? {
        node.scalar.flatMap { CalendarDay($0.string) } ?? failed(node, .notDay(name))
    }

    mutating func network(_ node: Node, _ name: String) -> NetworkRange? {
        guard let range = node.scalar.flatMap({ NetworkRange($0.string) }), range.isExact else {
            return failed(node, .notNetwork(name))
        }
        return range
    }

    mutating func pattern(_ node: Node, _ pattern: PolicyPattern) -> PublicText? {
        guard let text = text(node, "the \(pattern.one)", limit: PolicyPattern.limit) else { return nil }
        return pattern.fits(text.description) ? text : failed(node, .notPattern(pattern.one, example: pattern.example))
    }

    mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ node: Node, _ name: String, of type: Value.Type
    ) -> Value? {
        node.scalar.flatMap { Value(rawValue: $0.string) }
            ?? failed(node, .notOneOf(name, type.allCases.map(\.rawValue)))
    }

    private mutating func failed<Value>(_ node: Node, _ what: PolicyError.What) -> Value? {
        refuse(node, what)
        return nil
    }
}

/// How YAML readers interpret plain scalars.
enum PlainScalar {
    /// Whether another reader of YAML 1.1 or 1.2 takes this text for null, a Boolean, a number, or a date: `no` for
    /// Norway, or the phone number `+34600000001`.
    static func isAmbiguous(_ scalar: Node.Scalar) -> Bool {
        guard scalar.style == .plain, let first = scalar.string.utf8.first else { return scalar.style == .plain }
        let text = scalar.string
        if text.utf8.count <= 5, words.contains(text.lowercased()) { return true }
        guard 48...57 ~= first || [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(first) else {
            return false
        }
        // Only dates with a time contain spaces, so a phone number with spaces is not ambiguous.
        guard !text.contains(" ") || text.dropFirst(4).first == "-" else { return false }
        let number = /[-+]?(\.[0-9][0-9_]*|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?/
        let otherBase = /[-+]?0(x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+)/
        let special = /[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)/
        let sixties = /[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?/
        let day = /[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?/
        return [
            number.matches(text), otherBase.matches(text), special.matches(text), sixties.matches(text),
            day.matches(text),
        ].contains(true)
    }

    /// Words that mean null or a Boolean, in lower case.
    static let words: Set<String> = ["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"]
}

extension Regex {
    fileprivate func matches(_ text: String) -> Bool { (try? wholeMatch(in: text)) != nil }
}
