// SPDX-License-Identifier: Apache-2.0

package import Ledger
package import SecretSharing
package import ShareEnvelope

/// A sheet that is here, whole, although the ledger says that it was destroyed.
package struct ReturnedSheet: Hashable, Sendable {
    private let share: ShareNumber
    private let set: SetIdentity
    private let entry: EntryPlace

    /// Holds a sheet that was proven whole against the ledger; `nil` if the ledger does not say that it was destroyed.
    package init?(_ share: ShareNumber, of set: SetHistory) {
        guard let destroyed = set.sheets[share]?.destroyed else { return nil }
        self.share = share
        self.set = set.identity
        entry = destroyed.place
    }

    /// It in words, where one sheet is spoken of.
    package var words: String {
        "the ledger says that this sheet was destroyed (entry \(entry)): it was not, or there is a copy"
    }

    /// It in words, where there are several sheets.
    package var wordsWithName: String { "share \(share) of set \(set.code): \(words)" }
}

extension BinderState {
    /// Those of a set's whole sheets that the ledger says were destroyed.
    package func returned(_ shares: [ShareNumber], of set: SetIdentity) -> [ReturnedSheet] {
        guard let history = self.set(set) else { return [] }
        return shares.compactMap { ReturnedSheet($0, of: history) }
    }
}
