// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What a session was for: how often it read from and wrote to a service.
package struct ServiceUse: Sendable {
    package var service: String
    package var reads: Int
    package var writes: Int
    /// Calls of either kind that failed.
    package var failures: Int
}

extension Audit {
    /// The services that a session used, the most written to first.
    package func services(of session: Session) -> [ServiceUse] {
        var uses: [String: ServiceUse] = [:]
        for place in session.own {
            let event = events[place]
            var use = uses[event.service] ?? ServiceUse(service: event.service, reads: 0, writes: 0, failures: 0)
            if event.nature == .act { use.writes += 1 } else { use.reads += 1 }
            if event.errorCode != nil { use.failures += 1 }
            uses[event.service] = use
        }
        return uses.values.sorted { ($1.writes, $1.reads, $0.service) < ($0.writes, $0.reads, $1.service) }
    }
}
