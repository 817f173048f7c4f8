// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
import ShareEnvelope

extension Policy {
    /// Finds the person whom words name: by identifier, or by a whole name that only one has; `nil` if nobody is called
    /// that. On the command line, nobody reads whom the beginning of a name stands for.
    ///
    /// - Throws: `Refusal` if they name several people.
    package func person(called words: String) throws(Refusal) -> Person? {
        if let person = PolicyIdentifier(words).flatMap({ person($0) }) { return person }
        let named = people.filter { NameIdentity($0.name) == NameIdentity(words) }
        guard named.count < 2 else {
            throw Refusal(
                "\(words) fits \(named.map { "\($0.name) (\($0.id))" }.joined(separator: " and "))",
                hint: "enter the identifier in parentheses")
        }
        return named.first
    }

    /// Finds the person whom words name among the people of the policy.
    ///
    /// - Throws: `Refusal` if they name nobody, or several people.
    func member(called words: String) throws(Refusal) -> Person {
        guard let person = try person(called: words) else {
            let known = people.prefix(12).map(\.id.rawValue).joined(separator: ", ")
            throw Refusal(
                "the policy has nobody called \(words)",
                hint: "use an identifier or a whole name of its people: \(known)\(people.count > 12 ? ", …" : "")")
        }
        return person
    }

    /// The people in a list to choose from.
    var choices: Choices {
        Choices(
            people.map { person in
                Choices.Choice(
                    [person.name.description, person.id.rawValue], note: person.left.map { "left on \($0)" })
            })
    }
}

extension Answers {
    /// Reads which person of a policy is meant; in a list that is shown, also by number or by the beginning of a name.
    ///
    /// - Throws: `Asking`.
    func person(_ key: AnswerKey, _ words: String, of policy: Policy) throws(Asking) -> Policy.Person {
        let choices = policy.choices
        return try value(Question(key, words, choices: choices)) { text, _ throws(Refusal) in
            isGiven(key) ? try policy.member(called: text) : policy.people[try choices.index(of: text)]
        }
    }
}
