// SPDX-License-Identifier: Apache-2.0

/// Commands as a person types them into a shell.
package enum CommandLineWord {
    /// For a value that is known only on the day: the person who types the command replaces it.
    static let blank = "____"

    /// A word of a command line, quoted if the shell would read it differently otherwise.
    package static func quoted(_ word: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+".unicodeScalars)
        // A shell reads code points, not characters as people see them: a quote followed by a joiner is a quote.
        guard word.isEmpty || !word.unicodeScalars.allSatisfy(plain.contains) else { return word }
        var text = "'"
        for scalar in word.unicodeScalars {
            // Within single quotes, only the closing quote is special to a shell.
            if scalar == "'" { text += "'\\'" }
            text.unicodeScalars.append(scalar)
        }
        text.unicodeScalars.append("'")
        return text
    }

    /// A word, quoted as above, or room for it if it is `nil`.
    static func quoted(_ word: String?) -> String { word.map { quoted($0) } ?? "\"\(blank)\"" }
}
