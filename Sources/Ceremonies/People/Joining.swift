// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Ledger
import ShareEnvelope

/// A person joins, who may keep sheets or approve from now on.
package struct Joining: Ceremony {
    /// Who joins, and who says so.
    package struct Plan: Hashable, Sendable {
        /// The person.
        package let newcomer: Newcomer
        /// Who reports it, and why.
        package let statement: PeopleStatement
    }

    private let people: PolicyPeople

    /// Begins with the people who are there.
    package init(_ people: PolicyPeople) { self.people = people }

    /// Who joins, under which identifier, how to reach the person, and why.
    package func plan(_ answers: Answers) throws(Asking) -> Plan {
        let id = try answers.value(
            Question(
                "id", "The person's identifier in the policy",
                introduction: ["An identifier is short and stays: 1 to 32 of a-z, 0-9 and -, such as ana-ruiz."])
        ) { text, _ throws(Refusal) in try Newcomer.identifier(text) }
        return Plan(newcomer: try Newcomer(id, answers), statement: try PeopleStatement(answers))
    }

    package func summary(of plan: Plan) -> [PlanLine] { plan.newcomer.lines("Joins", "id") + plan.statement.lines }

    /// The rule that nobody has that name or identifier.
    package func rules(for plan: Plan) -> [any Rule] {
        [NewcomerRule(plan.newcomer.id, called: plan.newcomer.name, under: people.policy)]
    }

    /// Puts the person into the policy.
    ///
    /// - Returns: what is on record, and what comes next.
    /// - Throws: `PeopleError`.
    package func record(_ plan: Plan) throws(PeopleError) -> [String] {
        let newcomer = plan.newcomer
        return try people.adopt([newcomer.edit], [newcomer.entry(plan.statement)], as: plan.statement).lines + [
            "\(newcomer.name) keeps no sheet yet: use `breakglass people leave NAME --successor \(newcomer.id)`, or "
                + "policy.yaml."
        ]
    }
}
