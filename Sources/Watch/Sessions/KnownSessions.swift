// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What all events of a lineage together tell about its sessions, before they are grouped.
struct KnownSessions {
    /// For each principal the times at which its sessions were made, in order.
    private var beginnings: [String: [EventTime]] = [:]
    /// Calls that the caller's own account has a record of.
    private var callers: Set<String> = []

    /// A console sign-in with a temporary session's keys comes at most this many seconds after they were issued.
    private static let longest: Int64 = 36 * 3_600

    init(_ events: [LogEvent], _ lineage: Lineage) {
        var found: [String: Set<EventTime>] = [:]
        for (place, event) in events.enumerated() where lineage.owners[place] != nil {
            if let shared = event.sharedID, event.identity.type != "AWSAccount" { callers.insert(shared) }
            guard let principal = event.identity.principalID, event.nature != .onward,
                let since = event.identity.session?.creationDate
            else { continue }
            found[principal, default: []].insert(since)
        }
        beginnings = found.mapValues { $0.sorted() }
    }

    /// When the session of a sign-in was made: with it, or before it if a federated sign-in used issued keys.
    func beginning(of principal: String, signedIn time: EventTime) -> EventTime {
        guard principal.contains(":"), let times = beginnings[principal] else { return time }
        if times.contains(time) { return time }
        return times.last { $0 <= time && time.seconds - $0.seconds <= Self.longest } ?? time
    }

    /// Whether a record is only another account's copy of a call that is here anyway.
    func isCopy(_ event: LogEvent) -> Bool {
        event.identity.type == "AWSAccount" && event.sharedID.map(callers.contains) ?? false
    }
}
