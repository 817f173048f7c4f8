// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy

/// A record that was merged into the ledger.
package struct MergedRecord: Sendable {
    /// The record's own name.
    package let name: RecordName
    /// The place of the entry that merged it.
    package let place: EntryPlace
    /// When.
    package let time: LedgerTime
    /// The last of the entries that merged it.
    let event: RecordMerged
    /// How many new entries it added.
    package let entryCount: Int
}
