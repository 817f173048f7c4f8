// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What the log says of a session: how it began, with which factor, from where, and who was behind it.
struct SessionFacts {
    private let events: [LogEvent]
    /// For each trace of a session the calls that issued it, by any caller.
    private let issues: [Trace: [Int]]

    init(_ events: [LogEvent], _ catalogue: Catalogue) {
        self.events = events
        var issues: [Trace: [Int]] = [:]
        for (place, event) in events.enumerated() {
            guard event.nature == .entry || event.identity.type == "AWSService", !event.isSignIn else { continue }
            for issued in event.offspring(catalogue) where issued.kind == "session" {
                for trace in issued.traces { issues[trace, default: []].append(place) }
            }
        }
        self.issues = issues
    }

    /// The session of these events, whose calls the node made.
    func session(of own: [Int], _ node: Int, _ networks: DeclaredNetworks) -> Session {
        let isLongTerm = own.contains { events[$0].identity.accessKeyID?.hasPrefix("AKIA") ?? false }
        let issuing = isLongTerm ? [] : issuingCalls(own)
        let begun = isLongTerm ? [] : issuing + own.filter { events[$0].isSuccessfulEntry }
        // The step in the console is the entry, and the call that issued its keys is not.
        let entry = begun.min { one, other in
            (events[one].isSignIn ? 0 : 1, events[one].time ?? .distant, one)
                < (events[other].isSignIn ? 0 : 1, events[other].time ?? .distant, other)
        }
        // The call that issued a session may be another identity's; it is still part of the session.
        let all = Set(own + issuing).sorted()
        let members = all.map { events[$0] }
        let places = members.map { $0.nature == .service ? .service : networks.place(of: $0) }
        let network: Network =
            if places.contains(.unexpected) {
                .unexpected
            } else if places.contains(.expected) {
                .expected
            } else {
                places.contains(.unknown) ? .unknown : .service
            }
        return Session(
            node: node, events: all, own: Set(own), entry: entry, isLongTerm: isLongTerm,
            secondFactor: factor(own.map { events[$0] }, entry.map { events[$0] }, isLongTerm), network: network,
            strayEvents: zip(all, places).filter { $1 == .unexpected }.map(\.0),
            addresses: members.compactMap(\.address).uniqued, agents: members.compactMap(\.agent).uniqued,
            people: members.flatMap(\.namedPeople).uniqued, began: members[0].time, ended: members.last?.time,
            isAssumedRoot: members.contains { $0.identity.session?.assumedRoot ?? false }, onwardCalls: 0,
            heartbeats: 0)
    }

    /// The calls that issued a session's keys; of the copies in several accounts the one in the session's own.
    private func issuingCalls(_ own: [Int]) -> [Int] {
        var found: Set<Int> = []
        for place in own {
            let event = events[place]
            let home = event.identity.accountID ?? event.account
            for trace in event.ownTraces {
                let calls: [Int]? =
                    switch trace {
                    case .key, .session: issues[trace]
                    default: nil
                    }
                guard let calls else { continue }
                let atHome = calls.filter { events[$0].account == home }
                found.formUnion(atHome.isEmpty ? calls : atHome)
            }
        }
        return found.sorted()
    }

    private func factor(_ own: [LogEvent], _ entry: LogEvent?, _ isLongTerm: Bool) -> SecondFactor {
        // A call that a long-term key signs has no factor, but for the one that asks for credentials with it.
        if isLongTerm { return own.allSatisfy { $0.factorAtEntry == .yes } ? .yes : .no }
        if let said = entry?.factorAtEntry { return said }
        let said = own.compactMap { $0.identity.session?.secondFactor }
        if said.contains(true) { return .yes }
        if let entry, !entry.isSignIn, entry.identity.session?.secondFactor == true { return .yes }
        guard said.contains(false), entry?.isVouchedFor != true else { return .unknown }
        return .no
    }
}
