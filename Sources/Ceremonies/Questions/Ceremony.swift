// SPDX-License-Identifier: Apache-2.0
//
// A ceremony as a value: it knows the binder and the policy, and decides from them and from the answers what is asked
// next and what is done. It shows nothing and waits for nobody: a terminal, a page or a test asks its questions.

/// What a ceremony asks next, or that it has all it needs.
package enum Next<Plan> {
    /// A question; with the reason why the answer before did not fit.
    case ask(Asking)
    /// What will be done.
    case ready(Plan)
}

/// A ceremony up to its first step that cannot be undone.
package protocol Ceremony<Plan> {
    /// What is done once everything is answered.
    associatedtype Plan

    /// Reads the answers, and makes the plan.
    ///
    /// - Throws: `Asking` with the first question that is not answered.
    func plan(_ answers: Answers) throws(Asking) -> Plan

    /// The plan as the people at the machine read it before it is carried out; empty if it says nothing new.
    func summary(of plan: Plan) -> [PlanLine]
}

/// One line of what a ceremony is about to do.
package struct PlanLine: Hashable, Sendable {
    /// What it is about, in a word or two.
    package let name: String
    /// What is planned.
    package let text: String
    /// The answer that it comes from; `nil` if nobody was asked.
    package let key: AnswerKey?
    /// Whether the ceremony took the answer from what it knows, and asks for it if a person wants to change it.
    package let isTaken: Bool

    /// Makes a line; `nil` if there is nothing to say.
    package init?(
        _ name: String, _ text: (any CustomStringConvertible)?, _ key: AnswerKey? = nil, isTaken: Bool = false
    ) {
        guard let text else { return nil }
        self.name = name
        self.text = "\(text)"
        self.key = key
        self.isTaken = isTaken
    }
}

extension Ceremony {
    /// What is asked next, or what will be done.
    package func next(_ answers: Answers) -> Next<Plan> {
        do throws(Asking) { return .ready(try plan(answers)) } catch { return .ask(error) }
    }

    package func summary(of plan: Plan) -> [PlanLine] { [] }
}
