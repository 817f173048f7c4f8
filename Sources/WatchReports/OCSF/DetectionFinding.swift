// SPDX-License-Identifier: Apache-2.0
//
// The Open Cybersecurity Schema Framework, schema.ocsf.io, version 1.9.0: class Detection Finding with the profile Cloud.
// docs/WATCH.md has the mapping.

package import CloudTrail
package import Watch

/// The findings of an audit for a SIEM: one event of the class Detection Finding each.
package struct DetectionFindings {
    private let audit: Audit
    private let program: (name: String, version: String)
    private let time: EventTime
    private let standing: [Standing]

    /// The version of the schema.
    private static let schema = "1.9.0"

    /// - Parameters:
    ///   - program: the program's name and its version.
    ///   - time: when the findings are written.
    package init(_ audit: Audit, program: (name: String, version: String), time: EventTime) {
        self.audit = audit
        self.program = program
        self.time = time
        standing = audit.standing
    }

    /// The findings, the weightiest first; the verdict alone if there are none.
    package var events: [JSONValue] {
        audit.findings.isEmpty ? [verdict] : audit.findings.map(event)
    }

    /// One event a line.
    package var lines: String { events.map { "\($0.canonical)\n" }.joined() }

    private func event(_ finding: Finding) -> JSONValue {
        let commands = finding.kind.isOfStanding ? commands(for: finding) : []
        return event(
            name: finding.kind.rawValue, title: finding.kind.sentence, severity: Severity(finding.weight),
            places: finding.events, subjects: finding.subjects, commands: commands,
            more: [.init(key: "weight", value: .string(finding.weight.rawValue))])
    }

    private var verdict: JSONValue {
        event(
            name: "verdict", title: audit.meaning, severity: audit.verdict == .breakGlass ? .informational : .medium,
            places: [], subjects: [], commands: [], more: [])
    }

    private func event(
        name: String, title: String, severity: Severity, places: [Int], subjects: [String], commands: [String],
        more: [JSONValue.Member]
    ) -> JSONValue {
        let times = places.compactMap { audit.events[$0].time }
        let evidence = DetectionEvidence(audit, places)
        var members: [JSONValue.Member] = [
            .init(key: "activity_id", value: .number("1")), .init(key: "activity_name", value: .string("Create")),
            .init(key: "category_uid", value: .number("2")), .init(key: "category_name", value: .string("Findings")),
            .init(key: "class_uid", value: .number("2004")),
            .init(key: "class_name", value: .string("Detection Finding")),
            .init(key: "type_uid", value: .number("200401")),
            .init(key: "type_name", value: .string("Detection Finding: Create")),
            .init(key: "time", value: time.milliseconds), .init(key: "message", value: .string(title)),
            .init(key: "severity_id", value: .number(String(severity.rawValue))),
            .init(key: "severity", value: .string(severity.caption)),
            .init(key: "status_id", value: .number("1")), .init(key: "status", value: .string("New")),
            .init(key: "is_alert", value: .bool(severity == .critical)),
            .init(key: "metadata", value: metadata), .init(key: "cloud", value: evidence.cloud),
            .init(key: "resources", value: .array(evidence.resources)),
            .init(
                key: "unmapped",
                value: .object(
                    [
                        .init(key: "verdict", value: .string(audit.verdict.rawValue)),
                        .init(key: "finding", value: .string(name)),
                        .init(key: "accounts", value: .array(audit.expectations.map { .string($0.account) })),
                        .init(key: "subjects", value: .array(subjects.map { .string($0) })),
                        .init(key: "evidences_left_out", value: .number(String(evidence.left))),
                        .init(key: "redacted", value: .bool(audit.isRedacted)),
                    ] + more)),
        ]
        var info: [JSONValue.Member] = [
            .init(key: "uid", value: .string(uid(name, places, subjects))), .init(key: "title", value: .string(title)),
            .init(key: "types", value: .array([.string(name)])),
            .init(key: "data_sources", value: .array([.string("AWS CloudTrail")])),
            .init(key: "related_events_count", value: .number(String(places.count))),
            .init(
                key: "analytic",
                value: .object([
                    .init(key: "type_id", value: .number("1")), .init(key: "type", value: .string("Rule")),
                    .init(key: "uid", value: .string(name)), .init(key: "name", value: .string(name)),
                ])),
        ]
        if let first = times.min(), let last = times.max() {
            members += [
                .init(key: "start_time", value: first.milliseconds), .init(key: "end_time", value: last.milliseconds),
            ]
            info += [
                .init(key: "first_seen_time", value: first.milliseconds),
                .init(key: "last_seen_time", value: last.milliseconds),
            ]
        }
        members.append(.init(key: "finding_info", value: .object(info)))
        if !places.isEmpty { members.append(.init(key: "evidences", value: .array(evidence.evidences))) }
        if !commands.isEmpty {
            let text = commands.joined(separator: "\n")
            members.append(.init(key: "remediation", value: .object([.init(key: "desc", value: .string(text))])))
        }
        return .object(members)
    }

    private var metadata: JSONValue {
        .object([
            .init(key: "version", value: .string(Self.schema)),
            .init(key: "profiles", value: .array([.string("cloud")])),
            .init(
                key: "product",
                value: .object([
                    .init(key: "name", value: .string(program.name)),
                    .init(key: "vendor_name", value: .string("Breakglass")),
                    .init(key: "version", value: .string(program.version)),
                ])),
        ])
    }

    /// The same for the same finding about the same accounts, events and subjects in every run, and for no other.
    private func uid(_ name: String, _ places: [Int], _ subjects: [String]) -> String {
        let events = places.map { place in
            let event = audit.events[place]
            return event.id ?? "\(event.place.file) at \(event.place.offset)"
        }
        let accounts = audit.expectations.map(\.account).sorted()
        let parts = [accounts, [name, audit.verdict(of: name)], events.sorted(), subjects.sorted()]
        let content: JSONValue = .array(parts.map { part in .array(part.map { .string($0) }) })
        return String(ContentHash.hexadecimal(of: content.canonical).prefix(32))
    }

    private func commands(for finding: Finding) -> [String] {
        let places = Set(finding.events)
        return standing.filter { places.contains($0.change.event) }.flatMap(\.commands).uniqued
    }

    /// The severities of the schema that are used.
    private enum Severity: Int {
        case informational = 1
        case medium = 3
        case critical = 5

        init(_ weight: Finding.Weight) {
            self =
                switch weight {
                case .backdoor: .critical
                case .missing: .medium
                case .note: .informational
                }
        }

        var caption: String {
            switch self {
            case .informational: "Informational"
            case .medium: "Medium"
            case .critical: "Critical"
            }
        }
    }
}

extension Audit {
    /// The verdict for what is named after it, and nothing for any other finding.
    fileprivate func verdict(of name: String) -> String { name == "verdict" ? verdict.rawValue : "" }
}

extension Finding.Kind {
    /// Whether it is about what still stands.
    fileprivate var isOfStanding: Bool { self == .weakeningStands || self == .descendantAlive || self == .logTouched }
}

extension EventTime {
    /// The schema's form of a time.
    var milliseconds: JSONValue { .number(String(seconds * 1_000)) }
}
