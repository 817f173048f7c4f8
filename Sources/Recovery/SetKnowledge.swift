// SPDX-License-Identifier: Apache-2.0

package import SecretSharing
package import ShareEnvelope

/// What is known about sets and sheets besides what the sheets show.
package protocol SetKnowledge: Sendable {
    /// The status of a set.
    func status(of set: SetIdentity) -> SetStatus
    /// Why a sheet should not be here; `nil` if nothing says so.
    func doubt(about share: ShareNumber, in set: SetIdentity) -> String?
    /// The sets whose words begin with these.
    func sets(beginning words: [String]) -> [SetIdentity]
    /// What a set opens.
    func opens(_ set: SetIdentity) -> String?
    /// Who keeps a share.
    func custodian(of share: ShareNumber, in set: SetIdentity) -> String?
}

/// That no ledger is here, and nothing is known.
package struct NoLedger: SetKnowledge {
    /// Knows nothing.
    package init() {}
    /// No ledger says anything.
    package func status(of set: SetIdentity) -> SetStatus { .noLedger }
    /// No doubt.
    package func doubt(about share: ShareNumber, in set: SetIdentity) -> String? { nil }
    /// No sets.
    package func sets(beginning words: [String]) -> [SetIdentity] { [] }
    /// Unknown.
    package func opens(_ set: SetIdentity) -> String? { nil }
    /// Unknown.
    package func custodian(of share: ShareNumber, in set: SetIdentity) -> String? { nil }
}
