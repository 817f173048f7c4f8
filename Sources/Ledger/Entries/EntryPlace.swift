// SPDX-License-Identifier: Apache-2.0

/// The place of an entry: `17` in the ledger, or `17.3` for entry 3 of the journal that entry 17 merged.
package struct EntryPlace: Hashable, Comparable, Sendable, LedgerText, CustomStringConvertible {
    /// The index in the ledger.
    package let index: UInt64
    /// The index in the journal that the entry at `index` merged; `nil` for an entry of the ledger itself.
    package let inJournal: UInt64?

    /// Makes a place.
    package init(_ index: UInt64, inJournal: UInt64? = nil) {
        self.index = index
        self.inJournal = inJournal
    }

    /// Reads a place.
    package init?(ledgerText: String) {
        let parts = ledgerText.split(separator: ".", omittingEmptySubsequences: false).map { UInt64($0) }
        guard (1...2).contains(parts.count), let index = parts[0] else { return nil }
        if parts.count == 2, parts[1] == nil { return nil }
        self.init(index, inJournal: parts.count == 2 ? parts[1] : nil)
        guard self.ledgerText == ledgerText else { return nil }
    }

    /// The place as text.
    package var ledgerText: String { inJournal.map { "\(index).\($0)" } ?? "\(index)" }
    /// The place as text.
    package var description: String { ledgerText }

    /// Orders by the index in the ledger, then by the index in the journal.
    package static func < (left: Self, right: Self) -> Bool {
        (left.index, left.inJournal ?? 0) < (right.index, right.inJournal ?? 0)
    }
}
