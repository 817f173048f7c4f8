// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
import ShareEnvelope

/// A changed policy comes into force.
package struct PolicyAdoption: Ceremony {
    /// What it loosens: another person must countersign its entry.
    package let loosened: [String]
    /// What is critical in it, but was not in the policy before.
    package let critical: [LintFinding]
    /// What a split would refuse under it.
    private let refused: RefusedDealings
    private let draft: DraftPolicy
    private let changes: [String]
    private let binder: OpenBinder

    /// Begins with the changed policy.
    package init(of draft: DraftPolicy, in binder: OpenBinder, on day: CalendarDay = .today) {
        self.draft = draft
        self.binder = binder
        if let before = binder.policy {
            let changes = PolicyDifference.between(before, draft.policy)
            self.changes = changes.isEmpty ? ["only comments and layout"] : changes
        } else {
            changes = ["the first policy that can be read"]
        }
        loosened = binder.state.loosened(by: draft.policy, at: binder.log.size)
        critical = PolicyLint.newlyCritical(in: draft.policy, after: binder.policy, today: day)
        refused = RefusedDealings(under: draft.policy, in: binder.state, on: day)
    }

    /// What people should know before they put it into force.
    package var warnings: [String] {
        critical.map { $0.words } + refused.warnings + loosened.map { "this loosens a rule: \($0)" }
    }

    /// Who changes the policy, and why.
    package func plan(_ answers: Answers) throws(Asking) -> PolicyChanged {
        PolicyChanged(
            by: try answers.personName(Question("--by", "Who changes it")),
            why: try answers.text(Question("--why", "Why"), limit: 1000), changes: changes.map { .known($0) },
            policy: draft.lines)
    }

    package func summary(of plan: PolicyChanged) -> [PlanLine] {
        changes.compactMap { PlanLine("Change", $0) }
            + [PlanLine("Changed by", plan.by, "--by"), PlanLine("Why", plan.why, "--why")].compactMap { $0 }
    }

    /// Puts it into force.
    ///
    /// - Returns: the entry that did.
    /// - Throws: `BinderError`; the old policy stays in force then.
    package func adopt(_ plan: PolicyChanged) throws(BinderError) -> EntryPlace? {
        try binder.adopt(draft.text, plan)
        return try binder.again().state.policy?.place
    }
}
