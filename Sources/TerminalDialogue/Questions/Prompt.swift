// SPDX-License-Identifier: Apache-2.0

import SecretMemory
package import ShareEnvelope

/// Asks at the terminal for what the command line leaves out.
package struct Prompt {
    package init() {}

    /// Returns the given text, or asks the person for it.
    ///
    /// - Parameters:
    ///   - given: from the command line.
    ///   - question: for the person.
    ///   - option: named in the error if there is no terminal.
    package func text(_ given: String?, _ question: String, _ option: String) throws(CommandError) -> String {
        if let given { return given }
        while true {
            if let answer = try self.answer("\(question): ", option), !answer.isEmpty { return answer }
            guard Terminal.isInteractive else {
                throw CommandError(
                    .usage, "\(option) is not given", hint: "\(option) \"…\": \(question.lowercasedStart)")
            }
            Console.say("Enter an answer; Ctrl-C gives up.")
        }
    }

    /// Returns the given text as a value, or asks the person until an answer is one.
    ///
    /// - Parameter read: makes the value of a text, or says why that text is none.
    package func value<Value>(
        _ given: String?, _ question: String, _ option: String, _ read: (String) throws(CommandError) -> Value
    ) throws(CommandError) -> Value {
        if let given { return try read(given) }
        while true {
            let answer = try text(nil, question, option)
            do throws(CommandError) { return try read(answer) } catch { refuse(error) }
        }
    }

    /// Returns the given text, or asks the person until an answer fits into the limit.
    package func text(
        _ given: String?, _ question: String, _ option: String, limit: Int
    ) throws(CommandError) -> PublicText {
        try value(given, question, option) { text throws(CommandError) in
            try PublicText(named: option, text, limit: limit)
        }
    }

    /// Says why an answer does not fit; the question is asked again.
    package func refuse(_ error: CommandError) {
        Console.say("\(error.message)\(error.hint.map { "; \($0)" } ?? ""). Try again.")
    }

    /// Returns the answer; `nil` for an empty one, or without a terminal.
    package func answer(_ prompt: String, _ option: String) throws(CommandError) -> String? {
        guard Terminal.isInteractive else { return nil }
        let line: String? = Terminal.withKeys {
            var input = LineInput()
            // The rest of a code that was scanned before is not an answer.
            input.keyboard.settle()
            guard let answer = input.answer(prompt) else { return nil }
            return answer.publicText()
        }
        guard let line else { throw CommandError(.interrupted, "canceled at this prompt") }
        return line.isEmpty ? nil : line
    }

    /// The answer to a question that has a word.
    package enum WordAnswer {
        /// The word, typed by hand.
        case word
        /// Anything else; `nil` for an empty answer.
        case text(String?)
    }

    /// Returns the answer to a question, or its word, which counts only if a person types it by hand.
    package func answer(_ prompt: String, orTyped word: Confirmation) throws(CommandError) -> WordAnswer {
        try Terminal.withKeys { () throws(CommandError) -> WordAnswer in
            var input = LineInput()
            input.keyboard.settle()
            switch input.ask(prompt, confirmation: word) {
            case .confirmed: return .word
            case .line(let line): return .text(line.count == 0 ? nil : line.publicText())
            case .end: throw CommandError(.interrupted, "canceled at this prompt")
            }
        }
    }
}

extension String {
    /// The text with a small first letter.
    package var lowercasedStart: String { prefix(1).lowercased() + dropFirst() }
}
