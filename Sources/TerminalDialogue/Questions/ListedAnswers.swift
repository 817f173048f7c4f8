// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy

/// Choices that a person sees as a numbered list, and answers that name one of them.
package struct ListedAnswers {
    /// What each choice may be called; its first name is shown.
    private let choices: [[String]]

    package init(_ choices: [[String]]) { self.choices = choices }

    /// Shows the list.
    ///
    /// - Parameter notes: what is shown after each choice.
    package func show(_ notes: [String?] = []) {
        for (number, names) in choices.enumerated() {
            let note = notes.indices.contains(number) ? notes[number] : nil
            Console.say("  \(number + 1)  \(names[0])\(note.map { ": \($0)" } ?? "")")
        }
    }

    /// Finds the choice that an answer names: by a whole name, by its number, or by the beginning of one name only.
    package func index(of answer: String) throws(CommandError) -> Int {
        if let index = fitting({ NameIdentity($0) == NameIdentity(answer) }).first { return index }
        if let number = Int(plainDecimal: answer), choices.indices.contains(number - 1) { return number - 1 }
        let begun = fitting { NameIdentity(String($0.prefix(answer.count))) == NameIdentity(answer) }
        guard let index = begun.first else {
            throw CommandError(
                .usage, "\(answer) is not in the list",
                hint: "enter a number from 1 to \(choices.count), or the beginning of a name")
        }
        guard begun.count == 1 else {
            throw CommandError(
                .usage, "\(answer) fits \(begun.map { choices[$0][0] }.joined(separator: " and "))",
                hint: "enter more of the name, or the number")
        }
        return index
    }

    private func fitting(_ isMeant: (String) -> Bool) -> [Int] {
        choices.indices.filter { choices[$0].contains(where: isMeant) }
    }
}
