// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// How a run ended, in a form that can be compared with another run's.
package struct RunOutcome: Sendable {
    /// One thing that a finding is about: an event, a subject, or neither.
    package struct Item: Hashable, Sendable {
        package var finding: String
        package var weight: String
        package var event: Event?
        package var subject: String?

        /// The finding in a sentence; of one that this program does not know, its name.
        package var sentence: String { Finding.Kind(rawValue: finding)?.sentence ?? finding }
    }

    /// An event, by what a person needs to find it again.
    package struct Event: Hashable, Sendable {
        /// The event's id, or else its place.
        package var id: String
        package var time: String?
        package var call: String
    }

    /// A session of a declared identity.
    package struct Use: Hashable, Sendable {
        package var identity: String
        package var began: String?
    }

    /// When the run was made.
    package let time: EventTime
    package let verdict: Verdict
    /// In the order of the report.
    package let items: [Item]
    package let uses: [Use]

    init(time: EventTime, verdict: Verdict, items: [Item], uses: [Use]) {
        self.time = time
        self.verdict = verdict
        self.items = items
        self.uses = uses
    }

    /// The outcome of an audit.
    package init(_ audit: Audit, time: EventTime) {
        self.time = time
        verdict = audit.verdict
        items =
            audit.findings.flatMap { finding -> [Item] in
                let events = finding.events.map { Optional(Event(audit.events[$0])) }
                let plain = Item(finding: finding.kind.rawValue, weight: finding.weight.rawValue)
                let about =
                    events.map { Item(finding: plain.finding, weight: plain.weight, event: $0) }
                    + finding.subjects.map { Item(finding: plain.finding, weight: plain.weight, subject: $0) }
                return about.isEmpty ? [plain] : about
            }.uniqued
        uses =
            audit.uses.map { use in
                let session = audit.grouping.sessions[use]
                return Use(identity: audit.lineage.nodes[session.node].name, began: session.began?.description)
            }.uniqued
    }
}

extension RunOutcome.Event {
    init(_ event: LogEvent) {
        id = event.id ?? "\(event.place.file) at \(event.place.offset)"
        time = event.time?.description
        call = "\(event.service):\(event.name)"
    }
}
