// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// How an event came from a declared identity.
package struct Explanation: Sendable {
    /// One identity on the way, and the call that made it.
    package struct Step: Sendable {
        package var node: Lineage.Node
        /// The call's place in the list of events; `nil` for the declared identity.
        package var event: Int?
    }

    /// From the declared identity down to the one that acted; empty if the event came from none.
    package var steps: [Step]
    /// The event's place in the list of events.
    package var event: Int
}

extension Audit {
    /// The chain to an event; `nil` if no event has this id.
    package func explanation(of id: String) -> Explanation? {
        let copies = events.indices.filter { events[$0].id == id }
        guard let place = copies.first(where: { lineage.owners[$0] != nil }) ?? copies.first else { return nil }
        let chain = lineage.owners[place].map(lineage.chain) ?? []
        return Explanation(
            steps: chain.map { Explanation.Step(node: lineage.nodes[$0], event: lineage.nodes[$0].event) },
            event: place)
    }
}
