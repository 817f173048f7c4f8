// SPDX-License-Identifier: Apache-2.0

public import MerkleLog

/// Why a binder cannot be used.
public indirect enum BinderError: Error, Hashable, Sendable {
    /// The system refused.
    case store(StoreFailure)
    /// The system refused to write the record that stands in for a ledger.
    case unwritableRecord(StoreFailure)
    /// There is no ledger in the folder.
    case noLedger(path: String)
    /// Something stands where a new binder should be.
    case exists(path: String)
    /// A new binder could not be finished, and what was begun could not be taken away.
    case leftBehind(path: String, after: BinderError)
    /// The ledger's first line does not open a binder.
    case notALedger(path: String)
    /// Line ends of a ledger or a checkpoint were converted, so that it is not as it was signed.
    case convertedLineEnds(path: String)
    /// A file that people write is no text.
    case notText(path: String, TextInputDefect)
    /// The entry cannot be written in a ledger's form.
    case entry(EntryDefect)
    /// The ledger's checkpoint is not there.
    case noCheckpoint(path: String)
    /// The ledger is not what its checkpoint says.
    case rewritten(path: String)
    /// The checkpoint is not signed by the key that is at hand.
    case foreignCheckpoint(path: String)
    /// The checkpoint cannot be read.
    case badCheckpoint(path: String, MerkleLogError)
    /// The key's file is not what this program writes, or is the key of another ledger.
    case badKey(path: String)
    /// A private key lies in the binder, which is for everybody to read.
    case keyInBinder(path: String)
    /// A file that would leave the binder holds a secret.
    case secretInBinder(path: String, what: String)
    /// The policy was changed, in its file or in the ledger, while it was being edited.
    case policyChanged(path: String)
    /// Shares do not sign.
    case noConsent(ConsentError)
    /// The record contradicts itself, or the ledger.
    case wrongRecord(path: String, AuditFinding)
    /// The record says that it belongs to another ledger.
    case foreignRecord(path: String, LedgerOrigin)
    /// The record was merged before, and its earlier lines were different then.
    case rewrittenRecord(path: String)
    /// The record cannot be read.
    case badRecord(path: String, line: Int, EntryDefect)
}
