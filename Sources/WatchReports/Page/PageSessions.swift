// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Watch

/// The windows and sessions: a picture of each, the same as a table, and what each session was for.
struct PageSessions {
    let audit: Audit

    /// A page has at most so many pictures, and a picture's table so many rows.
    private static let pictureLimit = 60
    private static let rowLimit = 500

    var markup: Markup {
        let all = Timeline.all(of: audit)
        let shown = all.prefix(Self.pictureLimit)
        let left = all.count - shown.count
        let pictures = shown.enumerated().map { picture($1, number: $0 + 1) }
        let none: Markup =
            all.isEmpty
            ? "<p>No opening is in the ledger, and no session of the emergency identities is in the log.</p>" : ""
        let rest: Markup =
            left > 0
            ? """
            <p>\(Counted.text(left, "more window or session")) \(left == 1 ? "has" : "have") no picture here, in order \
            of time the last; <code>glasswatch audit --json</code> lists every one.</p>
            """ : ""
        return """
            <section id="sessions"><h2>Windows and sessions</h2>
            \(all.isEmpty ? none : Self.key)
            \(pictures)
            \(rest)
            </section>
            """
    }

    /// What the shapes mean.
    private static let key: Markup = {
        let shapes = Timeline.Mark.allCases.map { mark -> Markup in
            let meaning =
                switch mark {
                case .weakens: "weakens protection"
                case .failed: "failed"
                case .strengthens: "strengthens, or takes back"
                case .neutral: "reads, or is neutral or unclassified"
                }
            return """
                <li><svg aria-hidden="true" width="14" height="14" viewBox="-7 -1 14 14">\(mark.shape(0, 0))</svg> \
                \(meaning)</li>
                """
        }
        return """
            <p>A band is the window of an opening. A bar is a session, from its first event to its last. A number beside \
            a mark says for how many events it stands. All times are UTC.</p>
            <ul class="key">\(shapes)</ul>
            """
    }()

    private func picture(_ timeline: Timeline, number: Int) -> Markup {
        let drawing = TimelineDrawing(timeline, audit, id: "timeline-\(number)")
        let heading: String =
            timeline.opening.map { "Opening \($0.index), \($0.kind.rawValue)" } ?? "Outside of every window"
        return """
            <section class="picture"><h3>\(heading)</h3>
            \(facts(timeline))
            <figure>
            <div class="scroll" tabindex="0" role="region" aria-label="Timeline: \(drawing.title)">
            \(drawing.markup)
            </div>
            <figcaption>\(caption(timeline, drawing))</figcaption>
            </figure>
            \(table(timeline))
            \(timeline.rows.map { session($0.session) })
            </section>
            """
    }

    private func facts(_ timeline: Timeline) -> Markup {
        guard let opening = timeline.opening else {
            return "<p class=\"bad\"><strong>No opening covers this session.</strong></p>"
        }
        let until: String = opening.until.map { Moment.text($0) } ?? "not ended"
        let people = opening.people.isEmpty ? "nobody is named" : opening.people.joined(separator: ", ")
        let backing = opening.isAgreed ? "a quorum of shares" : "the ledger keeper only"
        return """
            <dl><dt>Account</dt><dd>\(opening.account)</dd><dt>Window</dt><dd>\(Moment.text(opening.from)) to \(until)</dd>\
            <dt>People</dt><dd>\(people)</dd><dt>Agreed by</dt><dd>\(backing)</dd></dl>
            """
    }

    private func caption(_ timeline: Timeline, _ drawing: TimelineDrawing) -> Markup {
        let counts = drawing.counts
        let shared = counts.events - counts.marks
        let marks =
            shared == 0
            ? ", each with a mark."
            : ", drawn as \(Counted.text(counts.marks, "mark")): \(Counted.number(shared)) of them share the mark of an "
                + "event of the same kind, at most \(Moment.duration(drawing.resolution)) before."
        let left =
            timeline.left > 0 ? " \(Counted.text(timeline.left, "more session")) in this window have no row." : ""
        return "\(Counted.text(counts.events, "event"))\(counts.events == 0 ? "." : marks)\(left)"
    }

    // MARK: - The picture in words

    private func table(_ timeline: Timeline) -> Markup {
        let nodes = timeline.rows.flatMap { row in
            row.marks.map { (audit.grouping.sessions[row.session].node, $0) }
        }
        let tries = timeline.tries.compactMap { mark in audit.lineage.owners[mark.event].map { ($0, mark) } }
        let marks = (tries + nodes)
            .sorted { ($0.1.time, $0.1.event) < ($1.1.time, $1.1.event) }
        guard !marks.isEmpty else { return "" }
        let telling = marks.filter { $0.1.mark != .neutral }
        // Reads fill what room the telling events leave.
        let kept = Set((telling + marks.filter { $0.1.mark == .neutral }).prefix(Self.rowLimit).map(\.1.event))
        let rows = marks.filter { kept.contains($0.1.event) }.map { node, mark -> [Markup] in
            let event = audit.events[mark.event]
            return [
                "<time>\(Moment.text(mark.time))</time>", event.callCell,
                "\(mark.mark.word)\(event.errorCode.map { " (\($0))" } ?? "")",
                "<code>\(audit.lineage.nodes[node].name)</code>",
            ]
        }
        let left = marks.count - rows.count
        let note = left > 0 ? " \(Counted.text(left, "more event")) are not listed here." : ""
        let table = PageTable(
            caption: "The events of the picture, in order of time.\(note)",
            columns: ["Time", "Call", "What it did", "By"], rows: rows)
        return "<details><summary>The same as a table</summary>\(table.markup)</details>"
    }

    // MARK: - A session

    private func session(_ place: Int) -> Markup {
        let session = audit.grouping.sessions[place]
        let node = audit.lineage.nodes[session.node]
        let opening = audit.openingOf[place]
        let people = (session.people + (opening?.people ?? [])).uniqued
        let entry: Markup =
            session.entry.map { entry in
                let event = audit.events[entry]
                return """
                    \(Moment.text(event.time)) <code>\(event.service):\(event.name)</code> \
                    <code class="id">\(event.id ?? "none")</code>
                    """
            } ?? (session.isLongTerm ? "long-term key" : "not in the log")
        let came: Markup = node.isDeclared ? "" : "<p class=\"faint\">It came from an emergency identity.</p>"
        return """
            <h4><code>\(node.name)</code></h4>
            \(came)
            <dl><dt>Time</dt><dd>\(Moment.text(session.began)) to \(Moment.text(session.ended))</dd>\
            <dt>Entry</dt><dd>\(entry)</dd>\
            <dt>Person</dt><dd>\(people.isEmpty ? "nobody can be named" : people.joined(separator: ", "))</dd>\
            <dt>Second factor</dt><dd>\(session.secondFactor.rawValue)</dd>\
            <dt>Network</dt><dd>\(session.network.rawValue): \(session.addresses.joined(separator: ", "))</dd>\
            <dt>Program</dt><dd>\(session.agents.joined(separator: ", "))</dd>\
            <dt>Calls</dt><dd>\(Counted.number(session.own.count)) of its own, \
            \(Counted.number(session.onwardCalls)) made onward by services, \
            \(Counted.number(session.heartbeats)) heartbeats of agents</dd></dl>
            \(services(session))
            """
    }

    private func services(_ session: Session) -> Markup {
        PageTable(
            caption: "What the session was for", columns: ["Service", "Reads", "Writes", "Failed"],
            rows: audit.services(of: session).map { use in
                ["\(use.service)", "\(use.reads)", "\(use.writes)", "\(use.failures)"]
            }
        ).markup
    }
}
