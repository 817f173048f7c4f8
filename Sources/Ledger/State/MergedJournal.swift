// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy

/// A journal that was merged into the ledger.
package struct MergedJournal: Sendable {
    /// The journal's own name.
    package let name: JournalName
    /// The place of the entry that merged it.
    package let place: EntryPlace
    /// When.
    package let time: LedgerTime
    /// The last of the entries that merged it.
    let event: JournalMerged
    /// How many new entries it added.
    package let entryCount: Int
}
