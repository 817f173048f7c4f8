// SPDX-License-Identifier: Apache-2.0
//
// The labelled scenarios of Vectors/cloudtrail, and how they are compared with what the engine finds.

import CloudTrail
import Foundation
import Watch

/// A scenario: logs, what the policy and the ledger say, and what is to be found.
struct Scenario: Decodable {
    struct File: Decodable {
        var name: String
        var content: String

        private enum Key: String, CodingKey { case name, text, Records }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            name = try container.decode(String.self, forKey: .name)
            if let text = try container.decodeIfPresent(String.self, forKey: .text) {
                content = text
            } else {
                let records = try container.decode([AnyJSON].self, forKey: .Records).map(\.value)
                content = JSONValue.object([.init(key: "Records", value: .array(records))]).canonical
            }
        }
    }

    struct Labels: Decodable {
        struct Session: Decodable {
            var entry: String?
            var events: [String]
            var secondFactor: String
            var network: String
            var opening: Int?
        }
        struct Descendant: Decodable {
            var kind: String
            var name: String
            var from: String
            var certain: Bool
        }
        struct Change: Decodable {
            var event: String
            var rule: String?
            var category: String?
            var direction: String
            var outcome: String
            var after: String
        }
        struct Finding: Decodable {
            var finding: String
            var events: [String]
        }
        var verdict: String
        var sessions: [Session]
        var descendants: [Descendant]
        var changes: [Change]
        var findings: [Finding]
    }

    var title: String
    var cloud: [Expectation]
    var openings: [Opening]?
    var files: [File]
    var expected: Labels

    init(file: URL) throws { self = try JSONDecoder().decode(Scenario.self, from: Data(contentsOf: file)) }

    private enum Key: String, CodingKey { case title, cloud, openings, files, expected }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        title = try container.decode(String.self, forKey: .title)
        cloud = try container.decode([AnyJSON].self, forKey: .cloud).map { try Expectation($0.value, at: "cloud") }
        openings = try container.decodeIfPresent([AnyJSON].self, forKey: .openings)?.map { opening in
            try Opening(Self.withTextIndex(opening.value), at: "openings")
        }
        files = try container.decode([File].self, forKey: .files)
        expected = try container.decode(Labels.self, forKey: .expected)
    }

    /// The labels call the openings by numbers.
    private static func withTextIndex(_ opening: JSONValue) -> JSONValue {
        guard case .object(let members) = opening else { return opening }
        return .object(
            members.map { $0.key == "index" ? .init(key: $0.key, value: .string($0.value.text ?? "")) : $0 })
    }

    /// The files of Vectors/cloudtrail, in order of their names.
    static func all(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" && $0.lastPathComponent.first?.isNumber == true }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}

extension Scenario {
    /// What the audit finds and the labels do not say (`+`), and the other way around (`-`).
    func differences(from audit: Audit) -> [String] {
        let found: [String: [String]] = [
            "verdict": [audit.verdict.rawValue], "session": sessions(audit), "descendant": descendants(audit),
            "change": changes(audit), "finding": findings(audit),
        ]
        let wanted: [String: [String]] = [
            "verdict": [expected.verdict],
            "session": expected.sessions.map {
                "\($0.entry ?? "no entry") factor \($0.secondFactor) network \($0.network) opening "
                    + "\($0.opening.map(String.init) ?? "none"): \($0.events.sorted().joined(separator: " "))"
            },
            "descendant": expected.descendants.map {
                "\($0.kind) \($0.name) from \($0.from) \($0.certain ? "certain" : "likely")"
            },
            "change": expected.changes.map {
                "\($0.event) \($0.rule ?? "unclassified") \($0.category ?? "-") \($0.direction) \($0.outcome) "
                    + $0.after
            },
            "finding": expected.findings.map { "\($0.finding) \($0.events.sorted().joined(separator: " "))" },
        ]
        return wanted.keys.sorted().flatMap { part -> [String] in
            var missing = wanted[part]!
            var extra: [String] = []
            for line in found[part]! {
                if let place = missing.firstIndex(of: line) { missing.remove(at: place) } else { extra.append(line) }
            }
            return missing.map { "- \(part) \($0)" } + extra.map { "+ \(part) \($0)" }
        }
    }

    private func ids(_ places: some Sequence<Int>, _ audit: Audit) -> String {
        Set(places.compactMap { audit.events[$0].id }).sorted().joined(separator: " ")
    }

    private func sessions(_ audit: Audit) -> [String] {
        audit.uses.map { use in
            let session = audit.grouping.sessions[use]
            let entry = session.entry.flatMap { audit.events[$0].id } ?? "no entry"
            let opening = audit.openingOf[use]?.index ?? "none"
            return "\(entry) factor \(session.secondFactor.rawValue) network \(session.network.rawValue) "
                + "opening \(opening): \(ids(session.events, audit))"
        }
    }

    private func descendants(_ audit: Audit) -> [String] {
        audit.descendants.map { node in
            let from = node.event.flatMap { audit.events[$0].id } ?? ""
            return "\(node.kind) \(node.name) from \(from) \(node.isCertain ? "certain" : "likely")"
        }
    }

    /// What the corpus takes for unclassified may have a rule, so long as that does not weaken.
    private func changes(_ audit: Audit) -> [String] {
        let unclassified = Set(expected.changes.filter { $0.rule == nil }.map(\.event))
        return audit.changes.map { change in
            if let id = audit.events[change.event].id, unclassified.contains(id), change.direction != .weakens {
                return "\(id) unclassified - unknown \(change.outcome.rawValue) \(change.after.rawValue)"
            }
            return Self.line(change, audit)
        }
    }

    private static func line(_ change: Change, _ audit: Audit) -> String {
        "\(audit.events[change.event].id ?? "") \(change.rule?.id ?? "unclassified") \(change.rule?.category ?? "-") "
            + "\(change.direction.rawValue) \(change.outcome.rawValue) \(change.after.rawValue)"
    }

    private func findings(_ audit: Audit) -> [String] {
        audit.findings.map { "\($0.kind.rawValue) \(ids($0.events, audit))" }
    }
}

/// Any JSON value.
private struct AnyJSON: Decodable {
    var value: JSONValue

    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Name.self) {
            value = .object(
                try object.allKeys.map {
                    .init(key: $0.stringValue, value: try object.decode(AnyJSON.self, forKey: $0).value)
                })
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = .null
        } else if let list = try? container.decode([AnyJSON].self) {
            value = .array(list.map(\.value))
        } else if let flag = try? container.decode(Bool.self) {
            value = .bool(flag)
        } else if let number = try? container.decode(Int.self) {
            value = .number(String(number))
        } else if let number = try? container.decode(Double.self) {
            value = .number(String(number))
        } else {
            value = .string(try container.decode(String.self))
        }
    }
}
