// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Scene {
    /// How the declared identities signed in, from where, and who it was.
    var sessionFindings: [Finding] {
        let sessions = grouping.sessions
        let unnamed = uses.filter { use in
            sessions[use].people.isEmpty && matching.openingOf[use]?.people.isEmpty ?? true
        }
        let roots = uses.filter { sessions[$0].isAssumedRoot }
        let entryless = uses.filter { !sessions[$0].isLongTerm && sessions[$0].entry == nil }
        return finding(.noSecondFactor, uses.filter { sessions[$0].secondFactor == .no }.map(head))
            + finding(.factorUnknown, uses.filter { sessions[$0].secondFactor == .unknown }.map(head))
            + finding(.unexpectedNetwork, uses.flatMap { sessions[$0].strayEvents })
            + finding(.unexpectedAgent, uses.flatMap { strangeAgents(sessions[$0]) })
            + finding(.unexpectedRegion, uses.compactMap { strangeRegion(sessions[$0]) })
            + finding(.noEntry, entryless.map(head)) + finding(.nobodyNamed, unnamed.map(head))
            + finding(.assumedRoot, roots.filter { matching.openingOf[$0] == nil }.map(head) + rootsOfOthers)
            + finding(.assumedRoot, roots.filter { matching.openingOf[$0] != nil }.map(head), weight: .note)
            + finding(.credentialsOffMachine, offMachine)
    }

    /// Calls by which the lineage took a root that no policy declares.
    private var rootsOfOthers: [Int] {
        lineage.nodes.compactMap { node in
            node.event.flatMap { events[$0].assumedRootARN != nil && node.kind == "session" ? $0 : nil }
        }
    }

    private func strangeAgents(_ session: Session) -> [Int] {
        let agents = expectation(of: session.node).agents
        guard !agents.isEmpty else { return [] }
        return session.events.filter { place in
            guard let agent = events[place].agent, !events[place].isFromService else { return false }
            return !agents.contains { agent.hasPrefix($0) }
        }
    }

    private func strangeRegion(_ session: Session) -> Int? {
        let regions = expectation(of: session.node).regions
        guard !regions.isEmpty, let entry = session.entry, let region = events[entry].region else { return nil }
        return regions.contains(region) ? nil : entry
    }
}
