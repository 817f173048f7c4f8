// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// Which events belong to one session, and what the log says of it.
package struct SessionGrouping: Sendable {
    /// In order of their beginning.
    package let sessions: [Session]
    /// For each event its session; `nil` for events of others and for failed sign-ins.
    package let sessionOf: [Int?]
    /// Attempts of or at the identities to sign in that led to no session, in order of time.
    package let failedSignIns: [FailedSignIn]

    /// Groups the events of a lineage, which are in order of time.
    package init(
        _ events: [LogEvent], _ lineage: Lineage, _ expectations: [Expectation], _ catalogue: Catalogue
    ) {
        var pieces = SessionPieces(events, lineage)
        let groups = pieces.groups()
        let facts = SessionFacts(events, catalogue)
        let networks = expectations.map { DeclaredNetworks($0.networks) }
        var sessions = groups.map { group -> Session in
            let node = lineage.owners[group[0]]!
            return facts.session(of: group, node, networks[lineage.nodes[node].expectation])
        }
        sessions.sort { ($0.began ?? .distant, $0.events[0]) < ($1.began ?? .distant, $1.events[0]) }
        var sessionOf = [Int?](repeating: nil, count: events.count)
        for (place, session) in sessions.enumerated() {
            // The call that issued a session belongs to the session that made the call.
            for event in session.events where session.own.contains(event) { sessionOf[event] = place }
        }
        Self.count(pieces.byTheWay, events, &sessions, &sessionOf)
        self.sessions = sessions
        self.sessionOf = sessionOf
        failedSignIns = FailedSignIns(events, lineage, networks, sessions).grouped(pieces.failed)
    }

    /// Counts onward calls and heartbeats with the session they came from.
    private static func count(
        _ byTheWay: [Int], _ events: [LogEvent], _ sessions: inout [Session], _ sessionOf: inout [Int?]
    ) {
        var byPrincipal: [String: [Int]] = [:]
        for (place, session) in sessions.enumerated() {
            for principal in Set(session.own.compactMap { events[$0].identity.principalID }) {
                byPrincipal[principal, default: []].append(place)
            }
        }
        for place in byTheWay {
            let candidates = events[place].identity.principalID.flatMap { byPrincipal[$0] } ?? []
            let begun = candidates.last { candidate in
                guard let began = sessions[candidate].began, let time = events[place].time else { return true }
                return began <= time
            }
            guard let session = begun ?? candidates.first else { continue }
            sessionOf[place] = session
            if events[place].nature == .onward {
                sessions[session].onwardCalls += 1
            } else {
                sessions[session].heartbeats += 1
            }
        }
    }
}
