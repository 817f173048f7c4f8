// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// How an entry contradicts the entries before it.
public enum EntryFault: Hashable, Sendable {
    /// A record holds a kind of entry that no ceremony without the ledger writes.
    case notForRecords(EntryKind)
    /// A record tells of a set that it did not deal itself.
    case notOfRecord(SetIdentity)
    /// A set is entered once more.
    case createdAgain(SetIdentity)
    /// The account is not the label of the set's manifest.
    case otherAccount(SetIdentity)
    /// The credential is not the one that the set's manifest names.
    case otherCredential(SetIdentity)
    /// A practice set that does not say what it is for, another set that says so, or practice for a practice set.
    case unfoundedPractice(SetIdentity)
    /// A set is named for an opening that was revealed.
    case namedLate(opening: UInt64)
    /// An opening is revealed once more.
    case revealedAgain(opening: UInt64)
    /// Another set is revealed than the one that the opening is of.
    case otherSet(opening: UInt64)
    /// An opening stands beside one that is not the same ceremony's.
    case unfoundedBeside(UInt64)
    /// A sheet takes a place that is not free, or is no spare of that group.
    case unfoundedReplacement
}
