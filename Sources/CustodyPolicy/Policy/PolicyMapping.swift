// SPDX-License-Identifier: Apache-2.0

internal import Yams

/// A kind of mapping in `policy.yaml`: its keys in the order of docs/POLICY.md, and what they make together.
struct PolicyMapping<Owner: Sendable>: Sendable {
    let facts: PolicyMappingFacts
    let keys: [any PolicyKeyOf<Owner>]
    private let check: @Sendable (PolicyFields, inout PolicyReader) -> Void
    private let make: @Sendable (PolicyFields) throws -> Owner

    /// Describes a mapping.
    ///
    /// - Parameters:
    ///   - name: what errors call it, such as "an account".
    ///   - check: refuses values that are wrong only together.
    ///   - make: the value of the mapping. It is called once every key has been read.
    init(
        _ name: String, _ keys: [any PolicyKeyOf<Owner>],
        check: @escaping @Sendable (PolicyFields, inout PolicyReader) -> Void = { _, _ in },
        make: @escaping @Sendable (PolicyFields) throws -> Owner
    ) {
        facts = PolicyMappingFacts(name: name, keys: keys.map(\.facts))
        self.keys = keys
        self.check = check
        self.make = make
    }

    /// The value of a mapping; `nil` with at least one error. An optional key with an error counts as left out, so that
    /// everything else is still checked.
    func read(_ node: Node, _ reader: inout PolicyReader) -> Owner? {
        guard let nodes = reader.nodes.fields(node, facts) else { return nil }
        var fields = PolicyFields(node: node, nodes: nodes)
        for key in keys {
            guard let node = nodes[key.facts.name] else { continue }
            fields.take(key.read(node, in: fields, &reader), as: key.facts.name)
        }
        check(fields, &reader)
        return try? make(fields)
    }

    /// The lines of a first policy.
    func lines(of owner: Owner) -> [String] { keys.flatMap { $0.lines(of: owner) } }

    /// The lines about the keys that changed, in the order of the keys.
    func changes(_ change: PolicyChange<Owner>) -> [String] { keys.flatMap { $0.changes(change) } }

    /// The lines about the keys that require less, in the order of the keys.
    func loosenings(_ old: Owner, _ new: Owner) -> [String] { keys.flatMap { $0.loosenings(old, new) } }
}

/// What was read of one mapping.
struct PolicyFields {
    /// The mapping.
    let node: Node
    private let nodes: [String: Node]
    private var values: [String: Any] = [:]

    init(node: Node, nodes: [String: Node]) {
        self.node = node
        self.nodes = nodes
    }

    mutating func take(_ value: Any?, as name: String) { values[name] = value }

    /// The value of a key; `nil` if the key is left out or its value has an error.
    subscript<Owner, Value>(key: PolicyKey<Owner, Value>) -> Value? { values[key.facts.name] as? Value }

    /// The value of a key without which there is no mapping.
    func required<Owner, Value>(_ key: PolicyKey<Owner, Value>) throws -> Value {
        guard let value = self[key] else { throw Unreadable() }
        return value
    }

    /// The node of a key.
    func node<Owner, Value>(of key: PolicyKey<Owner, Value>) -> Node? { nodes[key.facts.name] }

    /// The node of a key of a mapping inside this one.
    func node<Inner, InnerValue, Outer, OuterValue>(
        of inner: PolicyKey<Inner, InnerValue>, in outer: PolicyKey<Outer, OuterValue>
    ) -> Node? {
        node(of: outer)?.mapping?.first { $0.key.scalar?.string == inner.facts.name }?.value
    }

    /// How many entries a list has, with those that have errors.
    func listed<Owner, Entry>(_ list: PolicyKey<Owner, [Entry]>) -> Int { node(of: list)?.sequence?.count ?? 0 }

    private struct Unreadable: Error {}
}
