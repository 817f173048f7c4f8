// SPDX-License-Identifier: Apache-2.0
//
// Plays a ceremony as a person at a terminal does, without one.

import Testing

@testable import Ceremonies

struct PlayedCeremony<Played: Ceremony> {
    let ceremony: Played
    private(set) var answers: Answers

    init(_ ceremony: Played, isAttended: Bool = true, given: [AnswerKey: String] = [:]) {
        self.ceremony = ceremony
        answers = Answers(isAttended: isAttended)
        for (key, text) in given { answers.give(key, text) }
    }

    /// Gives an answer that is one of several.
    mutating func give(_ key: AnswerKey, _ texts: [String]) { answers.give(key, texts) }

    /// What is asked now; `nil` if everything is answered.
    var asking: Asking? {
        switch ceremony.next(answers) {
        case .ask(let asking): asking
        case .ready: nil
        }
    }

    /// Answers the question that is asked now.
    mutating func answer(_ key: AnswerKey, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(asking?.question.key == key, sourceLocation: sourceLocation)
        answers.type(text, for: key)
    }

    /// The same for an answer that is refused.
    mutating func answer(
        _ key: AnswerKey, _ text: String, refused words: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        answer(key, text, sourceLocation: sourceLocation)
        let refusal = asking?.refusal?.words
        #expect(
            asking?.question.key == key && refusal?.contains(words) == true, "\(refusal ?? "it was taken")",
            sourceLocation: sourceLocation)
    }

    /// Takes the answer before the question that is asked now back.
    mutating func back() { _ = answers.takeBack(before: asking?.question.key) }

    /// Changes an answer of the summary.
    mutating func change(_ key: AnswerKey) { answers.forget(key) }

    /// The plan.
    ///
    /// - Throws: what is still asked.
    var plan: Played.Plan { get throws { try ceremony.plan(answers) } }

    /// The summary, as `name: text`.
    var summary: [String] { get throws { ceremony.summary(of: try plan).map { "\($0.name): \($0.text)" } } }
}
