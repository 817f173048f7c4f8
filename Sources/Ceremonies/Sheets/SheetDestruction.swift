// SPDX-License-Identifier: Apache-2.0

import Custody
package import Ledger

/// A sheet is shown whole for the last time, and its share signs that it is destroyed.
package struct SheetDestruction: Ceremony {
    private let sheet: SheetInHand
    private let binder: OpenBinder

    /// Begins with the sheet that was read.
    package init(of sheet: SheetInHand, _ binder: OpenBinder) {
        self.sheet = sheet
        self.binder = binder
    }

    /// The rule that a sheet is destroyed once, which is judged before anything is asked.
    package var firstRules: [any Rule] { [HandlingRule.destroyingOnce(sheet.share.number, of: sheet.set)] }

    /// The rule that a sheet of a set in force stays.
    package var rules: [any Rule] {
        [
            HandlingRule.destroying(
                sheet.share.number, of: sheet.set,
                naming: binder.state.naming(of: sheet.set.identity, under: binder.policy))
        ]
    }

    /// What is to be known before it is signed: that without this sheet only an unproven set is left; `nil` if there is
    /// nothing to say.
    package var warning: String? {
        guard let life = binder.state.life(of: sheet.set.identity, under: binder.policy),
            let other = life.unprovenRemainder(without: sheet.share.number, of: sheet.set)
        else { return nil }
        return
            "without this sheet no quorum of set \(sheet.set.identity.code) is left, and no quorum of the sheets of set "
            + "\(other.identity.code) was ever proven: if those cannot be read, nobody can open the credential; keep this "
            + "sheet, and read those back first: \(life.proving)"
    }

    /// How it is destroyed, and who oversees it.
    package func plan(_ answers: Answers) throws(Asking) -> SheetDestroyed {
        SheetDestroyed(
            set: sheet.set.identity, share: sheet.share.number,
            how: try answers.text(Question("--how", "How is it destroyed"), limit: 200),
            by: try answers.personName(Question("--by", "Who oversees it")))
    }

    /// Records the destruction, signed by the share, and before it what is overridden.
    ///
    /// - Returns: the entry, and what the sheets that are left still open, if the ledger can be read again.
    /// - Throws: `BinderError`; then there is no entry, and the sheet must not be destroyed.
    package func record(
        _ destroyed: SheetDestroyed, _ passage: Passage
    ) throws(BinderError) -> (appended: Appended, left: SetRemainder?) {
        try passage.record()
        let appended = try binder.append(.sheetDestroyed(destroyed), signedBy: [sheet.share], of: sheet.manifest)
        // The entry is written, whatever happens to reading it.
        return (appended, (try? binder.again())?.state.set(sheet.set.identity).flatMap { SetRemainder(of: $0) })
    }
}
