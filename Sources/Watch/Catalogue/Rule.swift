// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// One rule of the catalogue: what an API call means for the emergency path.
package final class Rule: Sendable {
    /// Which object the call acts on.
    package struct Object: Sendable {
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
        package enum Form: String, Sendable {
            /// The last part of an ARN counts as the name.
            case name
            /// The name of a function without its ARN and its version.
            case function
        }

        /// Reads an object; only its kind is required.
        init(_ value: JSONValue) throws(RuleFault) {
            let members = try RuleMembers(value)
            kind = try members.text("kind")
            from = try members.paths("from")
            also = try members.paths("also")
            form = try members.word("as", Form.self)
            scope = try members.paths("scope")
        }
    }

    package let id: String
    package let service: String
    /// The name of the call without its trailing date and version.
    package let stem: String
    /// A letter of the catalogue's categories.
    package let category: String
    package let direction: DirectionRule
    package let object: Object?
    /// The kind of identity or machine that the call begets; `nil` if none.
    package let makes: String?
    /// Rules that take the act back when they meet the same object.
    package let undo: [String]
    /// Rules that take the act back when they meet the owner of its object.
    package let cascade: [String]
    /// Where the value stands that a setting act sets; empty for all others.
    package let sets: [ValuePath]
    /// The command that closes what the act opened, with `{object}`, `{scope}`, `{scope2}`, `{account}`,
    /// `{region}` and paths such as `{parameters.name}`.
    package let close: String?
    package let severity: String
    package let why: String
    package let source: String

    /// Reads a rule; lists may be absent.
    init(_ value: JSONValue) throws(RuleFault) {
        let members = try RuleMembers(value)
        id = try members.text("id")
        service = try members.text("service")
        stem = try members.text("stem")
        category = try members.text("category")
        guard let direction = members["direction"] else { throw RuleFault(message: "direction is missing") }
        self.direction = try DirectionRule(direction)
        object = if let object = members["object"] { try Object(object) } else { nil }
        makes = try members.optionalText("makes")
        undo = try members.texts("undo")
        cascade = try members.texts("cascade")
        sets = try members.paths("sets")
        close = try members.optionalText("close")
        severity = try members.optionalText("severity") ?? "medium"
        why = try members.optionalText("why") ?? ""
        source = try members.optionalText("source") ?? ""
    }
}

extension Rule {
    /// The parts of a record in which the object's names may stand.
    var objectParts: [ScannedEvent.Part] {
        guard let object else { return [] }
        return (object.from + object.also + object.scope).flatMap(\.alternatives).compactMap(\.part)
    }
}
