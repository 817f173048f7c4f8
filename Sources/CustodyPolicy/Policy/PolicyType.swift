// SPDX-License-Identifier: Apache-2.0
//
// The types of values in policy.yaml.

import NetworkRanges
import ShareEnvelope
internal import Yams

/// A type of value: its form, and how it is read and written.
struct PolicyType<Value: Sendable>: Sendable {
    let form: PolicyForm
    /// Reads the value of the key with this name; `nil` with at least one error.
    let read: @Sendable (Node, _ name: String, PolicyFields, inout PolicyReader) -> Value?
    /// Writes a value for a first policy; `nil` if it has nothing to write.
    let write: @Sendable (Value) -> PolicyText?
}

// MARK: - Scalars

extension PolicyType where Value == PublicText {
    static func text(_ limit: Int) -> Self {
        Self(form: .text(limit: limit)) { node, name, _, reader in
            reader.nodes.text(node, name, limit: limit)
        } write: {
            .inline(PolicyText.scalar($0))
        }
    }

    /// The name of a person.
    static var personName: Self {
        Self(form: .text(limit: PersonName.limit)) { node, name, _, reader in
            reader.nodes.personName(node, name)
        } write: {
            .inline(PolicyText.scalar($0))
        }
    }

    /// A text of several words, which is never written inside braces or brackets.
    static var sentence: Self {
        Self(form: .text(limit: Policy.Limit.sentence)) { node, name, _, reader in
            reader.nodes.text(node, name, limit: Policy.Limit.sentence)
        } write: {
            .inline(PolicyText.sentence($0))
        }
    }
}

extension PolicyType where Value == Int {
    static func number(_ range: ClosedRange<Int>) -> Self {
        Self(form: .number(range)) { node, name, _, reader in
            reader.nodes.number(node, name, in: range)
        } write: {
            .inline("\($0)")
        }
    }

    /// A number from 1 to how many entries a list of the same mapping has.
    static func count<Owner, Entry>(of list: PolicyKey<Owner, [Entry]>, atMost limit: Int) -> Self {
        Self(form: .number(1...limit)) { node, name, fields, reader in
            // Entries with errors count here, so that one error does not cause another.
            reader.nodes.number(node, name, in: 1...max(fields.listed(list), 1))
        } write: {
            .inline("\($0)")
        }
    }
}

extension PolicyType where Value == Bool {
    static var flag: Self {
        Self(form: .flag) { node, name, _, reader in
            reader.nodes.flag(node, name)
        } write: {
            .inline("\($0)")
        }
    }
}

extension PolicyType where Value == PolicySpan {
    static var span: Self {
        Self(form: .span) { node, name, _, reader in
            reader.nodes.span(node, name)
        } write: {
            .inline($0.description)
        }
    }
}

extension PolicyType where Value == CalendarDay {
    static var day: Self {
        Self(form: .day) { node, name, _, reader in
            reader.nodes.day(node, name)
        } write: {
            .inline($0.description)
        }
    }
}

extension PolicyType where Value: RawRepresentable<String> & CaseIterable {
    static var choice: Self {
        Self(form: .choice(Value.allCases.map(\.rawValue))) { node, name, _, reader in
            reader.nodes.choice(node, name, of: Value.self)
        } write: {
            .inline($0.rawValue)
        }
    }
}

extension PolicyType where Value == PolicyIdentifier {
    /// The identifier of a new failure mode, site, or person.
    static func declaration(of kind: PolicyReader.Kind) -> Self {
        Self(form: .identifier) { node, name, _, reader in
            guard let id = reader.nodes.identifier(node, name) else { return nil }
            reader.declare(id, as: kind, at: node)
            return id
        } write: {
            .inline(PolicyText.scalar($0))
        }
    }

    /// The identifier of a failure mode, a site, or a person that the policy has.
    static func reference(to kind: PolicyReader.Kind) -> Self {
        Self(form: .identifier) { node, _, _, reader in
            reader.nodes.identifier(node, kind.rawValue).flatMap { reader.check($0, at: node, kind) }
        } write: {
            .inline(PolicyText.scalar($0))
        }
    }
}

// MARK: - Lists of scalars

extension PolicyType where Value == [PolicyIdentifier] {
    /// Identifiers that the policy need not declare.
    static func identifiers(one: String) -> Self {
        Self(form: form) { node, name, _, reader in
            reader.nodes.identifiers(node, name, one: one).map(\.id)
        } write: {
            PolicyText(list: $0.map(PolicyText.scalar))
        }
    }

    /// Identifiers of failure modes, sites, or people that the policy has.
    static func references(to kind: PolicyReader.Kind) -> Self {
        Self(form: form) { node, name, _, reader in
            reader.nodes.identifiers(node, name, one: kind.rawValue).compactMap {
                reader.check($0.id, at: $0.node, kind)
            }
        } write: {
            PolicyText(list: $0.map(PolicyText.scalar))
        }
    }

    private static var form: PolicyForm { .list(of: .identifier, count: 0...Policy.Limit.list, isUnique: true) }
}

extension PolicyType where Value == [PublicText] {
    /// Texts, none of which people would read as another one.
    static func texts(_ limit: Int, one: String) -> Self {
        Self(form: .list(of: .text(limit: limit), count: 0...Policy.Limit.list, isUnique: true)) {
            node, name, _, reader in
            let found = reader.nodes.list(node, name, limit: Policy.Limit.list).compactMap { node in
                reader.nodes.text(node, "a \(one)", limit: limit).map { (node, $0) }
            }
            reader.nodes.refuseRepeated(found.map { ($0, $1.description, NameIdentity($1)) }, one)
            return found.map(\.1)
        } write: {
            PolicyText(list: $0.map(PolicyText.scalar))
        }
    }
}

extension PolicyType where Value == [NetworkRange] {
    static var networks: Self {
        Self(form: .list(of: .network, count: 0...Policy.Limit.list, isUnique: true)) {
            node, name, _, reader in
            let found = reader.nodes.list(node, name, limit: Policy.Limit.list).compactMap { node in
                reader.nodes.network(node, "a network").map { (node, $0) }
            }
            reader.nodes.refuseRepeated(found.map { ($0, $1.description, $1.description) }, "network")
            return found.map(\.1)
        } write: {
            PolicyText(list: $0.map { "\"\($0)\"" })
        }
    }
}

extension PolicyType where Value == [PublicText] {
    /// Texts of a fixed shape.
    static func patterns(_ pattern: PolicyPattern, atLeast least: Int = 0) -> Self {
        Self(form: .list(of: .pattern(pattern), count: least...Policy.Limit.list, isUnique: true)) {
            node, name, _, reader in
            let nodes = reader.nodes.list(node, name, limit: Policy.Limit.list, mayBeEmpty: least == 0)
            let found = nodes.compactMap { node in reader.nodes.pattern(node, pattern).map { (node, $0) } }
            reader.nodes.refuseRepeated(found.map { ($0, $1.description, $1) }, pattern.one)
            return found.map(\.1)
        } write: {
            PolicyText(list: $0.map(PolicyText.scalar))
        }
    }
}

// MARK: - Mappings

extension PolicyType {
    /// One mapping.
    static func mapping(_ mapping: PolicyMapping<Value>) -> Self {
        Self(form: .mapping(mapping.facts)) { node, _, _, reader in
            mapping.read(node, &reader)
        } write: {
            .block(mapping.lines(of: $0))
        }
    }

    /// A list of what the rest of the policy can refer to.
    ///
    /// - Parameter isFlow: whether a first policy writes each entry on one line.
    static func declarations<Entry>(of mapping: PolicyMapping<Entry>, isFlow: Bool = false) -> Self
    where Value == [Entry] {
        Self(form: .list(of: .mapping(mapping.facts), count: 0...Policy.Limit.list, isUnique: false)) {
            node, name, _, reader in
            let errorsBefore = reader.nodes.errors.count
            let entries = reader.nodes.list(node, name, limit: Policy.Limit.list).compactMap {
                mapping.read($0, &reader)
            }
            if reader.nodes.errors.count > errorsBefore { reader.isComplete = false }
            return entries
        } write: {
            PolicyText(entries: $0.map(mapping.lines), isFlow: isFlow)
        }
    }

    /// A list of at least one mapping.
    ///
    /// - Parameters:
    ///   - unique: what errors call an entry, and the name that people must not read as the name of another entry.
    static func entries<Entry>(
        of mapping: PolicyMapping<Entry>, atMost limit: Int = Policy.Limit.list,
        unique: (kind: String, name: @Sendable (Entry) -> PublicText)? = nil
    ) -> Self where Value == [Entry] {
        Self(form: .list(of: .mapping(mapping.facts), count: 1...limit, isUnique: false)) { node, name, _, reader in
            let found = reader.nodes.list(node, name, limit: limit, mayBeEmpty: false).compactMap { node in
                mapping.read(node, &reader).map { (node, $0) }
            }
            if let unique {
                let names = found.map { ($0, unique.name($1)) }
                reader.nodes.refuseRepeated(names.map { ($0, $1.description, NameIdentity($1)) }, unique.kind)
            }
            return found.map(\.1)
        } write: {
            PolicyText(entries: $0.map(mapping.lines), isFlow: false)
        }
    }
}
