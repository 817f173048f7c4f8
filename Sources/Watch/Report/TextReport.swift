// SPDX-License-Identifier: Apache-2.0

extension Audit {
    /// The report for a person: the verdict, why, what still stands, and then everything else.
    package var text: String { TextReport(audit: self).lines.joined(separator: "\n") + "\n" }

    /// The verdict in a sentence.
    package var meaning: String {
        switch verdict {
        case .breakGlass:
            uses.isEmpty
                ? "The emergency identities were not used."
                : "Every use was opened, stayed in its bounds and left nothing behind."
        case .backdoor: "The log shows use that a break-glass account must not have."
        case .cannotBeShown: "Nothing shows misuse, but something that would rule it out is missing."
        }
    }
}

/// The parts of the text report, the most important first.
struct TextReport {
    let audit: Audit
    /// What changed since the last run.
    var news: [String] = []

    var lines: [String] {
        [head, news, reasons, standing, sessions, failedSignIns, changes, attempts, unclassified, begotten].filter {
            !$0.isEmpty
        }
        .joined(separator: [""]).map { $0 }
    }

    private var head: [String] {
        let ledger = audit.openings == nil ? ["No ledger was given: nothing says which use was opened."] : []
        let redacted = audit.isRedacted ? [Audit.redactionSentence] : []
        return ["VERDICT: \(audit.verdict.rawValue)"]
            + ([audit.meaning] + ledger + redacted).flatMap { PlainText.wrapped($0) }
    }

    private var reasons: [String] {
        guard !audit.findings.isEmpty else { return [] }
        return ["WHY"]
            + audit.findings.flatMap { finding -> [String] in
                let shown = finding.events.prefix(4).map { event($0) } + finding.subjects.prefix(4)
                let count = finding.events.count + finding.subjects.count
                let rest = count > shown.count ? ["and \(count - shown.count) more"] : []
                return PlainText.wrapped(
                    "\(finding.weight.mark) \(finding.kind.sentence) [\(finding.kind.rawValue)]", hanging: 3)
                    + (shown + rest).flatMap { PlainText.wrapped($0, indent: 5, hanging: 7) }
            }
    }

    private var standing: [String] {
        let standing = audit.standing
        guard !standing.isEmpty else { return [] }
        return ["WHAT STILL STANDS"]
            + standing.flatMap { item -> [String] in
                let why = item.change.rule.map { " \($0.why)" } ?? ""
                let by =
                    item.isOnward ? " (by \(audit.events[item.change.event].identity.invokedBy ?? "a service"))" : ""
                let close =
                    item.commands.isEmpty
                    ? ["No command is known: close it by hand."] : item.commands.map { "$ \($0)" }
                return PlainText.wrapped("\(event(item.change.event))\(by)", indent: 2, hanging: 4)
                    + PlainText.wrapped(objects(item.change) + why, indent: 4)
                    + close.map { "    \(PlainText.harmless($0))" }
            }
    }

    private var sessions: [String] {
        let uses = audit.uses
        guard !uses.isEmpty else { return [] }
        return ["SESSIONS"]
            + uses.flatMap { use -> [String] in
                let session = audit.grouping.sessions[use]
                let node = audit.lineage.nodes[session.node]
                let opening = audit.openingOf[use]
                let people = session.people + (opening?.people ?? [])
                let until = session.ended.map { " to \($0)" } ?? ""
                let about = [
                    [
                        "entry",
                        session.entry.map { event($0) } ?? (session.isLongTerm ? "long-term key" : "not in the log"),
                    ],
                    ["opening", opening.map { "\($0.index), \($0.kind.rawValue)" } ?? "none"],
                    ["person", people.isEmpty ? "nobody can be named" : people.uniqued.joined(separator: ", ")],
                    ["factor", session.secondFactor.rawValue],
                    ["network", "\(session.network.rawValue): \(session.addresses.joined(separator: ", "))"],
                    ["agent", session.agents.joined(separator: ", ")],
                    ["calls", calls(session)],
                ]
                return PlainText.wrapped("\(name(node)), \(began(session))\(until)", indent: 2, hanging: 4)
                    + about.flatMap { row in
                        PlainText.wrapped(
                            row[0] + String(repeating: "\u{a0}", count: 8 - row[0].count) + row[1], indent: 4,
                            hanging: 12
                        ).map { $0.replacing("\u{a0}", with: " ") }
                    } + services(session)
            }
    }

    /// The identity, with the account's name in the policy if there are several.
    private func name(_ node: Lineage.Node) -> String {
        audit.expectations.count > 1 ? "\(audit.expectations[node.expectation].account): \(node.name)" : node.name
    }

    private func began(_ session: Session) -> String { session.began?.description ?? "at an unknown time" }

    private func calls(_ session: Session) -> String {
        let own = session.own.count
        let onward = session.onwardCalls > 0 ? ", \(session.onwardCalls) made onward by services" : ""
        let beats = session.heartbeats > 0 ? ", \(session.heartbeats) heartbeats of agents" : ""
        return "\(own)\(onward)\(beats)"
    }

    private func services(_ session: Session) -> [String] {
        PlainText.table(
            [["service", "reads", "writes", "failed"]]
                + audit.services(of: session).map {
                    ["\($0.service)", "\($0.reads)", "\($0.writes)", "\($0.failures)"]
                },
            indent: 12)
    }

    private var failedSignIns: [String] {
        let groups = audit.grouping.failedSignIns
        guard !groups.isEmpty else { return [] }
        return ["FAILED SIGN-INS"]
            + groups.flatMap { tries -> [String] in
                let first = tries.first?.description ?? "an unknown time"
                let times =
                    tries.events.count == 1 ? "at \(first)" : "from \(first) to \(tries.last?.description ?? first)"
                let success = tries.succeeded.map { "then \(event($0))" } ?? "none succeeded within 120 seconds"
                let why = tries.reasons.map { "\($0); " }.joined()
                return PlainText.wrapped("\(name(audit.lineage.nodes[tries.node])), \(times)", indent: 2, hanging: 4)
                    + PlainText.wrapped("\(tries.sentence); \(why)\(success)", indent: 4, hanging: 6)
            }
    }

    private var changes: [String] {
        let known = audit.changes.filter { $0.rule != nil && $0.outcome != .failed }
        return known.isEmpty ? [] : ["CHANGES"] + known.flatMap(change)
    }

    private var attempts: [String] {
        let failed = audit.changes.filter { $0.outcome == .failed }
        return failed.isEmpty ? [] : ["ATTEMPTS THAT FAILED"] + failed.flatMap(change)
    }

    private var unclassified: [String] {
        let unknown = audit.changes.filter { $0.rule == nil && $0.outcome != .failed }
        guard !unknown.isEmpty else { return [] }
        return ["UNCLASSIFIED WRITES"]
            + unknown.flatMap { PlainText.wrapped(event($0.event), indent: 2, hanging: 4) }
    }

    private func change(_ change: Change) -> [String] {
        let after =
            switch change.after {
            case .stands: ", stands"
            case .undone: ", undone"
            case .reverted: ", set back"
            case .moot: ""
            }
        let tries = change.failedBefore.isEmpty ? "" : ", after \(change.failedBefore.count) failed tries"
        let error = change.outcome == .failed ? ": \(audit.events[change.event].errorCode ?? "failed")" : ""
        return PlainText.wrapped(
            "\(event(change.event)) -- \(change.direction.rawValue)\(after)\(tries)\(error). \(objects(change))",
            indent: 2,
            hanging: 4)
    }

    private var begotten: [String] {
        let nodes = audit.descendants
        guard !nodes.isEmpty else { return [] }
        return ["WHAT CAME FROM THE IDENTITIES"]
            + nodes.flatMap { node -> [String] in
                let from = node.event.map { ", by \(event($0))" } ?? ""
                return PlainText.wrapped(
                    "\(node.kind) \(node.name)\(from)\(node.isCertain ? "" : " (likely)")", indent: 2, hanging: 4)
            }
    }

    private func objects(_ change: Change) -> String {
        change.objects.map { object in
            let owner = object.scope.filter { !$0.isEmpty }
            return "\(object.kind) \(object.name)" + (owner.isEmpty ? "" : " of \(owner.joined(separator: ", "))")
        }.joined(separator: ", ") + (change.objects.isEmpty ? "" : ".")
    }

    /// Time, call and id: enough to find the event again.
    private func event(_ place: Int) -> String {
        let event = audit.events[place]
        let time = event.time?.description ?? "no time"
        return "\(time) \(event.service):\(event.name) \(event.id ?? "\(event.place.file) at \(event.place.offset)")"
    }
}
