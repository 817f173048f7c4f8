// SPDX-License-Identifier: Apache-2.0

/// A record that was merged into the ledger.
public struct MergedRecord: Sendable {
    /// The record's own name.
    public let name: RecordName
    /// The place of the entry that merged it.
    public let place: EntryPlace
    /// When.
    public let time: LedgerTime
    /// The last of the entries that merged it.
    let event: RecordMerged
    /// How many new entries it added.
    public let entryCount: Int
}
