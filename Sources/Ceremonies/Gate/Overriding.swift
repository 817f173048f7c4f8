// SPDX-License-Identifier: Apache-2.0

package import Custody
package import ShareEnvelope

/// People are asked why a ceremony should go on against rules, and who says so.
package struct Overriding: Ceremony {
    private let rules: String
    private let author: PublicText?
    private let named: AnswerKey

    /// Begins with what is not kept.
    ///
    /// - Parameters:
    ///   - author: who overrides it; `nil` if nobody is named yet. It must be a name, because a different person must
    ///     countersign.
    ///   - named: the answer that names the author.
    package init(_ breaches: [Breach], by author: PublicText?, named: AnswerKey) {
        rules = breaches.count == 1 ? "this rule" : "these \(breaches.count) rules"
        self.author = author
        self.named = named
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
        if let author { return Override(why: why, by: author) }
        return Override(why: why, by: try answers.text(Question(named, "Who overrides \(rules)"), limit: 64))
    }
}
