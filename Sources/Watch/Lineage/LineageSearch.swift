// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The fixpoint: events give traces, traces give events.
struct LineageSearch {
    private(set) var nodes: [Lineage.Node] = []

    private let events: [LogEvent]
    private let catalogue: Catalogue
    private let traces: [[Trace]]
    private let trust: TrustHistory
    /// The calls that issued sessions, by the traces of the sessions.
    private let issues: [Trace: Int]
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
        var issues: [Trace: Int] = [:]
        for (place, event) in events.enumerated() {
            for trace in traces[place] { byTrace[trace, default: []].append(place) }
            for child in event.offspring(catalogue) where child.kind == "session" {
                for trace in child.traces { issues[trace] = place }
            }
            guard event.errorCode == nil, let time = event.time else { continue }
            for trace in Self.deleted(by: event) { deletions[trace, default: []].append(time) }
        }
        self.traces = traces
        trust = TrustHistory(events)
        self.byTrace = byTrace
        self.deletions = deletions
        self.issues = issues
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
        nodes.append(.init(expectation: expectation, kind: Lineage.Node.declared, name: arn, isCertain: true))
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
        for other in traces[place] where isSame(other, event, node, trace) {
            if aliases.updateValue(aliases[other] ?? node, forKey: other) == nil {
                queue.append((other, node, nil, nil))
            }
        }
        for child in event.offspring(catalogue) + switched(by: event, trace) + opened(by: event, at: place) {
            if isOwn(child, of: event) {
                for trace in child.traces where aliases[trace] == nil {
                    aliases[trace] = node
                    queue.append((trace, node, nil, nil))
                }
                continue
            }
            guard !isCopy(child, of: event) else { continue }
            let end = end(of: child, after: event.time)
            nodes.append(
                .init(
                    expectation: nodes[node].expectation, parent: node,
                    event: nodes[node].kind == Lineage.Node.trust ? nodes[node].event : place, kind: child.kind,
                    name: child.name, isCertain: nodes[node].isCertain && child.isCertain && !trace.isShared))
            for trace in child.traces {
                follow(trace, nodes.count - 1, from: from(trace, event), until: until(trace, event, end))
            }
        }
    }

    /// A session of another role that a switch in the console led to.
    private func switched(by event: LogEvent, _ trace: Trace) -> [Offspring] {
        guard event.isSuccessfulEntry, let from = event.switchedFrom, LogEvent.names(in: from).contains(trace),
            let principal = event.identity.principalID, let time = event.time
        else { return [] }
        return [
            Offspring(
                kind: "session", name: event.identity.arn ?? principal,
                traces: [.session(principal: principal, since: time)], isCertain: true)
        ]
    }

    /// A role that the call opened to others. That who comes in is the same person is likely, no more.
    private func opened(by event: LogEvent, at place: Int) -> [Offspring] {
        let letIn = event.errorCode == nil ? trust.letIn(by: event, at: place) : []
        guard !letIn.isEmpty, let role = event.parameters?.member("roleName")?.text else { return [] }
        return [Offspring(kind: Lineage.Node.trust, name: role, traces: letIn, isCertain: false)]
    }

    /// Whether a session is one of a declared identity, or of the caller itself with other keys: then it is no child.
    private func isOwn(_ child: Offspring, of event: LogEvent) -> Bool {
        guard child.kind == "session" else { return false }
        if Self.renewals.contains(event.name) { return true }
        let names: [Trace] =
            if case .root(let account)? = event.assumedRootARN.flatMap({ DeclaredIdentity($0) }) {
                [.root(account)]
            } else {
                LogEvent.names(in: child.name)
            }
        return names.contains { name in
            (grips[name] ?? []).contains { nodes[$0.node].kind == Lineage.Node.declared }
        }
    }

    /// Calls that give the caller other keys for what it is already.
    private static let renewals: Set<String> = ["GetSessionToken", "GetSigninToken", "CreateOAuth2Token"]

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
    /// Neither is anything of somebody whom an opened role let in: only the session that follows is.
    private func isSame(_ trace: Trace, _ event: LogEvent, _ node: Int, _ found: Trace) -> Bool {
        if case .trusted = found { return false }
        return switch trace {
        case .shared, .signIn, .session: true
        case .principal: event.identity.type == "IAMUser" && [Lineage.Node.declared, "user"].contains(nodes[node].kind)
        case .key(let id): !id.hasPrefix("AKIA")
        default: false
        }
    }

    /// When what was made was deleted, for the first time after it was made.
    private func end(of child: Offspring, after begun: EventTime?) -> EventTime? {
        let times = child.traces.compactMap { deletions[$0] }.first ?? []
        return times.first { time in begun.map { $0 <= time } ?? true }
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
        // A session lasts at most 36 hours, and neither the console nor a service takes its keys for longer.
        case .consolePrincipal, .onward: event.time.map { EventTime(seconds: $0.seconds + 36 * 3_600) }
        default: nil
        }
    }

    private mutating func follow(_ trace: Trace, _ node: Int, from: EventTime? = nil, until: EventTime? = nil) {
        grips[trace, default: []].append(Grip(node: node, from: from, until: until))
        queue.append((trace, node, from, until))
    }

    /// For each member the node that acted: a declared identity by its own name, or else what its most specific trace
    /// leads to. A session of a begotten role that no followed call issued, and one of a user whose password was set,
    /// become nodes of their own.
    mutating func owners() -> [Int?] {
        var sessions: [Trace: Int] = [:]
        return events.indices.map { place in
            guard isMember[place] else { return nil }
            let time = events[place].time
            let owner =
                node(events[place].ownTraces, time, onlyDeclared: true) ?? node(
                    traces[place], time, onlyDeclared: false)
                ?? alias(traces[place])
            guard let owner, nodes[owner].kind == "role" || nodes[owner].isWayIn,
                let session = session(of: events[place])
            else { return owner }
            if let known = sessions[session] { return known }
            nodes.append(
                .init(
                    expectation: nodes[owner].expectation, parent: owner,
                    event: issue(of: events[place]) ?? nodes[owner].event, kind: "session",
                    name: events[place].identity.arn ?? nodes[owner].name, isCertain: nodes[owner].isCertain))
            sessions[session] = nodes.count - 1
            return nodes.count - 1
        }
    }

    private func node(_ traces: [Trace], _ time: EventTime?, onlyDeclared: Bool) -> Int? {
        for trace in traces {
            let grip = grips[trace]?.first { $0.holds(time) && (!onlyDeclared || nodes[$0.node].isDeclared) }
            if let grip { return grip.node }
        }
        return nil
    }

    /// The call, of whomever, that issued the session of an event.
    private func issue(of event: LogEvent) -> Int? { event.ownTraces.lazy.compactMap { issues[$0] }.first }

    private func alias(_ traces: [Trace]) -> Int? {
        for trace in traces {
            if let node = aliases[trace] { return node }
        }
        return nil
    }

    private func session(of event: LogEvent) -> Trace? {
        guard let principal = event.identity.principalID else { return nil }
        if event.isSignIn, let time = event.time { return .session(principal: principal, since: time) }
        return (event.identity.session?.creationDate).map { .session(principal: principal, since: $0) }
            ?? event.identity.accessKeyID.map { .key($0) }
    }
}
