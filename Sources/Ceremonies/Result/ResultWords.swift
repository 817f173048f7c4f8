// SPDX-License-Identifier: Apache-2.0
//
// What a result file says, for the person who puts their name to it.

import AuditResult
import Ledger

extension GivenResult {
    /// How long each list of the words may be, in bytes: the whole must fit into one text of the ledger.
    private static let listLimit = 600

    /// What the audit found about a use, line by line.
    var lines: [String] {
        let opening = file.opening.map { "entry \($0.entry) of \($0.ledger)" } ?? "no ledger"
        let files = "\(file.inputs.count) \(file.inputs.count == 1 ? "file" : "files")"
        let made: [(name: String, text: String)] = [
            ("Result", name),
            ("Made", "\(file.time), by \(file.program), of \(files), for \(file.account), \(opening)"),
            ("Verdict", file.verdict.rawValue),
        ]
        let failed = file.failures.map { ("Failed", Self.words($0)) }
        let standing = file.standing.first.map { ("Stands", "\($0.act), event \($0.event)") }
        let more = file.standing.rest > 0 ? [("Stands", "and \(file.standing.rest) more")] : []
        let facts =
            made + failed + [("Sessions", sessions)] + standing + more
            + file.alerts.map { ("Alert", Self.words($0)) } + [("Coverage", coverage)]
        let width = facts.map(\.0.count).max() ?? 0
        return facts.map { "  \($0.0)\(String(repeating: " ", count: width + 2 - $0.0.count))\($0.1)" }
    }

    /// What was done with the credential, by the log.
    var done: String {
        let standing = file.standing
        let stands =
            standing.count == 0
            ? "no change stands"
            : "\(standing.count == 1 ? "1 change stands" : "\(standing.count) changes stand"): "
                + Self.listed(standing.first.map { "\($0.act) (event \($0.event))" }, of: standing.count)
        let failed =
            file.failures.isEmpty
            ? []
            : [
                "the audit says \(file.verdict.rawValue): "
                    + Self.listed(file.failures.map(Self.words), of: UInt64(file.failures.count))
            ]
        return (["by the audit of the log, \(sessions)", stands] + failed + [coverage]).joined(separator: "; ")
    }

    /// Whether the alerts of the use arrived; `nil` if the file does not show it for all of them alike.
    var alerts: ReviewFiled.Alerts? {
        guard let first = file.alerts.first else { return nil }
        let isAlike = file.alerts.allSatisfy {
            $0.inTime == first.inTime && ($0.arrived == nil) == (first.arrived == nil)
        }
        guard isAlike else { return nil }
        switch first.inTime {
        case .yes: return .arrived
        case .no: return first.arrived == nil ? .missing : .late
        case .cannotTell: return nil
        }
    }

    /// The alerts as lines before the question about them.
    var alertLines: [String] { file.alerts.map { "  \(Self.words($0))" } }

    /// The alerts as the end of a drill records them.
    var testedAlerts: [DrillClosed.TestedAlert] {
        file.alerts.map { alert in
            let inTime: DrillClosed.TestedAlert.InTime =
                switch alert.inTime {
                case .yes: .yes
                case .no: .no
                case .cannotTell: .cannotTell
                }
            return DrillClosed.TestedAlert(channel: alert.channel, inTime: inTime)
        }
    }

    /// The verdict as a review records it.
    var verdict: ReviewFiled.Verdict {
        switch file.verdict {
        case .breakGlass: .breakGlass
        case .backdoor: .backdoor
        case .cannotBeShown: .cannotBeShown
        }
    }

    /// Why the verdict is what it is, in words; `nil` for break-glass.
    var warning: String? {
        switch file.verdict {
        case .breakGlass: nil
        case .backdoor:
            "the audit of the log says BACKDOOR: this use did more than the ledger allows, or something of it stands"
        case .cannotBeShown: "the audit of the log CANNOT SHOW what this use did: something is missing"
        }
    }

    // MARK: - Parts

    private var sessions: String {
        guard let span = file.sessions.span else { return "no sessions" }
        let count = file.sessions.count
        return "\(count) \(count == 1 ? "session" : "sessions") from \(span.from) to \(span.until)"
    }

    private var coverage: String {
        switch file.coverage {
        case .all: "digests cover all of the time"
        case .part(let spans):
            "digests do not cover \(spans.count) \(spans.count == 1 ? "time" : "times"), the first from "
                + "\(spans.first[0].from) to \(spans.first[0].until)"
        case .nothing: "no digests cover any of the time"
        }
    }

    private static func words(_ failure: ResultFile.Failure) -> String {
        let count = failure.events.count
        return "\(failure.finding) (\(count) \(count == 1 ? "event" : "events"))"
    }

    private static func words(_ alert: ResultFile.Alert) -> String {
        let arrival = alert.arrived.map { "arrived \($0)" } ?? "no arrival is shown"
        return "\(alert.channel): \(arrival), in time: \(alert.inTime.rawValue)"
    }

    /// The first items, and how many more there are.
    private static func listed(_ items: [String], of count: UInt64) -> String {
        var kept: [String] = []
        for item in items where (kept + [item]).joined(separator: ", ").utf8.count <= listLimit { kept.append(item) }
        let rest = count - UInt64(kept.count)
        return (kept + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: ", ")
    }
}
