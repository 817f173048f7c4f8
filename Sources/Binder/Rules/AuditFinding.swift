// SPDX-License-Identifier: Apache-2.0

public import MerkleLog
public import SecretSharing
public import ShareEnvelope

/// Something that an audit of a ledger found.
public struct AuditFinding: Hashable, Sendable {
    /// What is wrong, doubtful or worth knowing.
    public enum What: Hashable, Sendable {
        /// The ledger holds nothing, or its first line opens neither a binder nor a record.
        case noBeginning
        /// A binder or a record is opened where it cannot be.
        case opensAgain
        /// A line that is no entry.
        case notAnEntry(EntryDefect)
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
        /// The checkpoint is of other lines.
        case otherLines(size: UInt64)
        /// There are lines that the ledger's key did not sign.
        case unsignedLines(count: UInt64)
        /// Bytes behind the last line end.
        case tornTail(byteCount: Int)
        /// The program was interrupted while it wrote so many lines.
        case interrupted(count: UInt64)
        /// The bytes are those of another set's manifest.
        case wrongManifest(SetIdentity)
        /// The bytes are no manifest in its one form.
        case manifestOutOfForm(SetIdentity)
        /// An entry speaks of a set of which no manifest is known.
        case unknownSet(SetIdentity)
        /// An entry speaks of another that is not before it, or of another kind.
        case danglingReference(String)
        /// An entry contradicts those before it.
        case fault(EntryFault)
        /// A cosignature of a tree that had not been reached.
        case earlyCosignature(size: UInt64)
        /// No signatures, or not in the order of the shares with each of them once.
        case unorderedCosignatures
        /// A share saw another tree.
        case rewritten(AuditWitness)
        /// A cosignature is no signature of the share's key over the checkpoint that it names.
        case forgedCosignature(SetIdentity, ShareNumber)
        /// The ledger's own signature under a cosigned checkpoint is none of its key.
        case forgedLogSignature
        /// A cosignature of an entry that does not ask for this share.
        case notAsked(SetIdentity, ShareNumber)
        /// A cosignature by a share of which the ledger holds no manifest.
        case unknownCosigner(SetIdentity, ShareNumber)
        /// A set was revealed without the consent of these shares.
        case withoutConsent([ShareNumber])
        /// A key took over without the consent of a quorum right behind it.
        case keyWithoutConsent
        /// A key took over by a set that may not give it.
        case keyOfAnotherSet(SetIdentity)
        /// A policy names another holder of the key without the agreement of the one so far.
        case keyRuleNotAgreed
        /// A record changes the key.
        case keyInRecord
        /// Only the keeper says that a set is its credential's.
        case claimedSet(SetIdentity)
        /// A code from paper is not of the ledger's lines.
        case paperDisagrees(AuditWitness)
        /// A checkpoint file that the ledger's key signed is not of the ledger's lines.
        case fileDisagrees(AuditWitness)
        /// What was brought is of another ledger, or of another key.
        case foreignEvidence(String)
        /// A code from paper does not pass its own check.
        case misreadCode(String)
        /// What was brought cannot be read, or is not signed.
        case unreadableEvidence(String)
        /// Only this ledger vouches for a set whose shares signed.
        case madeUpWitness(SetIdentity)
        /// Nothing from outside shows the ledger as it is.
        case noAnchor
        /// No tree has the cosignatures that the trust policy asks for.
        case quorumNotMet
        /// A record holds a kind of entry that no ceremony without the ledger writes.
        case notForRecords(EntryKind)
        /// A record tells of a set that it did not deal itself.
        case notOfRecord(SetIdentity)
        /// A piece of a record does not follow the one before it, or the next one is missing.
        case recordOutOfOrder
        /// The record that an entry took in is not the one that it names.
        case wrongRecord
        /// A record that says that it belongs to another ledger.
        case foreignRecord
        /// A record that was merged again has other lines where it was merged before.
        case rewrittenRecord
        /// An entry's time lies before that of the entry before it.
        case timeRunsBack
        /// The file of a manifest is not what the ledger holds.
        case otherManifestFile(String)
        /// The file of a ciphertext differs, or must not be there.
        case wrongCiphertextFile(String, reason: String)
        /// The file of a manifest is not there; the ledger itself holds the manifest.
        case missingFile(String)
        /// The policy's file differs from the ledger's last policy.
        case policyNotRecorded
        /// Sheets are said to have been read back, and their shares did not sign.
        case unsignedReadBack(SetIdentity, [ShareNumber])
        /// A window ends later than the statement allows, or the statement allows none.
        case overlongWindow(end: LedgerTime?)
        /// A set is said to have come to nothing after one of its sheets was proven.
        case abandonedAfterProof(SetIdentity)
        /// A review tells of a use that was not there when it was filed.
        case earlyReview
        /// The words of a policy's change are not what changed.
        case otherChanges
    }

    /// The entry, where one can be named.
    public let place: EntryPlace?
    /// What it is.
    public let what: What

    init(place: EntryPlace?, what: What) {
        self.place = place
        self.what = what
    }

    /// The rule of docs/LEDGER.md that found it.
    public var rule: AuditRule { what.rule }
    /// What it does to the ledger.
    public var level: AuditLevel { rule.level }
    /// Whether the ledger can still be believed as far as its witnesses go.
    public var isWarning: Bool { level != .wrong && level != .disputed }
}

extension AuditFinding.What {
    /// The rule of docs/LEDGER.md.
    var rule: AuditRule {
        switch self {
        case .noBeginning: .L1
        case .opensAgain: .L2
        case .notAnEntry: .L3
        case .noCheckpoint: .L4
        case .badCheckpoint, .otherOrigin, .unsigned: .L5
        case .cut, .otherLines: .L6
        case .unsignedLines: .L7
        case .tornTail: .L8
        case .interrupted: .L9
        case .wrongManifest: .M1
        case .manifestOutOfForm: .M2
        case .unknownSet: .E1
        case .danglingReference: .E2
        case .fault(let fault): fault.rule
        case .earlyCosignature: .C1
        case .unorderedCosignatures: .C2
        case .rewritten: .C3
        case .forgedCosignature: .C4
        case .forgedLogSignature: .C5
        case .notAsked: .C6
        case .unknownCosigner: .C7
        case .withoutConsent: .C8
        case .keyWithoutConsent: .K1
        case .keyOfAnotherSet: .K2
        case .keyRuleNotAgreed: .K3
        case .keyInRecord: .K4
        case .quorumNotMet: .V9
        case .claimedSet: .A5
        case .paperDisagrees: .V3
        case .fileDisagrees: .V4
        case .foreignEvidence: .V5
        case .misreadCode, .unreadableEvidence: .V6
        case .madeUpWitness: .V7
        case .noAnchor: .V8
        case .notForRecords: .R1
        case .notOfRecord: .R2
        case .recordOutOfOrder: .R3
        case .wrongRecord: .R4
        case .foreignRecord: .R5
        case .rewrittenRecord: .R6
        case .timeRunsBack: .T1
        case .otherManifestFile: .X1
        case .wrongCiphertextFile: .X2
        case .missingFile: .X3
        case .policyNotRecorded: .X4
        case .unsignedReadBack: .F1
        case .overlongWindow: .F5
        case .abandonedAfterProof: .F6
        case .earlyReview: .F12
        case .otherChanges: .F13
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
    }

    /// Who.
    public let who: Who
    /// For how many entries.
    public let size: UInt64
    /// The root that the witness saw.
    public let root: TreeHash
}
