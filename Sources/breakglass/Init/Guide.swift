// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// Asks at the terminal for what the command line leaves out.
struct Guide {
    /// A text: the given one, or the person's answer.
    ///
    /// - Parameters:
    ///   - given: from the command line.
    ///   - question: for the person.
    ///   - option: for the complaint where there is nobody to ask.
    func text(_ given: String?, _ question: String, _ option: String) throws(Complaint) -> String {
        if let given { return given }
        while true {
            if let answer = try self.answer("\(question): ", option), !answer.isEmpty { return answer }
            guard Terminal.isInteractive else {
                throw Complaint(.usage, "\(option) is not given", hint: "\(option) \"…\": \(question.lowercasedStart)")
            }
            Talk.say("An answer is needed; Ctrl-C gives up.")
        }
    }

    /// An answer; nothing for an empty one.
    func answer(_ prompt: String, _ option: String) throws(Complaint) -> String? {
        guard Terminal.isInteractive else { return nil }
        let line: String? = Terminal.withKeys {
            var input = LineInput()
            guard let answer = input.answer(prompt) else { return nil }
            return answer.publicText()
        }
        guard let line else { throw Complaint(.interrupted, "it was given up; nothing was made") }
        return line.isEmpty ? nil : line
    }

    /// Whether the person says yes.
    func agrees(_ question: String) throws(Complaint) -> Bool {
        let text = try answer("\(question) (y or n) ", "")?.lowercased() ?? "n"
        return text == "y" || text == "yes"
    }
}

extension String {
    fileprivate var lowercasedStart: String { prefix(1).lowercased() + dropFirst() }
}
