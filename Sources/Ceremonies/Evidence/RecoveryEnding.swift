// SPDX-License-Identifier: Apache-2.0

package import Ledger
package import ShareEnvelope

extension LedgerEvent {
    /// The entry that ends a recovery that was cut off. A merged journal cannot change, so a recovery in one gets an
    /// exception about it.
    package static func ending(_ recovery: Opening, because reason: PublicText, by author: PublicText)
        -> LedgerEvent
    {
        guard recovery.place.inJournal == nil else {
            return .remark(
                about: recovery.place, expected: .known("the recovery is closed"),
                happened: .known("it was cut off, and its journal ends there"), decided: reason, by: author)
        }
        return .recoveryClosed(
            RecoveryClosed(
                opening: recovery.place.index, outcome: .leftOpen, set: recovery.set,
                shares: recovery.consents.sorted(), detail: .known("\(author): \(reason)")))
    }
}
