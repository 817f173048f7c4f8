// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
import ShareEnvelope

extension Policy {
    /// Finds the person whom words name: by identifier, by a whole name, or by the beginning of one person's name or
    /// identifier; `nil` if nobody is called that.
    ///
    /// - Throws: `Refusal` if they name several people.
    package func person(called words: String) throws(Refusal) -> Person? {
        if let person = PolicyIdentifier(words).flatMap({ person($0) }) { return person }
        let meant = NameIdentity(words)
        guard !meant.isBlank else { return nil }
        let named = people.filter { NameIdentity($0.name) == meant }
        let found = named.isEmpty ? people.filter { $0.begins(words.trimmed) } : named
        guard found.count < 2 else {
            throw Refusal(
                "\(words) fits \(found.map { "\($0.name) (\($0.id))" }.joined(separator: " and "))",
                hint: "enter more of the name, or the identifier in parentheses")
        }
        return found.first
    }

    /// Finds the person whom words name among the people of the policy.
    ///
    /// - Throws: `Refusal` if they name nobody, or several people.
    func member(called words: String) throws(Refusal) -> Person {
        guard let person = try person(called: words) else {
            let known = people.prefix(12).map(\.id.rawValue).joined(separator: ", ")
            throw Refusal(
                "the policy has nobody called \(words)",
                hint: "use an identifier or name of its people: \(known)\(people.count > 12 ? ", …" : "")")
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
    /// Reads which person of a policy is meant; in a list that is shown, also by number.
    ///
    /// - Throws: `Asking`.
    func person(_ key: AnswerKey, _ words: String, of policy: Policy) throws(Asking) -> Policy.Person {
        try value(Question(key, words, choices: policy.choices)) { text, _ throws(Refusal) in
            if !isGiven(key), let number = Int(plainDecimal: text), policy.people.indices.contains(number - 1) {
                return policy.people[number - 1]
            }
            // A script must name the person in full: nobody reads what a beginning stands for.
            if isGiven(key), !policy.people.contains(where: { $0.isCalled(text) }) {
                throw Refusal(
                    "the policy has nobody called \(text)",
                    hint: "use an identifier or whole name of its people: "
                        + policy.people.prefix(12).map(\.id.rawValue).joined(separator: ", "))
            }
            return try policy.member(called: text)
        }
    }
}

extension Policy.Person {
    /// Whether this is the whole name or the identifier.
    fileprivate func isCalled(_ words: String) -> Bool {
        [name.description, id.rawValue].contains { NameIdentity($0) == NameIdentity(words) }
    }

    /// Whether the name or the identifier begins with these words.
    fileprivate func begins(_ words: String) -> Bool {
        [name.description, id.rawValue].contains { NameIdentity(String($0.prefix(words.count))) == NameIdentity(words) }
    }
}
