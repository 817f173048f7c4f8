// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Everything that findings look at.
struct Scene {
    let events: [LogEvent]
    let conflicts: [String]
    let broken: [String]
    let expectations: [Expectation]
    let openings: [Opening]?
    let lineage: Lineage
    let grouping: SessionGrouping
    let changes: [Change]
    let onward: [Change]
    let matching: OpeningMatch

    /// The places of the sessions of declared identities.
    var uses: [Int] {
        grouping.sessions.indices.filter { lineage.nodes[grouping.sessions[$0].node].isDeclared }
    }

    /// What the policy says about a node's identity.
    func expectation(of node: Int) -> Expectation { expectations[lineage.nodes[node].expectation] }

    /// The event that stands for a session: its entry, or else its first event.
    func head(of session: Int) -> Int { grouping.sessions[session].entry ?? grouping.sessions[session].events[0] }

    /// One finding of all these events, none if there are none.
    func finding(_ kind: Finding.Kind, _ events: [Int], weight: Finding.Weight? = nil) -> [Finding] {
        events.isEmpty ? [] : [Finding(kind, events, weight: weight)]
    }
}
