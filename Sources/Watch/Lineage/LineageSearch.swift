// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The fixpoint: events give traces, traces give events.
struct LineageSearch {
    private(set) var nodes: [Lineage.Node] = []

    private let events: [LogEvent]
    private let catalogue: Catalogue
    private let traces: [[Trace]]
    private let byTrace: [Trace: [Int]]
    /// When users and roles were deleted.
    private let deletions: [Trace: [EventTime]]
    private var grips: [Trace: [Grip]] = [:]
    /// Other traces of events that were followed: good enough to find an event, not to say whose it is.
    private var aliases: [Trace: Int] = [:]
    private var queue: [(trace: Trace, node: Int, from: EventTime?, until: EventTime?)] = []
    private var isMember: [Bool]

    /// Who is followed by a trace, and during which time it is theirs.
    private struct Grip {
        var node: Int
        var from: EventTime?
        var until: EventTime?

        func holds(_ time: EventTime?) -> Bool {
            guard let time else { return from == nil && until == nil }
            return (from.map { $0 <= time } ?? true) && (until.map { time <= $0 } ?? true)
        }
    }

    init(_ events: [LogEvent], _ catalogue: Catalogue) {
        self.events = events
        self.catalogue = catalogue
        let traces = events.map(\.actorTraces)
        var byTrace: [Trace: [Int]] = [:]
        var deletions: [Trace: [EventTime]] = [:]
        for (place, event) in events.enumerated() {
            for trace in traces[place] { byTrace[trace, default: []].append(place) }
            guard event.errorCode == nil, let time = event.time else { continue }
            for trace in Self.deleted(by: event) { deletions[trace, default: []].append(time) }
        }
        self.traces = traces
        self.byTrace = byTrace
        self.deletions = deletions
        isMember = Array(repeating: false, count: events.count)
    }

    private static func deleted(by event: LogEvent) -> [Trace] {
        guard event.service == "iam", let account = event.account else { return [] }
        switch event.name {
        case "DeleteUser":
            return event.parameters?.member("userName")?.text.map { [.userName(account, $0)] } ?? []
        case "DeleteRole":
            return event.parameters?.member("roleName")?.text.map { [.roleName(account, $0)] } ?? []
        default: return []
        }
    }

    mutating func declare(_ arn: String, _ expectation: Int) {
        guard let identity = DeclaredIdentity(arn) else { return }
        nodes.append(.init(expectation: expectation, kind: "declared", name: arn, isCertain: true))
        for trace in identity.traces { follow(trace, nodes.count - 1) }
    }

    mutating func run() {
        while let (trace, node, from, until) = queue.popLast() {
            let grip = Grip(node: node, from: from, until: until)
            for place in byTrace[trace] ?? [] where grip.holds(events[place].time) { take(place, node, trace) }
        }
    }

    /// An event of a followed identity: its other lasting names are the identity's too, and what it begot is followed.
    private mutating func take(_ place: Int, _ node: Int, _ trace: Trace) {
        guard !isMember[place] else { return }
        isMember[place] = true
        let event = events[place]
        for other in traces[place] where isSame(other, event, node) {
            if aliases.updateValue(aliases[other] ?? node, forKey: other) == nil {
                queue.append((other, node, nil, nil))
            }
        }
        for child in event.offspring(catalogue) + begunInConsole(by: event, trace) where !isCopy(child, of: event) {
            let end = child.traces.lazy.compactMap { deletions[$0] }.first
                .flatMap { times in times.first { time in event.time.map { $0 <= time } ?? true } }
            nodes.append(
                .init(
                    expectation: nodes[node].expectation, parent: node, event: place, kind: child.kind,
                    name: child.name, isCertain: nodes[node].isCertain && child.isCertain))
            for trace in child.traces {
                follow(trace, nodes.count - 1, from: from(trace, event), until: until(trace, event, end))
            }
        }
    }

    /// A session in the console that another one led to: through a switched role, or with a session's keys.
    private func begunInConsole(by event: LogEvent, _ trace: Trace) -> [Offspring] {
        guard event.isSuccessfulEntry, let principal = event.identity.principalID, let time = event.time else {
            return []
        }
        let isSwitch = event.switchedFrom.map { LogEvent.names(in: $0).contains(trace) } ?? false
        guard isSwitch || trace == .consolePrincipal(principal) else { return [] }
        return [
            Offspring(
                kind: "session", name: event.identity.arn ?? principal,
                traces: [.session(principal: principal, since: time)], isCertain: isSwitch)
        ]
    }

    /// Whether another account's record of the same call has given the same offspring.
    private func isCopy(_ child: Offspring, of event: LogEvent) -> Bool {
        guard let shared = event.sharedID else { return false }
        return child.traces.contains { trace in
            (grips[trace] ?? []).contains { grip in
                nodes[grip.node].event.map { events[$0].sharedID == shared } ?? false
            }
        }
    }

    /// Whether a trace of an event is as good as the one that led to it. The id of a user who is known by name is:
    /// `CheckMfa` has nothing else. The role of a single followed session, or the user of a single key, is not.
    private func isSame(_ trace: Trace, _ event: LogEvent, _ node: Int) -> Bool {
        switch trace {
        case .shared, .signIn, .session: true
        case .principal: event.identity.type == "IAMUser" && ["declared", "user"].contains(nodes[node].kind)
        case .key(let id): !id.hasPrefix("AKIA")
        default: false
        }
    }

    /// Ids are never used twice; a name begins with the call that made it.
    private func from(_ trace: Trace, _ event: LogEvent) -> EventTime? {
        switch trace {
        case .key, .session, .principal, .instance, .shared, .signIn, .storeUser: nil
        default: event.time
        }
    }

    private func until(_ trace: Trace, _ event: LogEvent, _ deletion: EventTime?) -> EventTime? {
        switch trace {
        case .identity, .userName, .roleName: deletion
        // A federated session lasts at most 36 hours, and the console takes its keys no longer.
        case .consolePrincipal: event.time.map { EventTime(seconds: $0.seconds + 36 * 3_600) }
        default: nil
        }
    }

    private mutating func follow(_ trace: Trace, _ node: Int, from: EventTime? = nil, until: EventTime? = nil) {
        grips[trace, default: []].append(Grip(node: node, from: from, until: until))
        queue.append((trace, node, from, until))
    }

    /// For each member the node of its most specific trace.
    func owners() -> [Int?] {
        events.indices.map { place in
            guard isMember[place] else { return nil }
            let time = events[place].time
            return traces[place].lazy.compactMap { grips[$0]?.first { $0.holds(time) }?.node }.first
                ?? traces[place].lazy.compactMap { aliases[$0] }.first
        }
    }
}
