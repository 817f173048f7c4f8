// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Watch

/// The sign-ins that failed: who was tried, from where, how often, and whether somebody got in.
struct PageSignIns {
    let audit: Audit

    private static let rowLimit = 300

    var markup: Markup {
        let all = audit.grouping.failedSignIns
        guard !all.isEmpty else {
            return """
                <section id="sign-ins"><h2>Failed sign-ins</h2>
                <p>No sign-in of the emergency identities failed.</p>
                </section>
                """
        }
        // What nobody can explain by a mistyped password comes first.
        let ranked = all.filter { !$0.lasting.isEmpty } + all.filter { $0.lasting.isEmpty }
        let left = all.count - min(all.count, Self.rowLimit)
        let note = left > 0 ? " \(Counted.text(left, "more row")) are in the JSON." : ""
        let table = PageTable(
            caption:
                "Tries after each other as one identity from one address are one row; those that nothing followed first.\(note)",
            columns: ["Time", "Tries", "Identity", "From", "Program", "Afterward"],
            rows: ranked.prefix(Self.rowLimit).map(row))
        return """
            <section id="sign-ins"><h2>Failed sign-ins</h2>
            \(table.markup)
            </section>
            """
    }

    private func row(_ tries: FailedSignIn) -> [Markup] {
        let end: Markup =
            tries.events.count == 1 ? "" : " to <time>\(Moment.text(tries.last))</time>"
        let success: Markup =
            tries.succeeded.map { entry in
                "signed in at \(Moment.text(audit.events[entry].time)) <code class=\"id\">\(audit.events[entry].id ?? "no id")</code>"
            } ?? "none succeeded within 120 seconds"
        let reasons: Markup = tries.reasons.isEmpty ? "" : "<br>\(tries.reasons.joined(separator: ", "))"
        return [
            "<time>\(Moment.text(tries.first))</time>\(end)", "\(tries.events.count)",
            "<code>\(audit.lineage.nodes[tries.node].name)</code>",
            "\(tries.address ?? "unknown") (\(tries.network.rawValue) network)",
            "\(tries.agents.joined(separator: ", "))\(reasons)", success,
        ]
    }
}
