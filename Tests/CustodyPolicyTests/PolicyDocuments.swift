// SPDX-License-Identifier: Apache-2.0
//
// docs/POLICY.md and docs/policy.schema.json as the descriptions of the keys have them.

import Foundation

@testable import CustodyPolicy

/// What documents say about the keys of a policy.
enum PolicyDocuments {
    /// The mappings of a policy, in the order of docs/POLICY.md: each one before those inside it.
    static let mappings = inside(Policy.Keys.mapping.facts)

    static func file(_ name: String) -> URL {
        URL(filePath: #filePath).appending(path: "../../../docs/\(name)").standardized
    }

    private static func inside(_ mapping: PolicyMappingFacts) -> [PolicyMappingFacts] {
        [mapping]
            + mapping.keys.flatMap { key -> [PolicyMappingFacts] in
                switch key.form {
                case .mapping(let inner), .list(of: .mapping(let inner), count: _, isUnique: _): inside(inner)
                case .text, .identifier, .number, .flag, .span, .day, .network, .pattern, .choice, .list: []
                }
            }
    }

    // MARK: - docs/POLICY.md

    /// The section of docs/POLICY.md about one mapping: its heading, and the table of its keys.
    static func section(_ mapping: PolicyMappingFacts) -> String {
        let name = mapping.name
        let heading =
            name == "the policy"
            ? "## Keys" : name.contains("_") ? "### `\(name)`" : "### \(name.prefix(1).uppercased())\(name.dropFirst())"
        let rows = mapping.keys.map { "| `\($0.name)` | \(value($0)) | \($0.whenLeftOut ?? "refused") |" }
        return ([heading, "", "| key | value | when left out |", "|---|---|---|"] + rows).joined(separator: "\n")
    }

    private static func value(_ key: PolicyKeyFacts) -> String {
        let meaning = key.meaning
        switch key.form {
        case .text(let limit): return "\(meaning); text, \(limit) bytes"
        case .identifier, .number, .span, .day, .network, .pattern, .mapping: return meaning
        case .flag: return "`true` or `false`: \(meaning)"
        case .choice(let words):
            let words = words.map { "`\($0)`" }
            guard words.count > 1 else { return "\(meaning): \(words[0])" }
            return "\(meaning): \(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")"
        case .list(of: .identifier, count: _, isUnique: _): return "list of identifiers: \(meaning)"
        case .list(of: .network, count: _, isUnique: _): return "list of address ranges: \(meaning)"
        case .list(of: .pattern(let pattern), let count, isUnique: _):
            return "list of \(pattern.many)\(count.lowerBound > 0 ? ", at least one" : ""): \(meaning)"
        case .list(of: .text(let limit), count: _, isUnique: _): return "list of texts, \(limit) bytes: \(meaning)"
        case .list(of: _, count: 0...Policy.Limit.list, isUnique: _): return "list: \(meaning)"
        case .list(of: _, count: 1...Policy.Limit.list, isUnique: _): return "list, at least one: \(meaning)"
        case .list(of: _, let count, isUnique: _):
            return "list of \(count.lowerBound) to \(count.upperBound): \(meaning)"
        }
    }

    // MARK: - docs/policy.schema.json

    /// The schema of one mapping.
    static func schema(_ mapping: PolicyMappingFacts) -> [String: Any] {
        let properties = mapping.keys.map { key in
            (key.name, schema(key.form).merging(["description": description(key)]) { $1 })
        }
        return [
            "type": "object", "additionalProperties": false,
            "required": mapping.keys.filter(\.isRequired).map(\.name),
            "properties": Dictionary(uniqueKeysWithValues: properties),
        ]
    }

    /// What the definition of a mapping is called: `failureMode` for a failure mode.
    static func definition(_ mapping: PolicyMappingFacts) -> String {
        let words = mapping.name.split(separator: " ")
        guard words.count > 1 else { return mapping.name }
        return words[1] + words.dropFirst(2).map(\.capitalized).joined()
    }

    private static func schema(_ form: PolicyForm) -> [String: Any] {
        switch form {
        case .text(let limit): return ["$ref": "#/$defs/text", "maxLength": limit]
        case .identifier: return ["$ref": "#/$defs/identifier"]
        case .number(let range): return ["type": "integer", "minimum": range.lowerBound, "maximum": range.upperBound]
        case .flag: return ["type": "boolean"]
        case .span: return ["$ref": "#/$defs/span"]
        case .day: return ["$ref": "#/$defs/day"]
        case .network: return ["$ref": "#/$defs/network"]
        case .pattern(let pattern):
            return ["type": "string", "pattern": "^\(pattern.expression)$", "maxLength": PolicyPattern.limit]
        case .choice(let words): return ["enum": words]
        case .list(let entry, let count, let isUnique):
            var list: [String: Any] = ["type": "array", "items": schema(entry), "maxItems": count.upperBound]
            if count.lowerBound > 0 { list["minItems"] = count.lowerBound }
            if isUnique { list["uniqueItems"] = true }
            return list
        case .mapping(let mapping): return ["$ref": "#/$defs/\(definition(mapping))"]
        }
    }

    private static func description(_ key: PolicyKeyFacts) -> String {
        let otherwise = key.whenLeftOut.map { " If left out: \($0)." } ?? ""
        return "\(key.meaning.prefix(1).uppercased())\(key.meaning.dropFirst()).\(otherwise)".replacing("`", with: "")
    }
}
