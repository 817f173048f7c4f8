// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import MerkleLog
package import SecretSharing
package import ShareEnvelope

/// Something that an audit of a ledger found.
package struct AuditFinding: Hashable, Sendable {
    /// What is wrong, doubtful or worth knowing.
    package enum What: Hashable, Sendable {
        /// The ledger is empty, or its first line opens neither a binder nor a journal.
        case noBeginning
        /// A binder or a journal is opened where it cannot be.
        case opensAgain
        /// A line is not an entry.
        case notAnEntry(EntryDefect)
        /// There is no checkpoint.
        case noCheckpoint
        /// The checkpoint cannot be read.
        case badCheckpoint(MerkleLogError)
        /// The checkpoint belongs to another ledger.
        case otherOrigin(String)
        /// The checkpoint is not signed by the ledger's key, or its signature is wrong.
        case unsigned(MerkleLogError)
        /// The checkpoint counts more entries than there are.
        case cut(size: UInt64, found: UInt64)
        /// The checkpoint is for other lines.
        case otherLines(size: UInt64)
        /// There are lines that the ledger's key did not sign.
        case unsignedLines(count: UInt64)
        /// There are bytes after the last line end.
        case tornTail(byteCount: Int)
        /// The program was interrupted while it wrote this many lines.
        case interrupted(count: UInt64)
        /// The bytes are those of another set's manifest.
        case wrongManifest(SetIdentity)
        /// The bytes are not a manifest in canonical form.
        case manifestOutOfForm(SetIdentity)
        /// An entry names a set whose manifest is not known.
        case unknownSet(SetIdentity)
        /// An entry refers to another one that is not before it or is of the wrong kind.
        case danglingReference(String)
        /// An entry contradicts those before it.
        case fault(EntryFault)
        /// A cosignature of a tree that the ledger had not reached.
        case earlyCosignature(size: UInt64)
        /// No signatures, or not in the order of the shares with each share once.
        case unorderedCosignatures
        /// A share saw another tree.
        case rewritten(AuditWitness)
        /// A cosignature is not a signature of the share's key over the checkpoint that it names.
        case forgedCosignature(SetIdentity, ShareNumber)
        /// The ledger's own signature under a cosigned checkpoint is not by the ledger's key.
        case forgedLogSignature
        /// A cosignature of an entry that does not ask for this share.
        case notAsked(SetIdentity, ShareNumber)
        /// A cosignature by a share whose manifest no earlier entry holds.
        case unknownCosigner(SetIdentity, ShareNumber)
        /// A set was revealed without the consent of these shares.
        case withoutConsent([ShareNumber])
        /// The key was changed without the consent of a quorum in the next entry.
        case keyWithoutConsent
        /// A key change names a set that may not consent to it.
        case keyOfAnotherSet(SetIdentity)
        /// A policy names another holder of the key rule without the agreement of the current one.
        case keyRuleNotAgreed
        /// A journal changes the key.
        case keyInJournal
        /// Only the ledger keeper says that a set belongs to its credential.
        case claimedSet(SetIdentity)
        /// A code from paper does not match the ledger's lines.
        case paperDisagrees(AuditWitness)
        /// A checkpoint file that the ledger's key signed does not match the ledger's lines.
        case fileDisagrees(AuditWitness)
        /// The evidence belongs to another ledger, or to another key.
        case foreignEvidence(String)
        /// A code from paper fails its own check.
        case misreadCode(String)
        /// The evidence cannot be read, or is not signed.
        case unreadableEvidence(String)
        /// Only this ledger vouches for a set whose shares signed.
        case madeUpWitness(SetIdentity)
        /// No anchor shows the ledger's own root.
        case noAnchor
        /// No tree has the cosignatures that the trust policy asks for.
        case quorumNotMet
        /// A journal holds a kind of entry that ceremonies without the ledger never write.
        case notForJournals(EntryKind)
        /// A journal reports on a set that it did not deal.
        case notOfJournal(SetIdentity)
        /// A piece of a journal does not follow the one before it, or the next one is missing.
        case journalOutOfOrder
        /// The journal that an entry merged is not the one that it names.
        case wrongJournal
        /// A journal says that it belongs to another ledger.
        case foreignJournal
        /// A journal that was merged again differs in the lines that were merged before.
        case rewrittenJournal
        /// An entry's time is earlier than that of the entry before it.
        case timeRunsBack
        /// The file of a manifest differs from the manifest in the ledger.
        case otherManifestFile(String)
        /// The file of a ciphertext does not match its manifest, or must not be there.
        case wrongCiphertextFile(String, reason: String)
        /// The file of a manifest is missing; the ledger itself holds the manifest.
        case missingFile(String)
        /// The policy's file differs from the ledger's last policy.
        case policyNotRecorded
        /// An entry says that sheets were read back, but their shares did not sign it.
        case unsignedReadBack(SetIdentity, [ShareNumber])
        /// An entry gives the window a later end than the statement allows, or the statement allows no window.
        case overlongWindow(end: LedgerTime?)
        /// A set was recorded as abandoned after one of its sheets was proven.
        case abandonedAfterProof(SetIdentity)
        /// A review was filed before the use that it is about.
        case earlyReview
        /// The words of a policy change do not match what changed.
        case otherChanges
    }

    /// The entry that the finding names, if any.
    package let place: EntryPlace?
    /// What it is.
    package let what: What

    init(place: EntryPlace?, what: What) {
        self.place = place
        self.what = what
    }

    /// The rule of docs/LEDGER.md that found it.
    package var rule: AuditRule { what.rule }
    /// How much the finding counts against the ledger.
    package var level: AuditLevel { rule.level }
    /// Whether the finding leaves the ledger as believable as its witnesses make it.
    package var isWarning: Bool { level != .wrong && level != .disputed }
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
        case .keyInJournal: .K4
        case .quorumNotMet: .V9
        case .claimedSet: .A5
        case .paperDisagrees: .V3
        case .fileDisagrees: .V4
        case .foreignEvidence: .V5
        case .misreadCode, .unreadableEvidence: .V6
        case .madeUpWitness: .V7
        case .noAnchor: .V8
        case .notForJournals: .J1
        case .notOfJournal: .J2
        case .journalOutOfOrder: .J3
        case .wrongJournal: .J4
        case .foreignJournal: .J5
        case .rewrittenJournal: .J6
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

/// A witness that vouches for a ledger up to a size.
package struct AuditWitness: Hashable, Sendable {
    /// Who.
    package enum Who: Hashable, Sendable {
        /// The ledger's own key, which no one needs to trust.
        case ledgerKey
        /// A share that took part in a ceremony.
        case share(SetIdentity, ShareNumber, custodian: PublicText?, at: UInt64)
        /// A code on a sheet or a slip.
        case paper(String)
        /// A checkpoint file that someone kept.
        case file(String)
    }

    /// Who.
    package let who: Who
    /// For how many entries.
    package let size: UInt64
    /// The root that the witness saw.
    package let root: TreeHash
}
