// SPDX-License-Identifier: Apache-2.0

package import Ceremonies

/// Asks a ceremony's questions at the terminal. What the command line gave is not asked; an answer that does not fit is
/// asked again with its reason; `back` returns to the question before.
package struct Interview {
    private var answers = Answers(isAttended: Terminal.isInteractive)
    private var shown: AnswerKey?
    /// The answers before one of them is changed, so that Enter alone keeps it.
    private var kept: (key: AnswerKey, answers: Answers)?
    /// Whether a person read the last plan, and could change it.
    private var isRead = false
    /// Whether a person went back from the first question.
    private var isLeft = false
    /// Whether a person knows that there is a way back.
    private var knowsBack = false

    /// Takes what the command line gave.
    ///
    /// - Parameter given: the answers, by their options; an option that was left out is `nil`.
    package init(_ given: [(option: String, text: String?)], lists: [(option: String, texts: [String])] = []) {
        for (option, text) in given { answers.give(AnswerKey(option), text) }
        for (option, texts) in lists { answers.give(AnswerKey(option), texts) }
    }

    /// Asks until the ceremony has its plan. Where several questions were answered, the person reads the plan, and can
    /// change an answer, before anything is done.
    package mutating func plan<Asked: Ceremony>(_ ceremony: Asked) throws(CommandError) -> Asked.Plan {
        while true {
            if case .plan(let plan) = try planOrBack(ceremony) { return plan }
            Console.say("This is the first question.")
        }
    }

    /// What came of a ceremony's questions that follow others.
    package enum Outcome<Plan> {
        case plan(Plan)
        /// The person went back from the first question.
        case back
    }

    /// The same for questions that follow others.
    package mutating func planOrBack<Asked: Ceremony>(
        _ ceremony: Asked
    ) throws(CommandError) -> Outcome<Asked.Plan> {
        isLeft = false
        while !isLeft {
            switch ceremony.next(answers) {
            case .ask(let asking): try ask(asking)
            case .ready(let plan):
                let lines = ceremony.summary(of: plan)
                guard try accepts(lines) else { continue }
                return .plan(plan)
            }
        }
        return .back
    }

    /// Goes back from questions that follow the plan: to the plan if a person read it, or else to the last question.
    ///
    /// - Returns: whether a person answered any.
    package mutating func goBack() -> Bool {
        shown = nil
        return isRead || answers.takeBack(before: nil)
    }

    private mutating func ask(_ asking: Asking) throws(CommandError) {
        let question = asking.question
        guard Terminal.isInteractive, !asking.isGiven else { throw CommandError(asking) }
        if let refusal = asking.refusal {
            Console.say(refusal.words + (refusal.hint.map { "; \($0). Try again." } ?? ""))
        } else if shown != question.key {
            if !knowsBack, !answers.answered.isEmpty {
                Console.say("(`back` returns to the question before.)")
                knowsBack = true
            }
            for line in question.introduction { Console.say(line) }
            show(question.choices)
            if let standard = question.standard { Console.say("  Enter alone answers: \(standard)") }
        }
        shown = question.key
        let prompt = "\(question.words): "
        var answer: String?
        if let word = question.word {
            switch try Prompt().answer(prompt, orTyped: Confirmation(word)) {
            case .word: return answers.confirm(by: question)
            case .text(let text): answer = text
            }
        } else {
            answer = try Prompt().answer(prompt, question.key.option)
        }
        let before = kept
        kept = nil
        if let before, before.key == question.key, answer == nil {
            answers = before.answers
            shown = nil
        } else if answer?.lowercased() == "back", question.choices?.isName("back") != true {
            shown = nil
            isLeft = !answers.takeBack(before: question.key)
        } else {
            answers.type(answer ?? "", for: question)
        }
    }

    private func show(_ choices: Choices?) {
        for (number, choice) in (choices?.all ?? []).enumerated() {
            Console.say("  \(number + 1)  \(choice.names[0])\(choice.note.map { ": \($0)" } ?? "")")
        }
    }

    /// Shows the plan; whether it stands.
    private mutating func accepts(_ lines: [PlanLine]) throws(CommandError) -> Bool {
        guard !lines.isEmpty else { return true }
        let width = (lines.map { ScreenColumns.count($0.name) }.max() ?? 0) + 2
        let asked = lines.indices.filter { index in
            guard let key = lines[index].key, !answers.answered.isEmpty else { return false }
            return (lines[index].isTaken || answers.answered.contains(key))
                && !lines[..<index].contains { $0.key == key }
        }
        for (index, line) in lines.enumerated() {
            let number = asked.firstIndex(of: index).map { "\($0 + 1)" } ?? ""
            Console.say(
                (asked.isEmpty ? "" : number.filled(to: 3)) + line.name.filled(to: width) + line.text)
        }
        isRead = !asked.isEmpty
        guard isRead else { return true }
        while true {
            let answer = try Prompt().answer("Enter if this is right, or the number of an answer to change: ", "")
            guard let answer else { return true }
            guard let number = Int(answer), asked.indices.contains(number - 1), let key = lines[asked[number - 1]].key
            else {
                Console.say(
                    "Enter alone continues; a number from 1 to \(asked.count) changes an answer.")
                continue
            }
            kept = (key, answers)
            answers.ask(key)
            shown = nil
            Console.say("Enter alone keeps the answer.")
            return false
        }
    }
}

extension CommandError {
    /// The error for a question that nobody can be asked, or an option that does not fit.
    package init(_ asking: Asking) {
        if let refusal = asking.refusal {
            self.init(.usage, refusal)
        } else {
            let question = asking.question
            if let word = question.word {
                self.init(
                    .usage, "\(question.key.option) is not given, and there is no terminal to type `\(word)` at",
                    hint: "\(question.key.option) continues without asking")
                return
            }
            let fits =
                question.choices.map { "one of: " + $0.all.map { $0.names[0] }.joined(separator: "; ") }
                ?? "\(question.key.option) \"…\": \(question.words.lowercasedStart)"
            self.init(.usage, "\(question.key.option) is not given", hint: fits)
        }
    }
}
