// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What decides which records matter. A state that was made on another basis knows nothing of the records that matter
/// now. Openings, networks and all else that is expected are no part of it: they are judged again in each run.
package struct StateBasis: Hashable, Sendable {
    /// ARNs of the declared identities, sorted.
    let identities: [String]
    /// ARNs of the declared secrets, sorted.
    let secrets: [String]
    /// 16 hex digits that stand for the catalogue and for the way in which traces are hashed.
    let rules: String

    init(identities: [String], secrets: [String], rules: String) {
        self.identities = identities
        self.secrets = secrets
        self.rules = rules
    }

    /// The basis of a run.
    init(_ expectations: [Expectation], _ catalogue: Catalogue) {
        identities = Set(expectations.flatMap(\.identities)).sorted()
        secrets = Set(expectations.flatMap(\.secrets)).sorted()
        let trace = Trace.session(principal: "AROAEXAMPLE:a session", since: EventTime(seconds: 1)).stableHash
        let example = Trace.stableHash(ofActorWith: [trace])
        let digits = String(catalogue.hash ^ example, radix: 16)
        rules = String(repeating: "0", count: 16 - digits.count) + digits
    }
}
