// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy

/// One answer that a ceremony needs, by the option that gives it in advance.
package struct AnswerKey: Hashable, Sendable {
    /// The option, such as `--reason`; or the name of an argument.
    package let option: String

    /// Names an answer.
    package init(_ option: String) { self.option = option }
}

extension AnswerKey: ExpressibleByStringLiteral {
    package init(stringLiteral option: String) { self.init(option) }
}

/// What a ceremony asks next. How it looks is up to the terminal or the page that asks it.
package struct Question: Hashable, Sendable {
    /// The answer that it asks for.
    package let key: AnswerKey
    /// The question, without a colon at its end.
    package let words: String
    /// What is to be known before it, line by line.
    package let introduction: [String]
    /// The answers that fit, or that are likely.
    package let choices: Choices?
    /// A word that counts only if a person types it by hand, key by key: it confirms a step that cannot be undone, or
    /// says that there is nothing to tell. `nil` if the question has none.
    package let word: String?
    /// The answer that an empty one stands for, where there is one that fits.
    package let standard: String?

    /// Makes a question.
    package init(
        _ key: AnswerKey, _ words: String, introduction: [String] = [], choices: Choices? = nil, word: String? = nil,
        standard: String? = nil
    ) {
        self.key = key
        self.words = words
        self.introduction = introduction
        self.choices = choices
        self.word = word
        self.standard = standard
    }
}

/// Why an answer does not fit.
package struct Refusal: Error, Hashable, Sendable {
    /// What is wrong with it.
    package let words: String
    /// What fits.
    package let hint: String?
    /// Whether it is refused once only: who gives such an answer again means it, and a rule is broken.
    package let isWarning: Bool

    /// Refuses an answer.
    package init(_ words: String, hint: String? = nil, isWarning: Bool = false) {
        self.words = words
        self.hint = hint
        self.isWarning = isWarning
    }
}

/// The answers of which one, or some, can be chosen: by number, by a whole name, or by the beginning of one name only.
package struct Choices: Hashable, Sendable {
    /// One of them.
    package struct Choice: Hashable, Sendable {
        /// What it may be called; its first name is shown.
        package let names: [String]
        /// What is shown after it.
        package let note: String?

        /// Makes a choice.
        package init(_ names: [String], note: String? = nil) {
            self.names = names
            self.note = note
        }
    }

    /// The choices, in the order of their numbers.
    package let all: [Choice]

    /// Makes the list.
    package init(_ all: [Choice]) { self.all = all }

    /// Finds the choice that an answer names.
    ///
    /// - Throws: `Refusal` if it names none, or several.
    package func index(of answer: String) throws(Refusal) -> Int {
        guard let index = try find(answer) else { throw notListed(answer) }
        return index
    }

    /// Whether an answer is the whole name of one of them.
    package func isName(_ answer: String) -> Bool {
        !fitting { NameIdentity($0) == NameIdentity(answer) }.isEmpty
    }

    /// Finds the choice that an answer names, where other names fit too; `nil` if it is one of those.
    ///
    /// - Parameter takesBeginnings: whether the beginning of a name is enough.
    /// - Throws: `Refusal` if it names several, or is a number that none has.
    package func find(_ answer: String, takesBeginnings: Bool = true) throws(Refusal) -> Int? {
        if let index = fitting({ NameIdentity($0) == NameIdentity(answer) }).first { return index }
        if let number = Int(plainDecimal: answer) {
            guard all.indices.contains(number - 1) else { throw notListed(answer) }
            return number - 1
        }
        guard takesBeginnings else { return nil }
        let begun = fitting { NameIdentity(String($0.prefix(answer.count))) == NameIdentity(answer) }
        guard begun.count <= 1 else {
            throw Refusal(
                "\(answer) fits \(begun.map { all[$0].names[0] }.joined(separator: " and "))",
                hint: "enter more of the name, or the number")
        }
        return begun.first
    }

    private func notListed(_ answer: String) -> Refusal {
        Refusal(
            "\(answer) is not in the list", hint: "enter a number from 1 to \(all.count), or the beginning of a name")
    }

    /// Finds the choices that an answer names, separated by commas; each counts once.
    ///
    /// - Throws: `Refusal` if one of them names none, or several.
    package func indices(of answer: String) throws(Refusal) -> [Int] {
        var found: Set<Int> = []
        for name in answer.split(separator: ",") { found.insert(try index(of: name.trimmed)) }
        return found.sorted()
    }

    private func fitting(_ isMeant: (String) -> Bool) -> [Int] {
        all.indices.filter { all[$0].names.contains(where: isMeant) }
    }
}
