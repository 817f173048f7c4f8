// SPDX-License-Identifier: Apache-2.0

package import Custody
import CustodyPolicy
package import Ledger
import ShareEnvelope

/// Another person than the one who decided countersigns an override, or a policy that loosens a rule.
package struct Countersignature: Ceremony {
    private let place: EntryPlace
    private let facts: [String]
    private let decided: String?
    private let binder: OpenBinder

    /// Begins with the matter.
    ///
    /// - Parameter decided: what its entry says was decided.
    package init(of matter: OpenMatter, decided: String?, in binder: OpenBinder) {
        place = matter.place
        facts = MatterFacts(of: matter, in: binder.state).lines
        self.decided = decided
        self.binder = binder
    }

    /// Who countersigns, and what that person says, after reading what was decided, why, and what came of it. An
    /// identifier of the policy stands for its name: nobody countersigns their own decision by another word for
    /// themselves.
    package func plan(_ answers: Answers) throws(Asking) -> Countersigned {
        let known = (decided.map { ["Entry \(place): \($0)"] } ?? []) + facts
        let author = try author(answers, known)
        let statement = Question(
            "--statement", "What you say about it", introduction: answers.isGiven("--by") ? known : [])
        return Countersigned(
            exception: place, by: author, statement: try answers.text(statement, limit: 1000))
    }

    /// Who countersigns. Who decided is refused at the question, as long as nothing is on record; the rule refuses a name
    /// from the command line.
    private func author(_ answers: Answers, _ known: [String]) throws(Asking) -> PublicText {
        let question = Question("--by", "Who countersigns", introduction: known)
        return try answers.value(question) { text, _ throws(Refusal) in
            let called = binder.state.name(of: try PublicText(answer: text, to: "--by", limit: PersonName.limit))
            let name = try PublicText(person: called.description, to: "--by")
            guard !answers.isGiven("--by") else { return name }
            for breach in CountersignRule(binder.state.standing(of: place, by: name), of: place, by: name).breaches {
                throw Refusal(breach.found, hint: "enter somebody else; Ctrl-C gives up")
            }
            return name
        }
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
