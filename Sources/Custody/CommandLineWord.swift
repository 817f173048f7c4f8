// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// Commands as a person types them into a shell.
package enum CommandLineWord {
    /// For a value that is known only on the day: the person who types the command replaces it.
    package static let blank = "____"

    /// A word of a command line, quoted if the shell would read it differently otherwise.
    package static func quoted(_ word: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+".unicodeScalars)
        // A shell reads code points, not characters as people see them: a quote followed by a joiner is a quote.
        // zsh replaces a word that begins with an equals sign by the path of a program.
        let isPlain = word.unicodeScalars.allSatisfy(plain.contains) && word.unicodeScalars.first != "="
        guard word.isEmpty || !isPlain else { return word }
        guard word.unicodeScalars.allSatisfy(isPrinted) else { return escaped(word) }
        var text = "'"
        for scalar in word.unicodeScalars {
            // Within single quotes, only the closing quote is special to a shell.
            if scalar == "'" { text += "'\\'" }
            text.unicodeScalars.append(scalar)
        }
        text.unicodeScalars.append("'")
        return text
    }

    /// A path as a word of a command in a text, whose ends are backticks.
    package static func path(_ path: String) -> String {
        // A program would read a word that begins with a hyphen as an option.
        let path = path.unicodeScalars.first == "-" ? "./\(path)" : path
        return mentioned(path)
    }

    /// A word of a command in a text, whose ends are backticks.
    private static func mentioned(_ word: String) -> String {
        word.unicodeScalars.contains("`") ? escaped(word) : quoted(word)
    }

    /// An option with its value, which may begin with a hyphen, or with room for the value if it is `nil`.
    package static func option(_ name: String, _ value: String?) -> String {
        guard let value else { return "\(name) \"\(blank)\"" }
        return "\(name)\(value.unicodeScalars.first == "-" ? "=" : " ")\(mentioned(value))"
    }

    /// Whether people see a code point on paper and on the screen as what it is.
    private static func isPrinted(_ scalar: Unicode.Scalar) -> Bool {
        (try? PublicText(String(scalar), limit: 4)) != nil
    }

    /// A word that has line ends or other signs in it that are not printed. Shells other than the plainest take it.
    private static func escaped(_ word: String) -> String {
        let text = word.unicodeScalars.map { scalar in
            guard "'\\`".unicodeScalars.contains(scalar) || !isPrinted(scalar) else { return String(scalar) }
            return String(scalar).utf8.map { byte in
                let digits = String(byte, radix: 8)
                return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            }.joined()
        }
        return "$'\(text.joined())'"
    }
}
