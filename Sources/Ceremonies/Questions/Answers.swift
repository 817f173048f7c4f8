// SPDX-License-Identifier: Apache-2.0
//
// A ceremony asks by reading the answers that it needs, one after the other: the first that is missing, or does not fit,
// is its next question. It is read again from the start after each answer, so that taking one back asks it again, and a
// later answer that no longer fits as well.

import CustodyPolicy
package import ShareEnvelope

/// The answers to a ceremony's questions so far: what the command line gave, and what a person typed.
package struct Answers: Hashable, Sendable {
    /// Whether there is somebody to ask. If not, what may be left out is left out.
    package let isAttended: Bool
    private var given: [AnswerKey: [String]] = [:]
    private var typed: [AnswerKey: [String]] = [:]
    private var order: [AnswerKey] = []

    /// Begins without answers.
    package init(isAttended: Bool) { self.isAttended = isAttended }

    /// Gives an answer in advance.
    package mutating func give(_ key: AnswerKey, _ text: String?) {
        if let text { given[key] = [text] }
    }

    /// Gives answers in advance, each of which is one of several.
    package mutating func give(_ key: AnswerKey, _ texts: [String]) {
        if !texts.isEmpty { given[key] = texts }
    }

    /// Takes what a person typed. What was typed before for the same question was refused.
    package mutating func type(_ text: String, for key: AnswerKey) {
        if typed[key] == nil { order.append(key) }
        typed[key, default: []].append(text)
    }

    /// Forgets the answer to the question before the one that is asked now.
    ///
    /// - Parameter asked: the question that is asked now; what was typed for it is forgotten too.
    /// - Returns: whether there was one.
    package mutating func takeBack(before asked: AnswerKey?) -> Bool {
        if let last = order.last, last == asked { forget(last) }
        guard let last = order.last else { return false }
        forget(last)
        return true
    }

    /// Forgets what was typed for a question.
    package mutating func forget(_ key: AnswerKey) {
        typed[key] = nil
        order.removeAll { $0 == key }
    }

    /// The questions that a person answered, in their order.
    package var answered: [AnswerKey] { order }

    /// Whether the command line gave an answer.
    package func isGiven(_ key: AnswerKey) -> Bool { given[key] != nil }

    // MARK: - Reading

    /// Reads an answer that must be there.
    ///
    /// - Parameter read: makes the value of a text, or says why that text is none. Its second argument says whether the
    ///   person was told so before about this question; then what only looks wrong is accepted.
    /// - Throws: `Asking`.
    package func value<Value>(
        _ question: Question, _ read: (_ text: String, _ isSecond: Bool) throws(Refusal) -> Value
    ) throws(Asking) -> Value {
        if let texts = given[question.key] {
            return try fit(question, isGiven: true) { () throws(Refusal) in
                try read(texts.joined(separator: ","), true)
            }
        }
        guard let texts = typed[question.key], let text = texts.last else { throw Asking(question) }
        guard !text.isEmpty else { throw Asking(question, Refusal("Enter an answer; Ctrl-C gives up.")) }
        return try fit(question, isGiven: false) { () throws(Refusal) in try read(text, texts.count > 1) }
    }

    /// Reads an answer that must be there, as a text.
    ///
    /// - Throws: `Asking`.
    package func text(_ question: Question, limit: Int) throws(Asking) -> PublicText {
        try value(question) { text, _ throws(Refusal) in try PublicText(answer: text, to: question.key, limit: limit) }
    }

    /// Reads an answer that may be left empty.
    ///
    /// - Parameter rule: why an empty answer breaks a rule; it is accepted the second time. `nil` if it breaks none.
    /// - Throws: `Asking`.
    package func optional<Value>(
        _ question: Question, orElse rule: String?, _ read: (_ text: String, _ isSecond: Bool) throws(Refusal) -> Value
    ) throws(Asking) -> Value? {
        if let texts = given[question.key] {
            let text = texts.joined(separator: ",")
            guard !text.isEmpty else { return nil }
            return try fit(question, isGiven: true) { () throws(Refusal) in try read(text, true) }
        }
        guard isAttended else { return nil }
        guard let texts = typed[question.key], let text = texts.last else { throw Asking(question) }
        guard text.isEmpty else {
            return try fit(question, isGiven: false) { () throws(Refusal) in try read(text, texts.count > 1) }
        }
        if let rule, texts.count(where: { $0.isEmpty }) < 2 {
            throw Asking(question, Refusal("\(rule) Enter alone again leaves it open, and needs an `override`."))
        }
        return nil
    }

    /// Reads an answer that may be left empty, as a text.
    ///
    /// - Throws: `Asking`.
    package func optionalText(
        _ question: Question, orElse rule: String? = nil, limit: Int
    ) throws(Asking) -> PublicText? {
        try optional(question, orElse: rule) { text, _ throws(Refusal) in
            try PublicText(answer: text, to: question.key, limit: limit)
        }
    }

    /// Reads which of the question's choices is meant.
    ///
    /// - Throws: `Asking`.
    package func choice(_ question: Question) throws(Asking) -> Int {
        guard let choices = question.choices else { preconditionFailure("a choice is among choices") }
        return try value(question) { text, _ throws(Refusal) in try choices.index(of: text) }
    }

    /// Reads an answer that only the command line gives; `nil` if it does not.
    ///
    /// - Throws: `Asking`; it is not asked then, because the answer was given.
    package func ifGiven<Value>(
        _ key: AnswerKey, _ read: (_ text: String) throws(Refusal) -> Value
    ) throws(Asking) -> Value? {
        guard given[key] != nil else { return nil }
        return try value(Question(key, key.option)) { text, _ throws(Refusal) in try read(text) }
    }

    private func fit<Value>(
        _ question: Question, isGiven: Bool, _ read: () throws(Refusal) -> Value
    ) throws(Asking) -> Value {
        do throws(Refusal) { return try read() } catch { throw Asking(question, error, isGiven: isGiven) }
    }
}

/// That a ceremony cannot go on before a question is answered.
package struct Asking: Error, Hashable, Sendable {
    /// The question.
    package let question: Question
    /// Why the answer so far does not fit; `nil` if there is none.
    package let refusal: Refusal?
    /// Whether that answer was given in advance, so that asking again makes no sense.
    package let isGiven: Bool

    /// Asks a question.
    package init(_ question: Question, _ refusal: Refusal? = nil, isGiven: Bool = false) {
        self.question = question
        self.refusal = refusal
        self.isGiven = isGiven
    }
}
