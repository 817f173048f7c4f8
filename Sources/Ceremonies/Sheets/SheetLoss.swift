// SPDX-License-Identifier: Apache-2.0

import Custody
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
            by: try answers.personName(Question("--by", "Who reports this")))
    }

    /// Records the loss.
    ///
    /// - Throws: `BinderError`; then there is no entry.
    package func record(_ loss: SheetLost) throws(BinderError) -> SheetLossRecord {
        try binder.append(.sheetLost(loss))
        // The entry is written, whatever happens to reading it.
        let after = (try? binder.again())?.state.set(set.identity)
        let now = after ?? set
        return SheetLossRecord(
            left: after.flatMap { SetRemainder(of: $0) },
            spares: now.spares(for: share).map { "\($0.share) (\($0.name))" },
            lost: share, isLive: now.isLive,
            naming: binder.state.naming(of: set.identity, under: binder.policy))
    }
}

/// How things are after a loss.
package struct SheetLossRecord: Sendable {
    /// What the sheets that are left still open.
    package let left: SetRemainder?
    /// The spares that can take its place.
    package let spares: [String]
    fileprivate let lost: ShareNumber
    fileprivate let isLive: Bool
    fileprivate let naming: String

    /// It in sentences.
    package var lines: [String] {
        let spare =
            spares.isEmpty
            ? nil
            : "A spare can take its place: \(spares.joined(separator: ", ")), with `breakglass sheet receive --replaces "
                + "\(lost)`."
        return [left?.words, spare].compactMap { $0 }
    }

    /// What a finder could do.
    package var warnings: [String] {
        isLive
            ? [
                "anyone who finds it has a share: `breakglass reshare --because lost\(naming)` deals a new set, without "
                    + "that share"
            ] : []
    }
}

extension SetHistory {
    /// Finds a share of the set by its short name, such as g1m2.
    ///
    /// - Throws: `Refusal`.
    package func share(called text: String) throws(Refusal) -> ShareNumber {
        let shares = created.custodians.map { $0.share }
        guard let number = ShareNumber(reading: text), shares.contains(number) else {
            throw Refusal(
                "set \(identity.code) has no share \(text)",
                hint: "it has \(shares.map(\.description).joined(separator: ", "))")
        }
        return number
    }
}
