// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// One rule of the catalogue: what an API call means for the emergency path.
package struct Rule: Sendable, Decodable {
    /// Which object the call acts on.
    package struct Object: Sendable, Decodable {
        /// What it is: `user`, `key`, `bucket`…
        package var kind: String
        /// Where its name stands; the first path that gives a value wins. Empty for what an account has one of.
        package var from: [ValuePath]
        /// Where other names of the same object stand.
        package var also: [ValuePath]
        /// Where the name of its owner stands: the user of a key.
        package var scope: [ValuePath]

        /// How a name is written, where calls take a name or an ARN of the same object.
        package var form: Form?

        /// Ways to write a name.
        package enum Form: String, Sendable, Decodable {
            /// The last part of an ARN counts as the name.
            case name
            /// The name of a function without its ARN and its version.
            case function
        }

        private enum Key: String, CodingKey {
            case kind, from, also, scope
            case form = "as"
        }

        /// Reads an object; a scope is not required.
        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            kind = try container.decode(String.self, forKey: .kind)
            from = try container.decodeIfPresent([ValuePath].self, forKey: .from) ?? []
            also = try container.decodeIfPresent([ValuePath].self, forKey: .also) ?? []
            form = try container.decodeIfPresent(Form.self, forKey: .form)
            scope = try container.decodeIfPresent([ValuePath].self, forKey: .scope) ?? []
        }
    }

    package var id: String
    package var service: String
    /// The name of the call without its trailing date and version.
    package var stem: String
    /// A letter of the catalogue's categories.
    package var category: String
    package var direction: DirectionRule
    package var object: Object?
    /// The kind of identity or machine that the call begets; `nil` if none.
    package var makes: String?
    /// Rules that take the act back when they meet the same object.
    package var undo: [String]
    /// Rules that take the act back when they meet the owner of its object.
    package var cascade: [String]
    /// Where the value stands that a setting act sets; empty for all others.
    package var sets: [ValuePath]
    /// The command that closes what the act opened, with `{object}`, `{scope}`, `{scope2}`, `{account}`,
    /// `{region}` and paths such as `{parameters.name}`.
    package var close: String?
    package var severity: String
    package var why: String
    package var source: String

    private enum Key: String, CodingKey {
        case id, service, stem, category, direction, object, makes, undo, cascade, sets, close, severity, why, source
    }

    /// Reads a rule; lists may be absent.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func text(_ key: Key) throws -> String { try container.decode(String.self, forKey: key) }
        id = try text(.id)
        service = try text(.service)
        stem = try text(.stem)
        category = try text(.category)
        direction = try container.decode(DirectionRule.self, forKey: .direction)
        object = try container.decodeIfPresent(Object.self, forKey: .object)
        makes = try container.decodeIfPresent(String.self, forKey: .makes)
        undo = try container.decodeIfPresent([String].self, forKey: .undo) ?? []
        cascade = try container.decodeIfPresent([String].self, forKey: .cascade) ?? []
        sets = try container.decodeIfPresent([ValuePath].self, forKey: .sets) ?? []
        close = try container.decodeIfPresent(String.self, forKey: .close)
        severity = try container.decodeIfPresent(String.self, forKey: .severity) ?? "medium"
        why = try container.decodeIfPresent(String.self, forKey: .why) ?? ""
        source = try container.decodeIfPresent(String.self, forKey: .source) ?? ""
    }
}

extension Rule {
    /// The parts of a record in which the object's names may stand.
    var objectParts: [ScannedEvent.Part] {
        guard let object else { return [] }
        return (object.from + object.also + object.scope).flatMap(\.alternatives).compactMap { way in
            switch way.root {
            case "identity": .identity
            case "parameters": .parameters
            case "response": .response
            case "additional": .additional
            case "resources": .resources
            default: nil
            }
        }
    }
}
