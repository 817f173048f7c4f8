// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// A path of the catalogue into an event: `response.accessKey.accessKeyId`, `parameters.groups[].name`,
/// `parameters.userName|identity.userName`, `parameters.policyDocument.statement`, where a policy in a string or
/// URL-encoded is entered like an object, or `=text` for the text itself.
package struct ValuePath: Sendable, Hashable {
    /// The path as the catalogue writes it.
    package let text: String
    /// In order; the first that gives a value wins.
    package let alternatives: [Steps]

    /// One way to a value.
    package struct Steps: Sendable, Hashable {
        /// The value itself, for a path that leads nowhere.
        package var literal: String?
        /// The part of the event, or within a value its first key.
        package var root: String
        package var steps: [Step]
    }

    /// One step down.
    package enum Step: Sendable, Hashable {
        case key(String), anyElement
    }

    /// Reads a path; `|` separates alternatives, the first of which that gives a value wins.
    package init(_ text: String) {
        self.text = text
        alternatives = text.split(separator: "|").map { alternative in
            if alternative.hasPrefix("=") {
                return Steps(literal: String(alternative.dropFirst()), root: "", steps: [])
            }
            var parts = alternative.split(separator: ".").map(String.init)
            let root = parts.isEmpty ? "" : parts.removeFirst()
            return Steps(
                root: root,
                steps: parts.flatMap { part -> [Step] in
                    var name = Substring(part)
                    var arrays = 0
                    while name.hasSuffix("[]") {
                        name = name.dropLast(2)
                        arrays += 1
                    }
                    let key: [Step] = name.isEmpty ? [] : [.key(String(name))]
                    return key + Array(repeating: .anyElement, count: arrays)
                })
        }
    }

    /// What stands at the path in an event; empty if nothing does. JSON's null counts as nothing.
    package func values(in event: LogEvent) -> [JSONValue] {
        for alternative in alternatives {
            if let literal = alternative.literal { return [.string(literal)] }
            guard let root = Self.root(alternative.root, alternative.steps, event) else { continue }
            let found = Self.walk(root.value, alternative.steps.dropFirst(root.used))
            if !found.isEmpty { return found }
        }
        return []
    }

    /// What stands at the path within a value, whose first step is a key of it.
    package func values(within value: JSONValue) -> [JSONValue] {
        for alternative in alternatives {
            let found = Self.walk(value, ([.key(alternative.root)] + alternative.steps)[...])
            if !found.isEmpty { return found }
        }
        return []
    }

    /// The values as text, objects and lists as canonical JSON.
    package func texts(in event: LogEvent) -> [String] { values(in: event).map { $0.text ?? $0.canonical } }

    private static func walk(_ value: JSONValue, _ steps: ArraySlice<Step>) -> [JSONValue] {
        guard let step = steps.first else {
            if case .null = value { return [] }
            return [value]
        }
        switch (step, value) {
        case (_, .string(let text)):
            return EmbeddedDocument.value(in: text).map { walk($0, steps) } ?? []
        case (.key(let name), _): return value.member(name).map { walk($0, steps.dropFirst()) } ?? []
        case (.anyElement, .array(let elements)): return elements.flatMap { walk($0, steps.dropFirst()) }
        case (.anyElement, _): return []
        }
    }

    /// The value at the first step, and how many of the further steps it has used up.
    private static func root(_ name: String, _ steps: [Step], _ event: LogEvent) -> (value: JSONValue, used: Int)? {
        func string(_ text: String?, _ used: Int) -> (JSONValue, Int)? { text.map { (.string($0), used) } }
        switch name {
        case "parameters": return event.parameters.map { ($0, 0) }
        case "response": return event.response.map { ($0, 0) }
        case "additional": return event.additional.map { ($0, 0) }
        case "resources": return event.resources.map { ($0, 0) }
        case "service": return string(event.service, 0)
        case "region": return string(event.region, 0)
        case "account": return string(event.account, 0)
        case "identity":
            guard case .key(let field)? = steps.first else { return nil }
            return string(event.identity.text(field), 1)
        default: return nil
        }
    }
}

extension ValuePath.Steps {
    /// The part of the record that the root is; `nil` for a root that is a field or no part of an event.
    var part: ScannedEvent.Part? {
        switch root {
        case "identity": .identity
        case "parameters": .parameters
        case "response": .response
        case "additional": .additional
        case "resources": .resources
        default: nil
        }
    }
}

extension EventIdentity {
    /// A field of the identity by the catalogue's name for it.
    fileprivate func text(_ field: String) -> String? {
        switch field {
        case "type": type
        case "principalId": principalID
        case "arn": arn
        case "accountId": accountID
        case "accessKeyId": accessKeyID
        case "userName": userName
        case "invokedBy": invokedBy
        default: nil
        }
    }
}

extension JSONValue {
    /// The member of this name. APIs and CloudTrail disagree about the case of a key's first letter, so both fit.
    package func member(_ name: String) -> JSONValue? {
        guard case .object = self else { return nil }
        if let value = self[name] { return value }
        guard let first = name.unicodeScalars.first, first.isASCII else { return nil }
        let letter = String(first)
        let other = letter == letter.lowercased() ? letter.uppercased() : letter.lowercased()
        return self[other + name.dropFirst()]
    }
}
