// SPDX-License-Identifier: Apache-2.0

/// Commands as a person types them into a shell.
enum CommandLineWord {
    /// What is known on the day only: whoever types the command puts the true value there.
    static let blank = "____"

    /// A word of a command line: quoted where the shell would read it otherwise.
    static func quoted(_ word: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+".unicodeScalars)
        // A shell reads code points, not characters as people see them: a quote with a joiner behind it is a quote.
        guard word.isEmpty || !word.unicodeScalars.allSatisfy(plain.contains) else { return word }
        var text = "'"
        for scalar in word.unicodeScalars {
            // Within single quotes a shell reads nothing but their end.
            if scalar == "'" { text += "'\\'" }
            text.unicodeScalars.append(scalar)
        }
        text.unicodeScalars.append("'")
        return text
    }

    /// A word, or room for it.
    static func quoted(_ word: String?) -> String { word.map { quoted($0) } ?? "\"\(blank)\"" }
}
