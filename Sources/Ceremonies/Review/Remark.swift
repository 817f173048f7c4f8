// SPDX-License-Identifier: Apache-2.0

package import Ledger
import ShareEnvelope

/// Something did not go as planned, and a person puts it on record.
package struct Remark: Ceremony {
    private let binder: OpenBinder

    /// Begins with the binder.
    package init(in binder: OpenBinder) { self.binder = binder }

    /// What was expected, what happened, what was decided, and who decided. The entry that it is about may be given.
    package func plan(_ answers: Answers) throws(Asking) -> CeremonyException {
        let about = Question("--about", "Which entry is it about")
        return CeremonyException(
            about: answers.isGiven(about.key)
                ? try answers.value(about) { text, _ throws(Refusal) in
                    try EntryPlace(answer: text, called: about.key.option)
                } : nil,
            expected: try answers.text(Question("--expected", "What should have happened"), limit: 1000),
            happened: try answers.text(Question("--happened", "What happened instead"), limit: 1000),
            decided: try answers.text(Question("--decided", "What was decided"), limit: 1000),
            by: try answers.personName(Question("--by", "Who decided")), override: false)
    }

    package func summary(of plan: CeremonyException) -> [PlanLine] {
        [
            PlanLine("About", plan.about.map { "entry \($0)" }), PlanLine("Expected", plan.expected, "--expected"),
            PlanLine("Happened", plan.happened, "--happened"), PlanLine("Decided", plan.decided, "--decided"),
            PlanLine("Decided by", plan.by, "--by"),
        ].compactMap { $0 }
    }

    /// Puts it on record.
    ///
    /// - Throws: `BinderError`.
    package func record(_ plan: CeremonyException) throws(BinderError) -> Appended {
        try binder.append(.exception(plan))
    }
}
