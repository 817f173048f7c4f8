// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// Failed sign-ins as one identity from one address, one after another. Events are places in the list of events.
package struct FailedSignIn: Sendable {
    /// Who was tried, as a node of the lineage.
    package var node: Int
    /// The tries, in order of time.
    package var events: [Int]
    /// The tries that no success followed within 120 seconds: who mistypes a password tries again.
    package var lasting: [Int]
    /// The sign-in that followed the last try within 120 seconds.
    package var succeeded: Int?
    /// From where, as the log has it.
    package var address: String?
    package var network: Network
    package var agents: [String]
    /// What the log says of why they failed.
    package var reasons: [String]
    package var first: EventTime?
    package var last: EventTime?

    /// How often, and from where.
    package var sentence: String {
        "\(events.count) \(events.count == 1 ? "try" : "tries") from \(address ?? "an unknown address") "
            + "(\(network.rawValue) network)"
    }
}

/// Finds what failed tries to sign in belong together.
struct FailedSignIns {
    let events: [LogEvent]
    let lineage: Lineage
    let networks: [DeclaredNetworks]
    /// The sign-ins that succeeded, by principal, in order of time.
    private let successes: [String: [Int]]

    /// Tries with a longer rest between them are told apart, in seconds.
    private static let longestRest: Int64 = 3_600
    /// Who mistypes tries again within so many seconds.
    private static let longestRetry: Int64 = 120

    init(_ events: [LogEvent], _ lineage: Lineage, _ networks: [DeclaredNetworks], _ sessions: [Session]) {
        self.events = events
        self.lineage = lineage
        self.networks = networks
        var successes: [String: [Int]] = [:]
        for entry in sessions.compactMap(\.entry).sorted() {
            guard let principal = events[entry].identity.principalID else { continue }
            successes[principal, default: []].append(entry)
        }
        self.successes = successes
    }

    /// The failed tries in groups, in order of time.
    func grouped(_ failed: [Int]) -> [FailedSignIn] {
        var groups: [FailedSignIn] = []
        // The last group of each identity and address.
        var open: [Key: Int] = [:]
        for place in failed.sorted() {
            let event = events[place]
            guard let node = lineage.owners[place] else { continue }
            let key = Key(node: node, address: event.address)
            let group: Int
            if let last = open[key], !isRest(groups[last].last, event.time) {
                group = last
            } else {
                group = groups.count
                groups.append(
                    FailedSignIn(
                        node: node, events: [], lasting: [], succeeded: nil, address: event.address,
                        network: networks[lineage.nodes[node].expectation].place(of: event), agents: [], reasons: [],
                        first: event.time, last: nil))
                open[key] = group
            }
            add(place, to: &groups[group])
        }
        return groups
    }

    private struct Key: Hashable {
        var node: Int
        var address: String?
    }

    private func isRest(_ last: EventTime?, _ time: EventTime?) -> Bool {
        guard let last, let time else { return last != nil || time != nil }
        return time.seconds - last.seconds > Self.longestRest
    }

    private func add(_ place: Int, to group: inout FailedSignIn) {
        let event = events[place]
        group.events.append(place)
        group.last = event.time
        group.agents = (group.agents + [event.agent].compactMap(\.self)).uniqued
        group.reasons = (group.reasons + [event.errorMessage ?? event.errorCode].compactMap(\.self)).uniqued
        group.succeeded = success(after: event)
        if group.succeeded == nil { group.lasting.append(place) }
    }

    private func success(after event: LogEvent) -> Int? {
        guard let time = event.time, let principal = event.identity.principalID else { return nil }
        return successes[principal]?.first { entry in
            guard let success = events[entry].time else { return false }
            return time <= success && success.seconds - time.seconds <= Self.longestRetry
        }
    }
}
