// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Watch

/// What the identities changed or tried to change, and what came from them.
struct PageChanges {
    let audit: Audit

    /// A table has at most so many rows.
    private static let rowLimit = 1_000

    var markup: Markup {
        """
        <section id="changes"><h2>Changes</h2>
        \(changes)
        </section>
        <section id="begotten"><h2>What came from the identities</h2>
        \(begotten)
        </section>
        """
    }

    private var changes: Markup {
        guard !audit.changes.isEmpty else { return "<p>The identities changed nothing, and tried nothing.</p>" }
        // What weakens is never left out for what does not.
        let weighty = audit.changes.filter { $0.direction == .weakens }
        let kept = Set((weighty + audit.changes).map(\.event).uniqued.prefix(Self.rowLimit))
        let shown = audit.changes.filter { kept.contains($0.event) }
        let left = audit.changes.count - shown.count
        let note = left > 0 ? ", without \(Counted.number(left)) more that do not fit" : ""
        return PageTable(
            caption: "Every call that may have changed something, in order of time\(note)",
            columns: ["Time", "Call", "Direction", "What became of it", "Object", "By"], rows: shown.map(row)
        ).markup
    }

    private func row(_ change: Change) -> [Markup] {
        let event = audit.events[change.event]
        let after =
            switch (change.outcome, change.after) {
            case (.failed, _): "failed: \(event.errorCode ?? "no reason given")"
            case (_, .stands): "stands"
            case (_, .undone): "undone"
            case (_, .reverted): "set back"
            case (_, .moot): "done"
            }
        let failures = change.failedBefore.count
        let tries = failures == 0 ? "" : ", after \(Counted.number(failures)) failed"
        return [
            "<time>\(Moment.text(event.time))</time>", event.callCell,
            "\(change.rule == nil ? "unclassified" : change.direction.rawValue)", "\(after)\(tries)",
            "<code>\(change.objects.map(\.words).joined(separator: ", "))</code>",
            "<code>\(audit.lineage.nodes[change.node].name)</code>",
        ]
    }

    private var begotten: Markup {
        let nodes = audit.descendants
        guard !nodes.isEmpty else { return "<p>No user, role, key, session or machine came from them.</p>" }
        let shown = nodes.prefix(Self.rowLimit)
        let left = nodes.count - shown.count
        return PageTable(
            caption: "Each with the call that made it"
                + (left > 0 ? ", without \(Counted.number(left)) more that do not fit" : ""),
            columns: ["Name", "Kind", "Proof", "Made", "By the call"],
            rows: shown.map { node in
                let event = node.event.map { audit.events[$0] }
                return [
                    "<code>\(node.name)</code>", "\(node.kind)", "\(node.isCertain ? "certain" : "likely")",
                    "<time>\(Moment.text(event?.time))</time>",
                    "<code>\(event.map { "\($0.service):\($0.name)" } ?? "")</code>",
                ]
            }
        ).markup
    }
}
