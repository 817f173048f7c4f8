// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Watch

/// Why the verdict is what it is, and what is left to close.
struct PageFindings {
    let audit: Audit

    /// A finding shows so many of its events, and the rest by their number.
    private static let eventLimit = 200
    /// So many of the changes that stand are listed.
    private static let standingLimit = 300
    /// So many events at once; the others behind a word to press.
    private static let eventsAtOnce = 8

    /// The findings, each with the events behind it.
    var reasons: Markup {
        guard !audit.findings.isEmpty else {
            return "<section id=\"why\"><h2>Why</h2><p>There is no finding.</p></section>"
        }
        return """
            <section id="why"><h2>Why</h2>
            \(audit.findings.map { reason($0) })
            </section>
            """
    }

    private func reason(_ finding: Finding) -> Markup {
        let rows = finding.events.map { event($0) } + finding.subjects.map { "<li><code>\($0)</code></li>" }
        let shown = rows.prefix(Self.eventsAtOnce)
        let rest = rows.dropFirst(shown.count).prefix(Self.eventLimit)
        let left = rows.count - shown.count - rest.count
        let note: Markup = left > 0 ? "<p class=\"faint\">\(left) more are not listed here.</p>" : ""
        let more: Markup =
            rest.isEmpty
            ? ""
            : "<details><summary>\(rest.count) more</summary><ul class=\"events\">\(Array(rest))</ul>\(note)</details>"
        return """
            <article class="\(finding.weight.name)">
            <h3><span class="badge">\(finding.weight.sign) \(finding.weight.word)</span> \(finding.kind.sentence)</h3>
            <p class="faint"><code>\(finding.kind.rawValue)</code>, \(Counted.text(rows.count, finding.noun))</p>
            <ul class="events">\(Array(shown))</ul>
            \(more)
            </article>
            """
    }

    /// Time, call, place and id: enough to find the event again.
    private func event(_ place: Int) -> Markup {
        let event = audit.events[place]
        let error = event.errorCode.map { error -> Markup in ", failed: <code>\(error)</code>" } ?? ""
        let id = event.id ?? "\(event.place.file) at byte \(event.place.offset)"
        return """
            <li><time>\(Moment.text(event.time))</time> <code>\(event.service):\(event.name)</code>\(error) \
            <span class="faint">\(event.region ?? "no region"), <code class="id">\(id)</code></span></li>
            """
    }

    /// What still stands, with the commands that close it.
    var standing: Markup {
        let standing = audit.standing
        let more = standing.count - Self.standingLimit
        guard !standing.isEmpty else {
            return """
                <section id="standing"><h2>What still stands</h2>
                <p>Nothing that these identities weakened is in place at the end of the log.</p></section>
                """
        }
        return """
            <section id="standing"><h2>What still stands</h2>
            <p>At the end of the log, \(Counted.text(standing.count, "change")) that \
            \(standing.count == 1 ? "weakens" : "weaken") protection, or something that can act, \
            \(standing.count == 1 ? "is" : "are") still there. Run the commands as an ordinary administrator, and read \
            each one first. Words in capitals are for you to fill in.</p>
            \(standing.prefix(Self.standingLimit).map { left($0) })
            \(more > 0 ? "<p>\(Counted.number(more)) more, no more severe, are not listed here.</p>" : "")
            </section>
            """
    }

    private func left(_ item: Standing) -> Markup {
        let place = item.change.event
        let close: Markup =
            item.commands.isEmpty
            ? "<p>No command is known: close it by hand.</p>"
            : "<pre>\(Markup(item.commands.map { "\($0)" }))</pre>"
        let by: Markup =
            item.isOnward
            ? "<p class=\"faint\">Made by \(audit.events[place].identity.invokedBy ?? "a service") with the identity.</p>"
            : ""
        let objects = item.change.objects.map(\.words).joined(separator: ", ")
        return """
            <article>
            <h3><span class="badge">\(item.change.rule?.severity ?? "unknown")</span> \(item.change.rule?.why ?? "")</h3>
            <p><code>\(objects)</code></p>
            \(by)
            <ul class="events">\(event(place))</ul>
            \(close)
            </article>
            """
    }
}

extension Finding {
    /// What its list holds.
    fileprivate var noun: String { events.isEmpty && !subjects.isEmpty ? "place" : "event" }
}

extension Finding.Weight {
    /// The name of its style.
    fileprivate var name: String { rawValue }

    /// The mark of the text report.
    fileprivate var sign: String {
        switch self {
        case .backdoor: "!!"
        case .missing: "??"
        case .note: "--"
        }
    }

    fileprivate var word: String {
        switch self {
        case .backdoor: "backdoor"
        case .missing: "missing evidence"
        case .note: "note"
        }
    }
}

extension ObjectKey {
    /// What it is and whose.
    var words: String {
        let owners = scope.filter { !$0.isEmpty }
        return "\(kind) \(name)" + (owners.isEmpty ? "" : " of \(owners.joined(separator: ", "))")
    }
}
