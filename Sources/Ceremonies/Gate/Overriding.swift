// SPDX-License-Identifier: Apache-2.0

package import Custody
package import ShareEnvelope

/// People are asked why a ceremony should go on against rules, and who says so. What they typed they confirm by a word: it
/// stays on record.
package struct Overriding: Ceremony {
    private let breaches: [Breach]
    private let rules: String
    private let author: PublicText?
    private let named: AnswerKey
    private let isTyped: Bool

    /// Begins with what is not kept.
    ///
    /// - Parameters:
    ///   - author: who overrides it; `nil` if nobody is named yet. It must be a name, because a different person must
    ///     countersign.
    ///   - named: the answer that names the author.
    ///   - isTyped: whether a person typed the reason or the author's name before, and confirmed neither.
    package init(_ breaches: [Breach], by author: PublicText?, named: AnswerKey, isTyped: Bool = false) {
        self.breaches = breaches
        rules = breaches.count == 1 ? "this rule" : "these \(breaches.count) rules"
        self.author = author
        self.named = named
        self.isTyped = isTyped
    }

    /// The override; `nil` if nobody says why. A person first types the word by hand: who does not expect this question
    /// must not answer it with the text meant for another one.
    package func plan(_ answers: Answers) throws(Asking) -> Override? {
        let reason: AnswerKey = "--override"
        guard answers.given(reason)?.isEmpty != true else { return nil }
        if !answers.isGiven(reason) {
            let question = Question(
                "the override", "Type `override` to continue against \(rules); Enter gives up", word: "override")
            guard try answers.confirmed(question) else { return nil }
        }
        let why = try answers.text(Question(reason, "Why, for the record"), limit: 1000)
        let by =
            if let author { author } else { try answers.personName(Question(named, "Who overrides \(rules)")) }
        let override = Override(why: why, by: by)
        if answers.isAttended, isTyped || !answers.answered.isEmpty { try answers.confirm(confirmation(of: override)) }
        return override
    }

    private func confirmation(of override: Override) -> Question {
        Question(
            "the record", "If this is right, type `record` to continue; Ctrl-C gives up",
            introduction: breaches.flatMap { ["Rule           \($0.expected)", "Found          \($0.found)"] } + [
                "Overridden by  \(override.by)", "Why            \(override.why)",
            ], word: "record")
    }
}
