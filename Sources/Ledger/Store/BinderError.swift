// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import MerkleLog

/// Why a binder cannot be used.
package indirect enum BinderError: Error, Hashable, Sendable {
    /// A file operation failed.
    case store(StoreFailure)
    /// The journal that takes the place of a ledger cannot be written.
    case unwritableJournal(StoreFailure)
    /// The journal that is to be continued cannot be read.
    case unreadableJournal(StoreFailure)
    /// There is no ledger in the folder.
    case noLedger(path: String)
    /// Something already exists where a new binder should be.
    case exists(path: String)
    /// A new binder could not be finished, and its partial folder could not be removed.
    case leftBehind(path: String, after: BinderError)
    /// The ledger's first line does not open a binder.
    case notALedger(path: String)
    /// Line ends of a ledger or a checkpoint were converted, so the file differs from what was signed.
    case convertedLineEnds(path: String)
    /// A file that people write is not text.
    case notText(path: String, TextInputDefect)
    /// The entry cannot be written in the form of a ledger line.
    case entry(EntryDefect)
    /// The ledger's checkpoint is missing.
    case noCheckpoint(path: String)
    /// The ledger does not match its checkpoint.
    case rewritten(path: String)
    /// The checkpoint is not signed by the available key.
    case foreignCheckpoint(path: String)
    /// The checkpoint cannot be read.
    case badCheckpoint(path: String, MerkleLogError)
    /// The key's file does not have the form that this program writes, or is the key of another ledger.
    case badKey(path: String)
    /// A private key is in the binder, which anyone may read.
    case keyInBinder(path: String)
    /// A file that would leave the binder contains a secret.
    case secretInBinder(path: String, what: String)
    /// The policy was changed, in its file or in the ledger, while it was being edited.
    case policyChanged(path: String)
    /// The shares did not sign.
    case noConsent(ConsentError)
    /// The journal contradicts itself or the ledger.
    case wrongJournal(path: String, AuditFinding)
    /// The journal says that it belongs to another ledger.
    case foreignJournal(path: String, LedgerOrigin)
    /// The journal was merged before, and its earlier lines were different then.
    case rewrittenJournal(path: String)
    /// The journal cannot be read.
    case badJournal(path: String, line: Int, EntryDefect)
}
