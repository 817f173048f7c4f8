// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import ShareEnvelope

/// A person leaves, and another may take the place.
package struct Leaving: Ceremony {
    /// Who leaves, when, who takes the place, and who says so.
    package struct Plan: Hashable, Sendable {
        let person: Policy.Person
        let days: LeavingDays
        let succession: Succession?
        /// Who reports it, and why.
        package let statement: PeopleStatement
    }

    private let people: PolicyPeople

    /// Begins with the people who are there.
    package init(_ people: PolicyPeople) { self.people = people }

    /// Who leaves, when, who takes the place, and why.
    package func plan(_ answers: Answers) throws(Asking) -> Plan {
        let person = try answers.person("person", "Who leaves", of: people.policy)
        let days = try LeavingDays(of: person, answers)
        return Plan(
            person: person, days: days,
            succession: try Succession(of: person, under: people.policy, answers),
            statement: try PeopleStatement(answers))
    }

    package func summary(of plan: Plan) -> [PlanLine] {
        [
            PlanLine("Leaves", "\(plan.person.name) (\(plan.person.id))", "person"),
            PlanLine("Gone from", "\(plan.days.left), in UTC"),
        ].compactMap { $0 } + (plan.succession?.lines ?? []) + plan.statement.lines
    }

    // MARK: - Rules

    /// The rules that nobody can override: a person leaves once, and the place goes to somebody who may take it.
    package func rules(for plan: Plan) -> [any Rule] {
        let leaving = leavingRule(plan)
        guard leaving.breaches.isEmpty, let succession = plan.succession else { return [leaving] }
        return succession.rules(of: plan.person, under: people.policy, on: plan.days.effective)
    }

    /// The rule that the successor has no paper of the other factor; another person may countersign why not.
    package func factorRules(for plan: Plan) -> [any Rule] {
        guard let succession = plan.succession else { return [] }
        return [
            FactorRule(
                of: succession.name, .known(succession.id.rawValue),
                with: people.policy.credentials(keptBy: plan.person.id), under: people.policy, in: people.binder.state,
                on: plan.days.effective)
        ]
    }

    /// A successor may still be named for a person whose leaving is on record.
    private func leavingRule(_ plan: Plan) -> LeavingRule {
        let person = plan.person
        let known = people.binder.state.departure(of: person.id)?.place
        let isOver = person.left.map { $0 <= .today } ?? false
        let isSame: Bool
        if plan.succession != nil {
            isSame = isOver && plan.days.given.map { $0 != person.left } ?? false
        } else {
            isSame = isOver || person.left == plan.days.left && plan.days.dealBy == nil
        }
        return LeavingRule(
            person, known: known, isSame: isSame,
            remedy: plan.succession == nil ? "`breakglass status` lists what must still be reissued" : "leave out --on")
    }

    // MARK: - Steps

    /// Writes the leaving into the policy, puts it in force, and records what must be reissued by when.
    ///
    /// - Parameter passage: what is overridden.
    /// - Throws: `PeopleError`; then nothing is in force.
    package func record(_ plan: Plan, _ passage: Passage) throws(PeopleError) -> LeavingRecord {
        let (person, days, statement) = (plan.person, plan.days, plan.statement)
        let succession = plan.succession?.edits(of: person)
        let edits = [
            succession?.before, person.left == days.left ? nil : .leave(person.id, on: days.left), succession?.after,
        ].compactMap { $0 }
        let departure = Departure(
            of: person, days, in: people.binder.state, under: try people.edited(edits).policy)
        let joined = [plan.succession?.newcomer?.entry(statement)].compactMap { $0 }
        let left = departure.entry(successor: plan.succession.map { .known($0.id.rawValue) }, statement)
        let record = try people.adopt(
            edits, passage.entries + joined + [.custodianLeft(left)], as: statement)
        return LeavingRecord(
            record: record, lines: departure.lines,
            warnings: (plan.succession == nil ? departure.planWarnings : [])
                + people.newFindings(in: departure.policy, on: days.effective))
    }
}

/// A leaving that is on record.
package struct LeavingRecord: Sendable {
    /// What is on record.
    package let record: PeopleRecord
    /// The paper that the person keeps, and what must become of it.
    package let lines: [String]
    /// What is now wrong in the policy.
    package let warnings: [String]
}

extension Policy {
    /// The credentials for which the policy has a person keep a sheet.
    fileprivate func credentials(keptBy person: PolicyIdentifier) -> [CredentialName] {
        accounts.flatMap { account in
            account.credentials.filter { $0.custodians.contains { $0.person == person } }
                .map { CredentialName(account: account.name, credential: $0.name) }
        }
    }
}
