// SPDX-License-Identifier: Apache-2.0

package import Ledger
package import SecretSharing
import ShareEnvelope

/// A sheet is lost, or can no longer be read.
package struct SheetLoss: Ceremony {
    private let binder: OpenBinder
    private let set: SetHistory
    private let share: ShareNumber

    /// Begins with the sheet.
    package init(of share: ShareNumber, in set: SetHistory, _ binder: OpenBinder) {
        self.share = share
        self.set = set
        self.binder = binder
    }

    /// The rule that a sheet is lost once.
    package var rules: [any Rule] { [HandlingRule.losing(share, of: set)] }

    /// What happened, and who says so.
    package func plan(_ answers: Answers) throws(Asking) -> SheetLost {
        SheetLost(
            set: set.identity, share: share,
            happened: try answers.text(Question("--happened", "What happened"), limit: 1000),
            by: try answers.text(Question("--by", "Who reports this"), limit: 64))
    }

    /// Records the loss.
    ///
    /// - Returns: what the sheets that are left still open.
    /// - Throws: `BinderError`.
    package func record(_ loss: SheetLost) throws(BinderError) -> SetRemainder? {
        try binder.append(.sheetLost(loss))
        return try binder.again().state.set(set.identity).flatMap { SetRemainder(of: $0) }
    }
}
