// SPDX-License-Identifier: Apache-2.0

/// Commands as a person types them into a shell.
enum CommandLineWord {
    /// What is known on the day only: whoever types the command puts the true value there.
    static let blank = "____"

    /// A word of a command line: quoted where the shell would read it otherwise.
    static func quoted(_ word: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+")
        guard word.isEmpty || !word.allSatisfy(plain.contains) else { return word }
        // Within double quotes the shell still reads these four.
        var text = ""
        for letter in word {
            if ["\\", "\"", "$", "`"].contains(letter) { text += "\\" }
            text.append(letter)
        }
        return "\"\(text)\""
    }

    /// A word, or room for it.
    static func quoted(_ word: String?) -> String { word.map { quoted($0) } ?? "\"\(blank)\"" }
}
