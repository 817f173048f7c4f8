// SPDX-License-Identifier: Apache-2.0

/// What a label, slip, letter or answer is about. All of them name it the same way: credential and words distinguish
/// two sets of one account.
package struct PaperSubject: Hashable, Sendable {
    /// The account.
    package let account: String
    /// Which of the account's credentials it is, if it has a name.
    package let credential: String?
    /// The set's code.
    package let setCode: String
    /// The set's words.
    package let setWords: [String]

    /// Names a set.
    package init(account: String, credential: String?, setCode: String, setWords: [String]) {
        self.account = account
        self.credential = credential
        self.setCode = setCode
        self.setWords = setWords
    }

    /// Account and credential: "AWS root: root password".
    var title: String {
        PrintedName.isolated(account) + (credential.map { ": " + PrintedName.isolated($0) } ?? "")
    }

    /// Code and words of the set: "set 4QX7-… (vibe dull yoga epic)".
    var set: String { "set \(setCode) (\(setWords.joined(separator: " ")))" }
}
