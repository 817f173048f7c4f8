// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// How an entry contradicts the entries before it.
package enum EntryFault: Hashable, Sendable {
    /// A set is created that was already created.
    case createdAgain(SetIdentity)
    /// The account is not the label of the set's manifest.
    case otherAccount(SetIdentity)
    /// The credential is not the one that the set's manifest names.
    case otherCredential(SetIdentity)
    /// The entry and the manifest disagree on whether the set is for practice, or the set is practice for itself or for
    /// a practice set.
    case unfoundedPractice(SetIdentity)
    /// The custodians do not match the manifest's shares.
    case otherCustodians(SetIdentity)
    /// A set is named for an opening that was already revealed.
    case namedLate(opening: UInt64)
    /// An opening is revealed again.
    case revealedAgain(opening: UInt64)
    /// The set that is revealed is not the set of the opening.
    case otherSet(opening: UInt64)
    /// An opening is closed under a set that is not its own.
    case closedAsAnother(opening: UInt64)
    /// An opening is closed again.
    case closedAgain(opening: UInt64)
    /// `beside` names an opening that is not the statement of the same ceremony directly before.
    case unfoundedBeside(UInt64)
    /// A sheet takes the place of one that is not lost, or is not a spare of that group.
    case unfoundedReplacement
    /// A person countersigns that person's own decision.
    case ownCountersignature(EntryPlace)
    /// A policy names a set without shares that agree, or shares without a set.
    case halfAgreement
    /// An entry names a result file without what it says, or the other way around.
    case halfResult

    /// The rule of docs/LEDGER.md.
    var rule: AuditRule {
        switch self {
        case .createdAgain: .E3
        case .otherAccount, .otherCredential: .E4
        case .unfoundedPractice: .E5
        case .otherCustodians: .E6
        case .namedLate, .revealedAgain: .E7
        case .otherSet: .E8
        case .closedAsAnother: .E9
        case .unfoundedBeside: .E10
        case .unfoundedReplacement: .E11
        case .ownCountersignature: .E12
        case .closedAgain: .E13
        case .halfAgreement: .E14
        case .halfResult: .E15
        }
    }
}
