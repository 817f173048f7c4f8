// SPDX-License-Identifier: Apache-2.0

package import Custody

/// Which credential a ceremony is about, where the binder has several.
package struct CredentialQuestion: Ceremony {
    private let lives: [CredentialStatus]
    private let none: String
    private let hint: String

    /// Makes the question.
    ///
    /// - Parameters:
    ///   - lives: the credentials that fit.
    ///   - none: what to say when the answer names none of them.
    ///   - hint: what to do if there are none at all.
    package init(among lives: [CredentialStatus], orElse none: String, hint: String) {
        self.lives = lives
        self.none = none
        self.hint = hint
    }

    /// Reads the account and the credential, as far as they are needed to tell one.
    ///
    /// - Throws: `Asking`.
    package func plan(_ answers: Answers) throws(Asking) -> CredentialStatus {
        let account = answers.given("--account")
        let credential = answers.given("--credential")
        let fitting = lives.filter { life in
            (account.map { $0 == life.name.account.description } ?? true)
                && (credential.map { $0 == life.name.credential?.description } ?? true)
        }
        if fitting.count == 1 { return fitting[0] }
        let question = Question(
            "which", "Which credential", choices: Choices(fitting.map { Choices.Choice(["\($0.name)"]) }))
        guard !fitting.isEmpty, answers.isAttended else {
            let options = (fitting.isEmpty ? lives : fitting).map { "`\($0.name.options)`" }.joined(separator: "; ")
            throw Asking(
                question,
                Refusal(
                    fitting.isEmpty ? none : "several credentials match",
                    hint: options.isEmpty ? hint : "name one of them: \(options)"),
                isGiven: true)
        }
        return fitting[try answers.choice(question)]
    }
}
