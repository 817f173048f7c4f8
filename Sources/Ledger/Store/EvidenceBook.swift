// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
import MerkleLog

/// Where a ceremony writes its entries: the binder's ledger, or a journal in its place.
package enum EvidenceBook: Sendable {
    case ledger(LedgerStore)
    case journal(JournalStore)

    /// Appends an entry, and returns once it is on disk.
    ///
    /// - Throws: `BinderError`; the entry is not there then, and the act that it describes must not happen.
    package func append(_ event: LedgerEvent, at time: LedgerTime) throws(BinderError) -> Appended {
        let entry = LedgerEntry(time: time, event: event)
        switch self {
        case .ledger(let store): return try store.append(entry)
        case .journal(let store): return try store.append(entry)
        }
    }

    /// Appends an entry that is made from its own index, even if other programs write at the same time.
    ///
    /// - Throws: `BinderError`; the entry is not there then, and the act that it describes must not happen.
    package func append(
        at time: LedgerTime, _ event: (UInt64) -> LedgerEvent
    ) throws(BinderError) -> (entry: LedgerEntry, appended: Appended) {
        switch self {
        case .ledger(let store): try store.append { LedgerEntry(time: time, event: event($0)) }
        case .journal(let store): try store.append { LedgerEntry(time: time, event: event($0)) }
        }
    }

    /// The path of the journal's file or the ledger's folder, to show to people.
    package var path: String {
        switch self {
        case .ledger(let store): store.path
        case .journal(let store): store.path
        }
    }
}
