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

    /// One session of a machine with two keys that come from two places: somebody took one of them along.
    private var offMachine: [Int] {
        var byPrincipal: [String: [Int]] = [:]
        for place in events.indices where lineage.owners[place] != nil {
            let event = events[place]
            guard isMachine(place), event.nature != .service, event.nature != .onward,
                let principal = event.identity.principalID
            else { continue }
            byPrincipal[principal, default: []].append(place)
        }
        return byPrincipal.values.flatMap { places -> [Int] in
            var addresses: [String: Set<String>] = [:]
            for place in places {
                guard let key = events[place].identity.accessKeyID, let address = events[place].address else {
                    continue
                }
                addresses[key, default: []].insert(address)
            }
            guard let first = places.first.flatMap({ events[$0].identity.accessKeyID }), let home = addresses[first]
            else { return [] }
            let isSplit = addresses.contains { $0.key != first && $0.value.isDisjoint(with: home) }
            return isSplit ? places : []
        }
    }

    private func isMachine(_ place: Int) -> Bool {
        events[place].actorTraces.contains { trace in
            if case .instance = trace { true } else { false }
        } || lineage.owners[place].map(isFunction) ?? false
    }

    private func isFunction(_ node: Int) -> Bool {
        lineage.chain(to: node).contains { lineage.nodes[$0].kind == "function" }
    }
}
