// SPDX-License-Identifier: Apache-2.0

package import Ledger
import ShareEnvelope

/// Another person than the one who decided countersigns an override, or a policy that loosens a rule.
package struct Countersignature: Ceremony {
    private let place: EntryPlace
    private let decided: String?
    private let binder: OpenBinder

    /// Begins with the entry.
    ///
    /// - Parameter decided: what it says was decided.
    package init(of place: EntryPlace, decided: String?, in binder: OpenBinder) {
        self.place = place
        self.decided = decided
        self.binder = binder
    }

    /// Who countersigns, and what that person says. An identifier of the policy stands for its name: nobody
    /// countersigns their own decision by another word for themselves.
    package func plan(_ answers: Answers) throws(Asking) -> Countersigned {
        let asked = Question(
            "--by", "Who countersigns", introduction: decided.map { ["Entry \(place): \($0)"] } ?? [])
        let author = binder.state.name(of: try answers.text(asked, limit: 64))
        return Countersigned(
            exception: place, by: author,
            statement: try answers.text(Question("--statement", "What you say about it"), limit: 1000))
    }

    package func summary(of plan: Countersigned) -> [PlanLine] {
        [
            PlanLine("Entry", "\(place)\(decided.map { ": \($0)" } ?? "")", ReviewChoice.entry),
            PlanLine("Countersigned by", plan.by, "--by"),
            PlanLine("Statement", plan.statement, "--statement"),
        ].compactMap { $0 }
    }

    /// The rule that another person countersigns, and once.
    package func rules(_ plan: Countersigned) -> [any Rule] {
        [CountersignRule(binder.state.standing(of: place, by: plan.by), of: place, by: plan.by)]
    }

    /// Countersigns.
    ///
    /// - Throws: `BinderError`.
    package func record(_ plan: Countersigned) throws(BinderError) -> Appended {
        try binder.append(.countersigned(plan))
    }
}
