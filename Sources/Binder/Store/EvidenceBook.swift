// SPDX-License-Identifier: Apache-2.0

import MerkleLog

/// Where the evidence of a ceremony goes: the binder's ledger, or a record that stands in for it.
public enum EvidenceBook: Sendable {
    case ledger(LedgerStore)
    case record(RecordStore)

    /// Appends an entry and returns once it is on disk.
    ///
    /// - Throws: `BinderError`; then the entry is not there, and what it tells of must not happen.
    public func append(_ event: LedgerEvent, at time: LedgerTime) throws(BinderError) -> Appended {
        let entry = LedgerEntry(time: time, event: event)
        switch self {
        case .ledger(let store): return try store.append(entry)
        case .record(let store): return try store.append(entry)
        }
    }

    /// Appends an entry that is made of the index that it gets, whoever else writes at the same time.
    ///
    /// - Throws: `BinderError`; then the entry is not there, and what it tells of must not happen.
    public func append(
        at time: LedgerTime, _ event: (UInt64) -> LedgerEvent
    ) throws(BinderError) -> (entry: LedgerEntry, appended: Appended) {
        switch self {
        case .ledger(let store): try store.append { LedgerEntry(time: time, event: event($0)) }
        case .record(let store): try store.append { LedgerEntry(time: time, event: event($0)) }
        }
    }

    /// The file or folder, for people.
    public var path: String {
        switch self {
        case .ledger(let store): store.path
        case .record(let store): store.path
        }
    }
}
