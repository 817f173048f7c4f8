// SPDX-License-Identifier: Apache-2.0
//
// The file that a review and a drill take from an audit, byte by byte as docs/RESULT.md has it.

package import CloudTrail

/// What an audit found about one opening, for the ledger.
package struct ResultReport: Sendable {
    /// A file that was read.
    package struct Input: Sendable {
        /// As the audit was given it.
        let name: String
        let byteCount: Int
        /// The SHA-256 of its bytes, in hexadecimal digits.
        let digest: String

        package init(name: String, byteCount: Int, digest: String) {
            self.name = name
            self.byteCount = byteCount
            self.digest = digest
        }
    }

    /// An alert that was looked for.
    package struct Alert: Sendable {
        package let channel: String
        let arrived: EventTime?
        /// `yes`, `no` or `cannot tell`.
        let inTime: String

        package init(channel: String, arrived: EventTime?, inTime: String) {
            self.channel = channel
            self.arrived = arrived
            self.inTime = inTime
        }
    }

    /// How much of the time digests prove.
    package enum Coverage: Sendable {
        case all, none
        case part([(from: EventTime, until: EventTime)])
    }

    private let audit: Audit
    private let program: String
    private let time: EventTime
    private let opening: (ledger: String, entry: String)?
    private let inputs: [Input]
    private let inputsDigest: String
    private let alerts: [Alert]
    private let coverage: Coverage

    /// - Parameters:
    ///   - audit: the audit of one account.
    ///   - time: when it is written.
    ///   - opening: the ledger and the entry that the audit is about; `nil` without a ledger.
    ///   - inputs: in the order of the bytes of their names.
    ///   - inputsDigest: the SHA-256 of ``inputList(_:)``.
    package init(
        _ audit: Audit, program: String, time: EventTime, opening: (ledger: String, entry: String)?, inputs: [Input],
        inputsDigest: String, alerts: [Alert], coverage: Coverage
    ) {
        self.audit = audit
        self.program = program
        self.time = time
        self.opening = opening
        self.inputs = inputs
        self.inputsDigest = inputsDigest
        self.alerts = alerts
        self.coverage = coverage
    }

    /// The list of all files, whose hash stands for them (section 3).
    package static func inputList(_ inputs: [Input]) -> String {
        inputs.map { "\($0.digest)  \($0.byteCount)  \(clean($0.name, 1_000))\n" }.joined()
    }

    /// The file.
    package var text: String {
        var members: [(String, String)] = [
            ("format", Self.string("breakglass audit result")), ("version", "1"),
            ("program", Self.string(program, 200)), ("time", Self.string(time.description)),
            ("account", Self.string(audit.expectations.first?.account ?? "", 64)),
        ]
        if let opening {
            members.append(
                (
                    "opening",
                    Self.object([
                        ("ledger", Self.string(opening.ledger, 128)), ("entry", Self.string(opening.entry, 41)),
                    ])
                ))
        }
        members += [
            ("inputs", inputsObject), ("verdict", Self.string(audit.verdict.rawValue)),
            ("failed", Self.array(failures.prefix(50))), ("sessions", sessions), ("standing", standing),
            ("alerts", Self.array(alerts.prefix(20).map(Self.object))), ("coverage", coverageObject),
        ]
        return Self.object(members) + "\n"
    }

    // MARK: - Members

    private var inputsObject: String {
        let files = inputs.map { input in
            Self.object([
                ("name", Self.string(input.name, 1_000)), ("bytes", "\(input.byteCount)"),
                ("digest", Self.string(input.digest)),
            ])
        }
        return Self.object([
            ("count", "\(inputs.count)"), ("bytes", "\(inputs.reduce(0) { $0 + $1.byteCount })"),
            ("digest", Self.string(inputsDigest)), ("files", Self.array(files.count > 100 ? [] : files)),
        ])
    }

    private var failures: [String] {
        let weights: Set<Finding.Weight>
        switch audit.verdict {
        case .breakGlass: return []
        case .backdoor: weights = [.backdoor, .missing]
        case .cannotBeShown: weights = [.missing]
        }
        let found = audit.findings.filter { weights.contains($0.weight) }.map { finding in
            failure(finding.kind.rawValue, finding.events.compactMap { audit.events[$0].id })
        }
        return found.isEmpty ? [failure("no-ledger", [])] : found
    }

    private func failure(_ finding: String, _ events: [String]) -> String {
        Self.object([
            ("finding", Self.string(finding, 64)), ("count", "\(events.count)"),
            ("events", Self.array(events.prefix(20).map { Self.string($0, 128) })),
        ])
    }

    private var sessions: String {
        let times = audit.uses.flatMap { audit.grouping.sessions[$0].events }.compactMap { audit.events[$0].time }
        guard let first = times.min(), let last = times.max() else { return Self.object([("count", "0")]) }
        return Self.object([
            ("count", "\(audit.uses.count)"), ("first", Self.string(first.description)),
            ("last", Self.string(last.description)),
        ])
    }

    private var standing: String {
        let changes = audit.changes.filter { $0.after == .stands }
        let shown = changes.prefix(50).map { change in
            let event = audit.events[change.event]
            let commands = ClosingCommand.commands(for: change, event).filter { $0.utf8.count <= 1_000 }.prefix(4)
            return Self.object([
                ("event", Self.string(event.id ?? "none", 128)),
                ("act", Self.string(change.rule?.id ?? "\(event.service):\(event.stem)", 128)),
                ("close", Self.array(commands.map { Self.string($0, 1_000) })),
            ])
        }
        return Self.object([("count", "\(changes.count)"), ("changes", Self.array(shown))])
    }

    private static func object(_ alert: Alert) -> String {
        let isInTime = alert.inTime == "yes" && alert.arrived == nil ? "cannot tell" : alert.inTime
        let arrived = alert.arrived.map { [("arrived", string($0.description))] } ?? []
        return object([("channel", string(alert.channel, 256))] + arrived + [("in_time", string(isInTime))])
    }

    private var coverageObject: String {
        switch coverage {
        case .all: return Self.object([("digests", Self.string("all"))])
        case .none: return Self.object([("digests", Self.string("none"))])
        case .part(let times):
            let spans = times.prefix(50).map { span in
                Self.object([
                    ("from", Self.string(span.from.description)), ("until", Self.string(span.until.description)),
                ])
            }
            return Self.object([
                ("digests", Self.string("part")), ("count", "\(times.count)"), ("uncovered", Self.array(spans)),
            ])
        }
    }

    // MARK: - The one form of each value

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func array(_ elements: some Sequence<String>) -> String {
        "[" + elements.joined(separator: ",") + "]"
    }

    private static func string(_ text: String, _ limit: Int = .max) -> String {
        "\"" + clean(text, limit).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// A text without characters that no text may have, cut to its limit in bytes; a log may say anything.
    private static func clean(_ text: String, _ limit: Int) -> String {
        var cleaned = ""
        var byteCount = 0
        for scalar in text.unicodeScalars {
            let shown = isForbidden(scalar) ? "?" : scalar
            byteCount += UTF8.width(shown)
            guard byteCount <= limit else { break }
            cleaned.unicodeScalars.append(shown)
        }
        return cleaned.isEmpty ? "?" : cleaned
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
