// SPDX-License-Identifier: Apache-2.0

package import Custody
package import Ledger
package import ShareEnvelope

/// How a recovery ended that was never closed.
package struct ClosedRecovery: Sendable {
    /// When the use is reviewed, if it must be.
    package enum Review: Hashable, Sendable {
        /// There is none to review, or it was reviewed before.
        case none
        /// Nobody is there to ask, and nothing about the use was given.
        case later
        /// Next, once the recovery is closed: somebody who gives up at a question has closed it anyway.
        case next
        /// Together with the closing, once all of both is answered: nobody is there to be asked again.
        case together
    }

    /// The entry that says how it ended.
    package let event: LedgerEvent
    /// Who says so.
    package let by: PublicText
    /// When the use is reviewed.
    package let review: Review
    fileprivate let reason: PublicText
}

/// A recovery that was cut off is closed.
package struct RecoveryClosing: Ceremony {
    private let recovery: Opening
    private let missing: Set<OpenMatter.Answer>
    private let binder: OpenBinder

    /// Begins with the recovery, and with what is to be said about it.
    package init(of recovery: Opening, missing: Set<OpenMatter.Answer>, in binder: OpenBinder) {
        self.recovery = recovery
        self.missing = missing
        self.binder = binder
    }

    /// How it ended, and who says so.
    package func plan(_ answers: Answers) throws(Asking) -> ClosedRecovery {
        let reason = try answers.text(
            Question(
                "--ended", "How did it end, and how do you know that it is not running",
                introduction: [
                    "The recovery of entry \(recovery.place) was never closed. Make sure that it is not running anywhere."
                ] + MatterFacts(of: .recovery(recovery, missing: missing), in: binder.state).lines), limit: 900)
        let author = try answers.personName(Question("--by", "Who reports this"))
        let review: ClosedRecovery.Review =
            if !missing.contains(.review) {
                .none
            } else if answers.isAttended {
                .next
            } else {
                answers.givenForReview.contains(.review) ? .together : .later
            }
        return ClosedRecovery(
            event: .ending(recovery, because: reason, by: author), by: author, review: review, reason: reason)
    }

    package func summary(of plan: ClosedRecovery) -> [PlanLine] {
        [
            PlanLine("Recovery", "entry \(recovery.place), which was never closed", ReviewChoice.entry),
            PlanLine("How it ended", plan.reason, "--ended"), PlanLine("Reported by", plan.by, "--by"),
        ].compactMap { $0 }
    }

    /// Closes the recovery.
    ///
    /// - Throws: `BinderError`.
    package func record(_ closed: ClosedRecovery) throws(BinderError) -> Appended { try binder.append(closed.event) }
}
