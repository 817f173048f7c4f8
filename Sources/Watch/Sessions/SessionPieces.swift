// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The events of each session, found by what they have in common: a key, a principal and a creation time, a sign-in.
struct SessionPieces {
    /// Onward calls and heartbeats.
    private(set) var byTheWay: [Int] = []
    /// Attempts to sign in that led to no session.
    private(set) var failed: [Int] = []

    private let events: [LogEvent]
    private let known: KnownSessions
    private var found: [[Int]] = []
    /// Pieces that turned out to be of one session point to the earlier of them.
    private var joined: [Int] = []
    private var open: [Trace: Int] = [:]
    /// Events that bear no key: what a person does before the sign-in succeeds.
    private var keyless: [Int] = []

    /// A long-term key's use is cut where nothing happens for longer than this many seconds.
    private static let longestGap: Int64 = 3_600
    /// What leads to a sign-in comes at most this many seconds before it.
    private static let longestSignIn: Int64 = 900

    init(_ events: [LogEvent], _ lineage: Lineage) {
        self.events = events
        known = KnownSessions(events, lineage)
        for (place, event) in events.enumerated() where lineage.owners[place] != nil && !known.isCopy(event) {
            switch event.nature {
            case .service: continue
            case .onward, .heartbeat: byTheWay.append(place)
            case .entry where event.isSignIn && !event.isSuccessfulEntry: failed.append(place)
            case .entry, .read, .act:
                let traces = traces(of: event)
                if traces.isEmpty { keyless.append(place) } else { add(place, traces) }
            }
        }
    }

    /// The groups, each in order of time.
    mutating func groups() -> [[Int]] {
        var whole: [Int: [Int]] = [:]
        for (piece, places) in found.enumerated() { whole[root(piece), default: []] += places }
        var groups = whole.keys.sorted().map { whole[$0]!.sorted() }
        addKeyless(to: &groups)
        return groups
    }

    private func traces(of event: LogEvent) -> [Trace] {
        let key = event.identity.accessKeyID
        if let key, key.hasPrefix("AKIA") { return [.key(key)] }
        var traces: [Trace] = []
        if let signIn = event.identity.session?.signInSessionARN { traces.append(.signIn(signIn)) }
        if let principal = event.identity.principalID {
            if let since = event.identity.session?.creationDate {
                traces.append(.session(principal: principal, since: since))
            } else if event.isSignIn, let time = event.time {
                traces.append(.session(principal: principal, since: known.beginning(of: principal, signedIn: time)))
            }
        }
        if let key { traces.append(.key(key)) }
        return traces
    }

    private mutating func add(_ place: Int, _ traces: [Trace]) {
        let pieces = traces.compactMap { open[$0] }.map(root)
        let piece: Int
        if let first = pieces.min(), !isCut(place, after: found[first].last!, traces) {
            piece = first
            for other in pieces { joined[other] = first }
            found[piece].append(place)
        } else {
            piece = found.count
            found.append([place])
            joined.append(piece)
        }
        for trace in traces { open[trace] = piece }
    }

    private func root(_ piece: Int) -> Int {
        var piece = piece
        while joined[piece] != piece { piece = joined[piece] }
        return piece
    }

    private func isCut(_ place: Int, after last: Int, _ traces: [Trace]) -> Bool {
        guard case .key(let id)? = traces.first, id.hasPrefix("AKIA"), let time = events[place].time,
            let previous = events[last].time
        else { return false }
        return time.seconds - previous.seconds > Self.longestGap
    }

    /// The check of a factor and the recovery of a password belong to the sign-in that follows; other events without a
    /// key to the session before them, or to one of their own.
    private mutating func addKeyless(to groups: inout [[Int]]) {
        var byPrincipal: [String: [Int]] = [:]
        for (place, group) in groups.enumerated() {
            for principal in Set(group.compactMap { events[$0].identity.principalID }) {
                byPrincipal[principal, default: []].append(place)
            }
        }
        for place in keyless {
            let event = events[place]
            let name = event.identity.principalID ?? event.identity.arn ?? ""
            let candidates = byPrincipal[name] ?? []
            // Candidates are in order of time.
            let next = candidates.first { candidate in
                guard let began = events[groups[candidate][0]].time, let ended = events[groups[candidate].last!].time,
                    let time = event.time
                else { return false }
                return began.seconds - time.seconds <= Self.longestSignIn && time <= ended
            }
            let before = candidates.last { candidate in
                guard let ended = events[groups[candidate].last!].time, let time = event.time else { return false }
                return ended <= time && time.seconds - ended.seconds <= Self.longestGap
            }
            if let group = next ?? before {
                groups[group] = (groups[group] + [place]).sorted()
            } else if event.nature == .entry {
                failed.append(place)
            } else {
                byPrincipal[name, default: []].append(groups.count)
                groups.append([place])
            }
        }
    }
}
