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
    private var typed: [AnswerKey: [Entry]] = [:]
    private var order: [AnswerKey] = []
    private var wanted: Set<AnswerKey> = []

    /// What a person typed.
    private struct Entry: Hashable, Sendable {
        let text: String
        /// Whether it is the question's word, typed by hand, key by key.
        let isWord: Bool
        /// The question as it was asked; `nil` for any with that key.
        let question: Question?
    }

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

    /// Takes what a person typed for a question. What was typed before for the same question was refused. If an answer
    /// before it changes what is asked, the question is asked again.
    package mutating func type(_ text: String, for question: Question) {
        take(Entry(text: text, isWord: false, question: question), for: question.key)
    }

    /// Takes the question's word, which a person typed by hand.
    package mutating func confirm(by question: Question) {
        take(Entry(text: question.word ?? "", isWord: true, question: question), for: question.key)
    }

    /// Takes what a person typed by hand for the question of this key, whatever it asks.
    package mutating func type(_ text: String, for key: AnswerKey) {
        take(Entry(text: text, isWord: true, question: nil), for: key)
    }

    private mutating func take(_ entry: Entry, for key: AnswerKey) {
        if let last = typed[key]?.last, last.question != entry.question { forget(key) }
        if typed[key] == nil { order.append(key) }
        typed[key, default: []].append(entry)
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

    /// Asks a question again, also one whose answer the ceremony took from what it knows.
    package mutating func ask(_ key: AnswerKey) {
        forget(key)
        wanted.insert(key)
    }

    /// Whether the ceremony may take an answer from what it knows: somebody will read it, and nobody said anything else.
    package func mayTake(_ key: AnswerKey) -> Bool {
        isAttended && given[key] == nil && typed[key] == nil && !wanted.contains(key)
    }

    /// The questions that a person answered, in their order.
    package var answered: [AnswerKey] { order }

    /// Whether the command line gave an answer.
    package func isGiven(_ key: AnswerKey) -> Bool { given[key] != nil }

    /// The answer that the command line gave; `nil` if it gave none.
    package func given(_ key: AnswerKey) -> String? { given[key]?.joined(separator: ",") }

    /// What the command line gave for a question with several answers.
    package func list(given key: AnswerKey) -> [String]? { given[key] }

    // MARK: - Reading

    /// Reads an answer that must be there.
    ///
    /// - Parameter read: makes the value of a text, or says why that text is none. Its second argument says whether an
    ///   answer to this question was refused by a warning before; then what only looks wrong is accepted.
    /// - Throws: `Asking`.
    package func value<Value>(
        _ question: Question, _ read: (_ text: String, _ isSecond: Bool) throws(Refusal) -> Value
    ) throws(Asking) -> Value {
        if let texts = given[question.key] {
            return try fit(question, isGiven: true) { () throws(Refusal) in
                try read(texts.joined(separator: ","), true)
            }
        }
        let (entry, before) = try self.typed(question)
        guard !entry.text.isEmpty else { throw Asking(question, Refusal("Enter an answer; Ctrl-C gives up.")) }
        return try fit(question, isGiven: false) { () throws(Refusal) in
            try read(entry.text, Self.isWarned(before, read))
        }
    }

    /// Reads an answer that must be there. What the command line gave is asked again if it looks wrong, as long as there
    /// is somebody to ask; what a person typed then counts instead.
    ///
    /// - Parameter read: as for ``value(_:_:)``.
    /// - Throws: `Asking`.
    package func valueDoubtingGiven<Value>(
        _ question: Question, _ read: (_ text: String, _ isSecond: Bool) throws(Refusal) -> Value
    ) throws(Asking) -> Value {
        guard isAttended, let text = given(question.key) else { return try value(question, read) }
        do throws(Refusal) { return try read(text, false) } catch {
            guard error.isWarning else { throw Asking(question, error, isGiven: true) }
            guard typed[question.key] != nil else { throw Asking(question, error) }
        }
        let (entry, before) = try self.typed(question)
        guard !entry.text.isEmpty else { throw Asking(question, Refusal("Enter an answer; Ctrl-C gives up.")) }
        // Only the answer that was doubted counts when it comes again: another one may be as wrong.
        let doubted = ([text] + before.map(\.text)).map { $0.lowercased() }
        return try fit(question, isGiven: false) { () throws(Refusal) in
            try read(entry.text, doubted.contains(entry.text.lowercased()))
        }
    }

    /// Reads an answer that must be there, as a text.
    ///
    /// - Throws: `Asking`.
    package func text(_ question: Question, limit: Int) throws(Asking) -> PublicText {
        try value(question) { text, _ throws(Refusal) in try PublicText(answer: text, to: question.key, limit: limit) }
    }

    /// Reads an answer that must be there, as the name of a person.
    ///
    /// - Throws: `Asking`.
    package func personName(_ question: Question) throws(Asking) -> PublicText {
        try value(question) { text, _ throws(Refusal) in try PublicText(person: text, to: question.key) }
    }

    /// Reads the names of one or more people: each that was given, or what a person typed between commas.
    ///
    /// - Throws: `Asking`.
    package func personNames(_ question: Question) throws(Asking) -> [PublicText] {
        func read(_ texts: [String]) throws(Refusal) -> [PublicText] {
            try texts.map { text throws(Refusal) in try PublicText(person: text, to: question.key) }
        }
        if let texts = given[question.key] {
            return try fit(question, isGiven: true) { () throws(Refusal) in try read(texts) }
        }
        return try value(question) { text, _ throws(Refusal) in
            let texts = text.split(separator: ",").map(\.trimmed)
            return try read(texts.isEmpty ? [""] : texts)
        }
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
        let (entry, before) = try self.typed(question)
        guard entry.text.isEmpty else {
            return try fit(question, isGiven: false) { () throws(Refusal) in
                try read(entry.text, Self.isWarned(before, read))
            }
        }
        if let rule, !before.contains(where: { $0.text.isEmpty }) {
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

    /// Reads an answer as a text; the question's word says that there is nothing to tell. Without anybody to ask, no answer
    /// says so too.
    ///
    /// - Throws: `Asking`.
    package func textUnlessNothing(_ question: Question, limit: Int) throws(Asking) -> PublicText? {
        if let given = given[question.key] ?? (isAttended ? nil : []), given.allSatisfy(\.isEmpty) { return nil }
        if given[question.key] == nil, try isWord(question) { return nil }
        return try value(question) { text, _ throws(Refusal) -> PublicText? in
            guard text.lowercased() != question.word else { return nil }
            return try PublicText(answer: text, to: question.key, limit: limit)
        }
    }

    /// Waits until a person has typed the question's word. The command line confirms it with the option alone.
    ///
    /// - Throws: `Asking`.
    package func confirm(_ question: Question) throws(Asking) {
        guard given[question.key] == nil else { return }
        guard try isWord(question) else { throw notTheWord(question, "to continue; Ctrl-C gives up") }
    }

    /// Waits until a person has typed the question's word, or Enter alone. The command line confirms it with the option
    /// alone.
    ///
    /// - Returns: whether it was the word.
    /// - Throws: `Asking`.
    package func confirmed(_ question: Question) throws(Asking) -> Bool {
        guard given[question.key] == nil else { return true }
        guard isAttended else { return false }
        if try isWord(question) { return true }
        guard try typed(question).entry.text.isEmpty else { throw notTheWord(question, "letter by letter, or Enter") }
        return false
    }

    /// Whether a person typed the question's word by hand.
    private func isWord(_ question: Question) throws(Asking) -> Bool {
        let entry = try typed(question).entry
        return entry.isWord && entry.text.lowercased() == question.word
    }

    private func notTheWord(_ question: Question, _ end: String) -> Asking {
        Asking(question, Refusal("That is not the word. Type \(question.word ?? "") \(end)."))
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

    /// What was typed for a question, and before that. Before all is answered, `override` is never meant as an answer.
    private func typed(_ question: Question) throws(Asking) -> (entry: Entry, before: [Entry]) {
        guard let entries = typed[question.key], let last = entries.last, last.question ?? question == question else {
            throw Asking(question)
        }
        guard ["override", "record"].contains(question.word) || !Self.isOverride(last.text) else {
            guard question.key != "--override" else {
                throw Asking(question, Refusal("That is the word. Now say why, for the record."))
            }
            throw Asking(
                question,
                Refusal(
                    "Not yet: the program asks for `override` after the last question, if a rule is not kept. "
                        + "Answer this question first."))
        }
        let text = last.text.isEmpty ? question.standard ?? "" : last.text
        return (Entry(text: text, isWord: last.isWord, question: last.question), Array(entries.dropLast()))
    }

    /// Whether an earlier answer was refused by a warning.
    private static func isWarned<Value>(
        _ entries: [Entry], _ read: (_ text: String, _ isSecond: Bool) throws(Refusal) -> Value
    ) -> Bool {
        entries.contains { entry in
            guard !entry.text.isEmpty, !isOverride(entry.text) else { return false }
            do throws(Refusal) { _ = try read(entry.text, false) } catch { return error.isWarning }
            return false
        }
    }

    private static func isOverride(_ text: String) -> Bool { text.trimmed.lowercased() == "override" }

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
