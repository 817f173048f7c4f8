// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// How an entry contradicts the entries before it.
public enum EntryFault: Hashable, Sendable {
    /// A set is entered once more.
    case createdAgain(SetIdentity)
    /// The account is not the label of the set's manifest, or the credential not the manifest's.
    case otherAccount(SetIdentity)
    /// The credential is not the one that the set's manifest names.
    case otherCredential(SetIdentity)
    /// A practice set whose manifest does not say so, a manifest for practice without what it is for, or practice for a
    /// practice set.
    case unfoundedPractice(SetIdentity)
    /// The custodians are not those of the manifest's shares.
    case otherCustodians(SetIdentity)
    /// A set is named for an opening that was revealed.
    case namedLate(opening: UInt64)
    /// An opening is revealed once more.
    case revealedAgain(opening: UInt64)
    /// Another set is revealed than the one that the opening is of.
    case otherSet(opening: UInt64)
    /// An opening is closed as one of another set than it is of.
    case closedAsAnother(opening: UInt64)
    /// An opening is closed once more.
    case closedAgain(opening: UInt64)
    /// An opening stands beside one that is not the same ceremony's.
    case unfoundedBeside(UInt64)
    /// A sheet takes a place that is not free, or is no spare of that group.
    case unfoundedReplacement
    /// Somebody stands for what the same person decided.
    case ownCountersignature(EntryPlace)
    /// A policy names a set and no shares that agree, or shares and no set.
    case halfAgreement

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
        }
    }
}
