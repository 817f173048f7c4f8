// SPDX-License-Identifier: Apache-2.0

public import MerkleLog
public import SecretSharing
public import ShareEnvelope

/// Something that an audit of a ledger found.
public struct AuditFinding: Hashable, Sendable {
    /// What is wrong.
    public enum What: Hashable, Sendable {
        /// The ledger holds nothing, or its first line opens neither a binder nor a record.
        case noBeginning
        /// A line that is no entry.
        case notAnEntry(EntryDefect)
        /// Bytes behind the last line end.
        case tornTail(byteCount: Int)
        /// There is no checkpoint.
        case noCheckpoint
        /// The checkpoint cannot be read.
        case badCheckpoint(MerkleLogError)
        /// The checkpoint is of another ledger.
        case otherOrigin(String)
        /// The checkpoint is not signed by the ledger's key, or its signature is wrong.
        case unsigned(MerkleLogError)
        /// The checkpoint counts more entries than there are.
        case cut(size: UInt64, found: UInt64)
        /// There are entries that the checkpoint does not count.
        case beyondCheckpoint(count: UInt64)
        /// A witness saw another tree.
        case rewritten(AuditWitness)
        /// A cosignature is no signature of the share's key over the checkpoint that it names.
        case forgedCosignature(SetIdentity, ShareNumber)
        /// The ledger's own signature under a cosigned checkpoint is none of its key.
        case forgedLogSignature
        /// A cosignature by a share of which the ledger holds no manifest.
        case unknownCosigner(SetIdentity, ShareNumber)
        /// A cosignature of a tree that had not been reached.
        case earlyCosignature(size: UInt64)
        /// A cosignature of an entry that does not ask for this share.
        case notAsked(SetIdentity, ShareNumber)
        /// A set whose manifest is another's, or none.
        case wrongManifest(SetIdentity)
        /// A set was revealed without the consent of these shares.
        case withoutConsent([ShareNumber])
        /// An entry speaks of another that is not there, or not of that kind.
        case danglingReference(String)
        /// An entry contradicts those before it.
        case fault(EntryFault)
        /// An entry's time lies before that of the entry before it.
        case timeRunsBack
        /// A binder or a record is opened where it cannot be.
        case opensAgain
        /// A key took over without the consent of a quorum of the set that the policy names.
        case unfoundedKeyChange
        /// The record that an entry took in is not the one that it names.
        case wrongRecord
        /// A piece of a record does not follow the one before it.
        case recordOutOfOrder
        /// A record that was taken in again does not begin with what was taken in before.
        case rewrittenRecord
        /// A record that says that it belongs to another ledger.
        case foreignRecord
        /// The file of a manifest is not there; the ledger itself holds the manifest.
        case missingFile(String)
        /// The file of a manifest or a ciphertext differs, or must not be there.
        case wrongFile(String, reason: String)
        /// The policy's file differs from the ledger's last policy.
        case policyNotRecorded
        /// The trust policy is not satisfied by any checkpoint.
        case policyNotMet(MerkleLogError)
    }

    /// The entry, where one can be named.
    public let place: EntryPlace?
    /// What is wrong.
    public let what: What

    /// Whether the ledger can still be believed as far as its witnesses go.
    public var isWarning: Bool {
        switch what {
        case .timeRunsBack, .policyNotRecorded, .withoutConsent, .tornTail, .beyondCheckpoint, .unknownCosigner,
            .missingFile:
            true
        default: false
        }
    }
}

/// Somebody who vouches for a ledger up to a size.
public struct AuditWitness: Hashable, Sendable {
    /// Who.
    public enum Who: Hashable, Sendable {
        /// The ledger's own key, which nobody need trust.
        case ledgerKey
        /// A share that took part in a ceremony.
        case share(SetIdentity, ShareNumber, custodian: PublicText?, at: UInt64)
        /// A code on a sheet or a slip.
        case paper(String)
        /// A checkpoint that somebody kept.
        case file(String)
        /// A witness of the trust policy.
        case policyWitness(String)
    }

    /// Who.
    public let who: Who
    /// For how many entries.
    public let size: UInt64
    /// The root that the witness saw.
    public let root: TreeHash
}
