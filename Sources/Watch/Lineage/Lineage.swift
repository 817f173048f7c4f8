// SPDX-License-Identifier: Apache-2.0
//
// Who came from whom. A log is not in order, and almost half of what a begotten identity did stands before the call
// that begot it: so nothing here depends on the order of events but the end of a name at its deletion.

package import CloudTrail

/// The events of the declared identities and of everything that came from them.
package struct Lineage: Sendable {
    /// A declared identity, or something begotten.
    package struct Node: Sendable {
        /// The kind of a declared identity.
        static let declared = "declared"
        /// The kind of a password that was set for somebody: who signs in with it becomes a session.
        static let password = "password"
        /// The kind of a role that was opened to somebody: whom it lets in becomes a session.
        static let trust = "trust"

        /// The place in the list of expectations.
        package var expectation: Int
        /// The node it came from; `nil` for a declared identity.
        package var parent: Int?
        /// The event that begot it, by its place in the list of events.
        package var event: Int?
        package var kind: String
        /// ARN, key id or name.
        package var name: String
        /// Whether each step from the declared identity is proved by the log.
        package var isCertain: Bool

        /// Whether it is a way in rather than something that can act.
        package var isWayIn: Bool { kind == Self.password || kind == Self.trust }

        /// Whether the policy names it.
        package var isDeclared: Bool { parent == nil }
    }

    /// Declared identities first, then what came from them, in no order of importance.
    package let nodes: [Node]
    /// For each event the node that acted; `nil` for events of others.
    package let owners: [Int?]

    /// Finds the lineage in events that are in order of time.
    package init(of expectations: [Expectation], in events: [LogEvent], _ catalogue: Catalogue) {
        var search = LineageSearch(events, catalogue)
        for (place, expectation) in expectations.enumerated() {
            for arn in expectation.identities { search.declare(arn, place) }
        }
        search.run()
        owners = search.owners()
        nodes = search.nodes
    }

    /// The nodes from the declared identity down to this one.
    package func chain(to node: Int) -> [Int] {
        var chain = [node]
        while let parent = nodes[chain[0]].parent { chain.insert(parent, at: 0) }
        return chain
    }

    /// The declared identity that a node came from.
    package func root(of node: Int) -> Int { chain(to: node)[0] }
}
