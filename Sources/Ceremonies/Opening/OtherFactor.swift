// SPDX-License-Identifier: Apache-2.0
//
// Without a policy nothing says that two credentials belong together, so they are opened one after the other. What was
// stated for the first holds for the second: the same failure, on the same machine, by the same people.

import Ledger
package import ShareEnvelope

extension Statement {
    /// The same statement for the other credential of the account, whose sheets came with those of the first.
    ///
    /// - Parameter place: where the recovery is written.
    package func repeated(for other: Manifest, at place: CeremonyEvidence) -> Statement {
        Statement(
            openings: [first.repeated(for: other)], account: account, rules: [ReadablePolicyRule(place.state)],
            notices: [], choice: nil, taken: [])
    }
}

extension RecoveryOpened {
    fileprivate func repeated(for other: Manifest) -> RecoveryOpened {
        RecoveryOpened(
            account: account, credential: other.credential, failureMode: failureMode, normalPathDown: normalPathDown,
            reason: reason, ticket: ticket, operatedBy: operatedBy, approvedBy: approvedBy,
            windowSeconds: windowSeconds, set: nil, shares: [], isPractice: practice == true)
    }
}
