// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Which opening of the ledger covers which session.
struct OpeningMatch: Sendable {
    /// For each session.
    let openingOf: [Opening?]
    private let byNode: [Int: Opening]
    private let sessionOf: [Int?]
    private let openings: [Opening]
    private let owners: [Int?]

    init(
        _ events: [LogEvent], _ expectations: [Expectation], _ openings: [Opening], _ lineage: Lineage,
        _ grouping: SessionGrouping
    ) {
        var openingOf = [Opening?](repeating: nil, count: grouping.sessions.count)
        var byNode: [Int: Opening] = [:]
        func covering(_ time: EventTime?, _ expectation: Int) -> Opening? {
            time.flatMap { openings.covering($0, expectations[expectation].account) }
        }
        for (place, session) in grouping.sessions.enumerated() where lineage.nodes[session.node].isDeclared {
            openingOf[place] = covering(session.began, lineage.nodes[session.node].expectation)
        }
        for node in lineage.nodes.indices where !lineage.nodes[node].isDeclared {
            // The session that begot the first of the chain decides for all of it.
            let first = lineage.chain(to: node)[1]
            guard let event = lineage.nodes[first].event else { continue }
            byNode[node] =
                grouping.sessionOf[event].flatMap { openingOf[$0] }
                ?? covering(events[event].time, lineage.nodes[node].expectation)
        }
        for (place, session) in grouping.sessions.enumerated() where !lineage.nodes[session.node].isDeclared {
            openingOf[place] = byNode[session.node]
        }
        self.openingOf = openingOf
        self.byNode = byNode
        self.openings = openings
        sessionOf = grouping.sessionOf
        owners = lineage.owners
    }

    /// The opening under which an event of the lineage was made: that of its session, or of what its actor came from.
    func opening(of event: Int) -> Opening? {
        if let session = sessionOf[event] { return openingOf[session] }
        return owners[event].flatMap { byNode[$0] }
    }

    /// An opening of an account under which it may be used at a time.
    func opening(_ account: String, at time: EventTime) -> Opening? { openings.covering(time, account) }

    /// An opening of an account under which its custody secrets may be read at a time.
    func opening(_ account: String, readAt time: EventTime) -> Opening? {
        openings.filter { $0.account == account && $0.coversReading(time) }.strongest
    }
}

extension [Opening] {
    /// The strongest opening of an account under which it may be used at a time.
    fileprivate func covering(_ time: EventTime, _ account: String) -> Opening? {
        filter { $0.account == account && $0.covers(time) }.strongest
    }

    /// The first one that a quorum agreed to, or else the first.
    fileprivate var strongest: Opening? { first(where: \.isAgreed) ?? first }
}
