// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
import Ledger
package import ShareEnvelope

/// A person who is not in the policy yet.
package struct Newcomer: Hashable, Sendable {
    /// The identifier in the policy.
    package let id: PolicyIdentifier
    /// The name on paper.
    package let name: PublicText
    /// How to reach the person.
    package let contact: PublicText?

    /// Asks for the name, and then how to reach the person. If the name is an option, the contact is one too.
    init(_ id: PolicyIdentifier, _ answers: Answers) throws(Asking) {
        self.id = id
        name = try answers.personName(Question("--name", "The name on paper"))
        let question = Question("--contact", "How to reach \(name), including at night (Enter leaves it out)")
        contact =
            if answers.isGiven("--name"), !answers.isGiven("--contact") { nil } else {
                try answers.optionalText(question, limit: Policy.Limit.contact)
            }
    }

    /// The identifier that words are.
    ///
    /// - Throws: `Refusal`.
    static func identifier(_ words: String) throws(Refusal) -> PolicyIdentifier {
        guard let id = PolicyIdentifier(words) else {
            throw Refusal("\(words) is not an identifier", hint: "1 to 32 of a-z, 0-9 and -")
        }
        return id
    }

    var edit: PolicyEdit { .join(id, name: name, contact: contact) }

    func entry(_ statement: PeopleStatement) -> LedgerEvent {
        .custodianJoined(
            CustodianJoined(person: .known(id.rawValue), custodian: name, by: statement.by, why: statement.why))
    }

    /// The person in a plan.
    func lines(_ title: String, _ key: AnswerKey) -> [PlanLine] {
        [
            PlanLine(title, id.rawValue, key), PlanLine("Name", name, "--name"),
            PlanLine("Contact", contact?.description ?? "none", "--contact"),
        ].compactMap { $0 }
    }
}
