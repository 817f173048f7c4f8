// SPDX-License-Identifier: Apache-2.0

/// A record that was taken into the ledger.
public struct MergedRecord: Sendable {
    /// The record's own name.
    public let name: RecordName
    /// The entry that took it in.
    public let place: EntryPlace
    /// When.
    public let time: LedgerTime
    /// The last of the entries that took it in.
    let event: RecordMerged
    /// How many entries came with it.
    public let entryCount: Int
}
