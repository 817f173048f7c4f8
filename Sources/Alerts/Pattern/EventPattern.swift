// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// What an EventBridge rule matches: every named field must fit, and a field fits if one of its entries does.
package struct EventPattern: Hashable, Sendable {
    /// The longest pattern that EventBridge takes, in characters.
    package static let lengthLimit = 4096
    /// The most combinations of `$or` branches that EventBridge takes.
    package static let combinationLimit = 1000

    let root: PatternNode

    /// Reads the text of a pattern.
    ///
    /// - Throws: an error with the path of the field where EventBridge would refuse the pattern.
    package init(_ text: String) throws(AlertsError) {
        guard text.unicodeScalars.count <= Self.lengthLimit else {
            throw AlertsError("the pattern is longer than the \(Self.lengthLimit) characters that EventBridge takes")
        }
        try self.init(JSONText.parse(text))
    }

    /// Reads a pattern that is parsed already.
    package init(_ value: JSONValue) throws(AlertsError) {
        guard case .object(let members) = value else { throw AlertsError("a pattern is a JSON object") }
        root = try PatternNode(members, at: "", isInsideOr: false)
        guard root.combinationCount <= Self.combinationLimit else {
            throw AlertsError("$or gives more than the \(Self.combinationLimit) combinations that EventBridge takes")
        }
    }

    /// Whether an event, in EventBridge's envelope, fits.
    package func matches(_ event: JSONValue) -> Bool { root.fits(event, in: event) }

    /// The texts that two paths list exactly in one branch of the pattern, for each branch without `$or` that says the
    /// same; for findings about a pattern.
    package func texts(at one: [String], and other: [String]) -> [(one: [String], other: [String])] {
        func texts(_ tests: [ValueTest]?) -> [String] {
            (tests ?? []).compactMap { if case .text(let text) = $0 { text } else { nil } }
        }
        return root.branches.map { (texts($0[one]), texts($0[other])) }
    }
}

/// The fields and alternatives of one object of a pattern.
struct PatternNode: Hashable, Sendable {
    struct Field: Hashable, Sendable {
        var name: String
        /// From the root of the pattern.
        var path: [String]
        var content: Content
    }

    indirect enum Content: Hashable, Sendable {
        case tests([ValueTest])
        case node(PatternNode)
    }

    private(set) var fields: [Field] = []
    private(set) var alternatives: [[PatternNode]] = []

    /// What EventBridge keeps for operators, and so does not take as names of fields inside of `$or`.
    private static let reserved = Set(
        ValueTestReader.operators + [
            "=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case", "date-after",
            "date-on-or-after", "date-before", "date-on-or-before", "in-date-range", "ip-address-in-range",
            "ip-address-not-in-range",
        ])

    init(_ members: [JSONValue.Member], at place: String, isInsideOr: Bool, path: [String] = []) throws(AlertsError) {
        guard !members.isEmpty else { throw AlertsError("an empty object matches nothing", at: place) }
        for member in members {
            let place = place.isEmpty ? member.key : "\(place).\(member.key)"
            if member.key == "$or" {
                alternatives.append(try Self.branches(member.value, at: place, path: path))
                continue
            }
            guard !isInsideOr || !Self.reserved.contains(member.key) else {
                throw AlertsError("\(member.key) is an operator and no field", at: place)
            }
            let path = path + [member.key]
            switch member.value {
            case .object(let inner):
                let node = try PatternNode(inner, at: place, isInsideOr: isInsideOr, path: path)
                fields.append(Field(name: member.key, path: path, content: .node(node)))
            case .array(let entries):
                guard !entries.isEmpty else { throw AlertsError("an empty list matches nothing", at: place) }
                var tests: [ValueTest] = []
                for (index, entry) in entries.enumerated() {
                    tests.append(try ValueTestReader.test(entry, at: "\(place)[\(index)]"))
                }
                fields.append(Field(name: member.key, path: path, content: .tests(tests)))
            case .null, .bool, .number, .string:
                throw AlertsError("a field takes a list of values or an object", at: place, hint: "put it into [ ]")
            }
        }
    }

    private static func branches(
        _ value: JSONValue, at place: String, path: [String]
    ) throws(AlertsError) -> [PatternNode] {
        guard case .array(let entries) = value else { throw AlertsError("$or takes a list of objects", at: place) }
        guard entries.count >= 2 else { throw AlertsError("$or takes at least two objects", at: place) }
        var branches: [PatternNode] = []
        for (index, entry) in entries.enumerated() {
            let place = "\(place)[\(index)]"
            guard case .object(let members) = entry else { throw AlertsError("$or takes only objects", at: place) }
            branches.append(try PatternNode(members, at: place, isInsideOr: true, path: path))
        }
        return branches
    }

    /// How many rules without `$or` would say the same, at most just over the limit.
    var combinationCount: Int {
        var count = 1
        for case .node(let node) in fields.map({ $0.content }) { count = Self.limited(count * node.combinationCount) }
        for branches in alternatives {
            count = Self.limited(count * branches.reduce(0) { Self.limited($0 + $1.combinationCount) })
        }
        return count
    }

    private static func limited(_ count: Int) -> Int { min(count, EventPattern.combinationLimit + 1) }

    /// Whether a value fits; of a list of objects, one element must fit as a whole.
    func fits(_ value: JSONValue, in event: JSONValue) -> Bool {
        if case .array(let elements) = value { return elements.contains { fits($0, in: event) } }
        return fields.allSatisfy { field in
            let inner = value[field.name]
            switch field.content {
            case .node(let node): return node.fits(inner ?? .null, in: event)
            case .tests(let tests):
                if tests.contains(.exists(false)), !PatternNode.hasLeaf(event, at: field.path[...]) { return true }
                return inner.map { PatternNode.leaves($0) { leaf in tests.contains { $0.fits(leaf) } } } ?? false
            }
        } && alternatives.allSatisfy { $0.contains { $0.fits(value, in: event) } }
    }

    /// Whether some value in lists within lists fits a test; objects have no value of their own.
    private static func leaves(_ value: JSONValue, _ fits: (JSONValue) -> Bool) -> Bool {
        switch value {
        case .object: false
        case .array(let elements): elements.contains { leaves($0, fits) }
        case .null, .bool, .number, .string: fits(value)
        }
    }

    private static func hasLeaf(_ value: JSONValue, at path: ArraySlice<String>) -> Bool {
        if case .array(let elements) = value { return elements.contains { hasLeaf($0, at: path) } }
        guard let name = path.first else { return leaves(value) { _ in true } }
        return value[name].map { hasLeaf($0, at: path.dropFirst()) } ?? false
    }

    /// What each path must be, for every choice of branches.
    var branches: [[[String]: [ValueTest]]] {
        var result: [[[String]: [ValueTest]]] = [[:]]
        func combine(_ choices: [[[String]: [ValueTest]]]) {
            result = result.flatMap { branch in choices.map { branch.merging($0) { $0 + $1 } } }
        }
        for field in fields {
            switch field.content {
            case .tests(let tests): combine([[field.path: tests]])
            case .node(let node): combine(node.branches)
            }
        }
        for nodes in alternatives { combine(nodes.flatMap { $0.branches }) }
        return result
    }
}
