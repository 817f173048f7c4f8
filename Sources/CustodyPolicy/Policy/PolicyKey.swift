// SPDX-License-Identifier: Apache-2.0
//
// One description of each key of policy.yaml. The reader, the difference of two policies, what a policy loosens, the
// first policy of a binder, docs/POLICY.md, and docs/policy.schema.json all follow from these descriptions.
//
// A new key is a property of its owner, and a description in the owner's `Keys` with its places in `mapping`. The tests
// then show the row that docs/POLICY.md and the schema need.

internal import Yams

/// A key of a mapping in `policy.yaml`.
struct PolicyKey<Owner: Sendable, Value: Sendable>: PolicyKeyOf {
    let facts: PolicyKeyFacts
    private let type: PolicyType<Value>
    private let comment: String
    private let example: String?
    private let written: @Sendable (Owner) -> Value?
    private let changed: @Sendable (PolicyChange<Owner>) -> [String]
    private let loosened: @Sendable (_ old: Owner, _ new: Owner) -> [String]

    /// Describes a key.
    ///
    /// - Parameters:
    ///   - meaning: what the key says, as docs/POLICY.md puts it.
    ///   - whenLeftOut: what holds without the key; `nil` if the key is required.
    ///   - comment: what a first policy says above the key.
    ///   - example: a value that a first policy shows in a comment if it does not write the key.
    ///   - written: the value that a first policy writes; `nil` if it need not write the key.
    ///   - changed: the lines about a change of the value; none if the value is what its owner is recognized by.
    ///   - loosened: the lines about a new value that requires less.
    init(
        _ name: String, _ type: PolicyType<Value>, _ meaning: String, whenLeftOut: String? = nil, comment: String = "",
        example: String? = nil, written: @escaping @Sendable (Owner) -> Value?,
        changed: @escaping @Sendable (PolicyChange<Owner>) -> [String] = { _ in [] },
        loosened: @escaping @Sendable (_ old: Owner, _ new: Owner) -> [String] = { _, _ in [] }
    ) {
        facts = PolicyKeyFacts(name: name, form: type.form, meaning: meaning, whenLeftOut: whenLeftOut)
        self.type = type
        self.comment = comment
        self.example = example
        self.written = written
        self.changed = changed
        self.loosened = loosened
    }

    func read(_ node: Node, in fields: PolicyFields, _ reader: inout PolicyReader) -> Any? {
        type.read(node, facts.name, fields, &reader)
    }

    func lines(of owner: Owner) -> [String] {
        let lines: [String]
        switch written(owner).flatMap(type.write) {
        case .inline(let value): lines = ["\(facts.name): \(value)"]
        case .block(let inner): lines = ["\(facts.name):"] + inner.map { "  " + $0 }
        case nil:
            guard let example else { return [] }
            lines = ["# \(facts.name): \(example)"]
        }
        return comment.split(separator: "\n").map { "# " + $0 } + lines
    }

    func changes(_ change: PolicyChange<Owner>) -> [String] { changed(change) }

    func loosenings(_ old: Owner, _ new: Owner) -> [String] { loosened(old, new) }
}

/// A key, whatever the type of its value.
protocol PolicyKeyOf<Owner>: Sendable {
    associatedtype Owner: Sendable

    var facts: PolicyKeyFacts { get }

    /// The value; `nil` with at least one error.
    func read(_ node: Node, in fields: PolicyFields, _ reader: inout PolicyReader) -> Any?

    /// The lines of a first policy; none if the key is left out.
    func lines(of owner: Owner) -> [String]

    /// The lines about a change of the value.
    func changes(_ change: PolicyChange<Owner>) -> [String]

    /// The lines about a new value that requires less.
    func loosenings(_ old: Owner, _ new: Owner) -> [String]
}
