// SPDX-License-Identifier: Apache-2.0
//
// A roster in YAML:
//
//     account: AWS root, example.com
//     credential: root password         # optional
//     groups_needed: 2                  # optional; default: all
//     groups:
//       - name: Security
//         threshold: 2
//         custodians:
//           - Ana Ruiz
//           - {name: Bo Chen, sealed: true}
//           - {name: Bank vault, spare: true}

import CustodyPolicy
import Foundation
import ShareEnvelope
import Yams

/// Reads rosters, and reports errors by line and column.
package enum RosterFile {
    /// The largest file, in bytes: 32 custodians with long names fit many times over.
    package static let limit = 64 * 1024

    /// Where to find an example of a roster.
    package static let example = "see the example in docs/guides/first-ceremony.md"

    /// Reads a roster from YAML text.
    ///
    /// - Parameter path: the file, for errors.
    /// - Throws: `Refusal` that says in which line and column.
    package static func roster(_ text: String, path: String) throws(Refusal) -> Roster {
        let root = try YAMLText.root(of: text, path: path)
        let file = YAMLMapping(root, path: path)
        try file.allow(["account", "credential", "groups_needed", "groups"])
        let account = try file.text("account", limit: Manifest.labelLimit)
        let credential = file.has("credential") ? try file.text("credential", limit: Manifest.credentialLimit) : nil
        var groups: [Roster.Group] = []
        for node in try file.list("groups") {
            let group = YAMLMapping(node, path: path)
            try group.allow(["name", "threshold", "custodians"])
            let members = try custodians(in: group, path: path)
            groups.append(
                Roster.Group(
                    name: try group.text("name", limit: Manifest.groupNameLimit),
                    needed: try group.number("threshold", in: 1...max(members.count, 1)), custodians: members))
        }
        let needed = file.has("groups_needed") ? try file.number("groups_needed", in: 1...max(groups.count, 1)) : nil
        do throws(RosterError) {
            return try Roster(account: account, credential: credential, groups: groups, groupsNeeded: needed)
        } catch { throw Refusal("\(path): \(error.words)", hint: error.hint) }
    }

    private static func custodians(in group: YAMLMapping, path: String) throws(Refusal) -> [Roster.Custodian] {
        var custodians: [Roster.Custodian] = []
        for node in try group.list("custodians") {
            guard node.mapping != nil else {
                let name = try YAMLMapping.personName(node, "a custodian's name", path: path)
                custodians.append(Roster.Custodian(name: name, isSealed: false))
                continue
            }
            let custodian = YAMLMapping(node, path: path)
            try custodian.allow(["name", "sealed", "spare"])
            custodians.append(
                Roster.Custodian(
                    name: try custodian.personName("name"),
                    isSealed: custodian.has("sealed") ? try custodian.flag("sealed") : false,
                    isSpare: custodian.has("spare") ? try custodian.flag("spare") : false))
        }
        return custodians
    }
}

/// A YAML mapping whose values are read by name; every error gives line and column.
struct YAMLMapping {
    private let node: Node
    private let path: String

    init(_ node: Node, path: String) {
        self.node = node
        self.path = path
    }

    /// Refuses keys that have no meaning, and anything that is not a mapping.
    func allow(_ names: [String]) throws(Refusal) {
        guard let mapping = node.mapping else {
            throw Self.refusal(node, "a mapping is needed here", hint: names.joined(separator: ", "), path: path)
        }
        for (key, _) in mapping where !names.contains(key.string ?? "") {
            throw Self.refusal(
                key, "\(YAMLText.sayable(key.string)) is not a known key",
                hint: "one of " + names.joined(separator: ", "),
                path: path)
        }
    }

    func has(_ name: String) -> Bool { node.mapping?[Node(name)] != nil }

    func text(_ name: String, limit: Int) throws(Refusal) -> PublicText {
        try Self.text(try value(name), name, limit: limit, path: path)
    }

    func personName(_ name: String) throws(Refusal) -> PublicText {
        try Self.personName(try value(name), name, path: path)
    }

    func number(_ name: String, in range: ClosedRange<Int>) throws(Refusal) -> Int {
        let value = try value(name)
        guard let scalar = value.scalar, scalar.style == .plain, let number = Int(plainDecimal: scalar.string),
            range.contains(number)
        else {
            throw Self.refusal(
                value, "\(name) is not a number from \(range.lowerBound) to \(range.upperBound)",
                hint: "write a plain decimal number: digits only, without a leading 0", path: path)
        }
        return number
    }

    func flag(_ name: String) throws(Refusal) -> Bool {
        let value = try value(name)
        guard let flag = value.bool else {
            throw Self.refusal(value, "\(name) is neither true nor false", path: path)
        }
        return flag
    }

    func list(_ name: String) throws(Refusal) -> [Node] {
        let value = try value(name)
        guard let list = value.sequence else { throw Self.refusal(value, "\(name) is not a list", path: path) }
        return Array(list)
    }

    static func text(_ node: Node, _ name: String, limit: Int, path: String) throws(Refusal) -> PublicText {
        guard let scalar = node.scalar else { throw refusal(node, "\(name) is not text", path: path) }
        let text: PublicText
        do throws(TextDefect) {
            text = try PublicText(scalar.string.precomposedStringWithCanonicalMapping, limit: limit)
        } catch { throw refusal(node, "\(name) \(error.words)", path: path) }
        guard !NameIdentity(text).isBlank else {
            throw refusal(
                node, "\(name) has no visible character", hint: "write it in visible characters", path: path)
        }
        return text
    }

    static func personName(_ node: Node, _ name: String, path: String) throws(Refusal) -> PublicText {
        let text = try text(node, name, limit: PersonName.limit, path: path)
        guard PersonName.fits(text) else {
            throw refusal(node, "\(name) \(PersonName.defect)", hint: PersonName.hint, path: path)
        }
        return text
    }

    private func value(_ name: String) throws(Refusal) -> Node {
        guard let value = node.mapping?[Node(name)] else {
            throw Self.refusal(node, "\(name) is missing", path: path)
        }
        return value
    }

    private static func refusal(_ node: Node, _ words: String, hint: String? = nil, path: String) -> Refusal {
        let place = node.mark.map { ":\($0.line):\($0.column)" } ?? ""
        return Refusal("\(path)\(place): \(words)", hint: hint ?? RosterFile.example)
    }
}
