// SPDX-License-Identifier: Apache-2.0

import Custody
package import CustodyPolicy
package import Ledger
import SecretSharing
import ShareEnvelope
package import SheetPrinting

/// What the label of a bag says about the sheet in it. It shows nothing of the share.
package struct SheetLabel: Sendable {
    private let finder: PublicText?
    private let isAnonymous: Bool

    /// Begins with what a person chooses.
    ///
    /// - Parameters:
    ///   - isAnonymous: whether the account and all names stay off the label.
    ///   - finder: where a finder should return the bag.
    /// - Throws: `Refusal`.
    package init(isAnonymous: Bool, returnTo finder: String?) throws(Refusal) {
        self.isAnonymous = isAnonymous
        self.finder = try finder.map { text throws(Refusal) in
            try PublicText(answer: text, called: "--return-to", limit: 128)
        }
    }

    /// The label of a sheet, as the ledger now has it; `nil` if the ledger does not have its set.
    ///
    /// - Parameters:
    ///   - created: makes the printed form of a time, on this machine's clock.
    package func content(
        of receipt: SheetReceived, in state: BinderState, created: (LedgerTime) -> CreationTime
    ) -> BagLabel? {
        guard let set = state.set(receipt.set), let manifest = set.manifest else { return nil }
        let share = receipt.share
        return BagLabel(
            bag: receipt.bag?.description,
            subject: PaperSubject(manifest), isAnonymous: isAnonymous,
            custodian: receipt.custodian.description, share: share.description,
            shareInWords: manifest.place(of: share), created: created(set.time),
            nextDrill: Self.nextDrill(of: share, set, state), returnTo: finder?.description)
    }

    /// The day by which the sheet must be proven whole.
    private static func nextDrill(of share: ShareNumber, _ set: SetHistory, _ state: BinderState) -> String? {
        guard set.isLive,
            let life = state.lives(under: state.readPolicy).first(where: { $0.liveSet?.identity == set.identity }),
            let interval = life.account?.drillEvery
        else { return nil }
        let last = life.lastProof(of: share, in: set)?.time ?? set.released ?? set.time
        return String(last.adding(seconds: UInt64(interval.seconds)).description.prefix(10))
    }
}
