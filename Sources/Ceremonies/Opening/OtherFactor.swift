// SPDX-License-Identifier: Apache-2.0
//
// Without a policy nothing says that two credentials belong together, so they are opened one after the other. What was
// stated for the first holds for the second: the same failure, on the same machine, by the same people.

import Ledger
package import ShareEnvelope

extension Statement {
    /// Whether it is about the account as a whole. Who names one credential opens that one.
    package var coversOtherFactor: Bool { first.credential == nil }

    /// The same statement for the other credential of the account, whose sheets came with those of the first. Its set is
    /// named, and the ledger's rules about it hold.
    ///
    /// - Parameter place: where the recovery is written.
    package func repeated(for other: Manifest, at place: CeremonyEvidence) -> Statement {
        let opened = first.repeated(for: other)
        var rules: [any Rule] = [ReadablePolicyRule(place.state)]
        if let state = place.state { rules.append(ChosenSetRule(other.identity.code, in: opened, of: state)) }
        return Statement(
            openings: [opened], account: account, rules: rules, notices: [], choice: nil, taken: [])
    }
}

extension RecoveryOpened {
    fileprivate func repeated(for other: Manifest) -> RecoveryOpened {
        RecoveryOpened(
            account: account ?? other.label, credential: other.credential, failureMode: failureMode,
            normalPathDown: normalPathDown, reason: reason, ticket: ticket, operatedBy: operatedBy,
            approvedBy: approvedBy, windowSeconds: windowSeconds, set: other.identity, shares: [],
            isPractice: practice == true)
    }
}
