// SPDX-License-Identifier: Apache-2.0
//
// How the program writes values into policy.yaml.

import ShareEnvelope

/// The value of a key as YAML.
enum PolicyText {
    /// On the line of the key.
    case inline(String)
    /// On the lines below the key.
    case block([String])

    /// A list on the line of the key; `nil` if it is empty.
    init?(list: [String]) {
        guard !list.isEmpty else { return nil }
        self = .inline("[\(list.joined(separator: ", "))]")
    }

    /// A list of mappings, given by their lines; `nil` if it is empty.
    init?(entries: [[String]], isFlow: Bool) {
        guard !entries.isEmpty else { return nil }
        self = .block(
            entries.flatMap { lines in
                isFlow
                    ? ["- {\(lines.joined(separator: ", "))}"]
                    : lines.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
            })
    }

    /// A text as a YAML scalar: plain if no reader can take it for anything else, otherwise in quotation marks.
    static func scalar(_ text: PublicText) -> String { scalar(text.description, plain: " -") }

    /// A sentence as a YAML scalar that is not inside braces or brackets, where commas and apostrophes can be plain.
    static func sentence(_ text: PublicText) -> String { scalar(text.description, plain: " -,'") }

    /// An identifier as a YAML scalar.
    static func scalar(_ id: PolicyIdentifier) -> String { scalar(id.rawValue, plain: "-") }

    private static func scalar(_ string: String, plain: String) -> String {
        let isPlain =
            string.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0"..."9" ~= $0 || plain.unicodeScalars.contains($0)
            } && string.first?.isLetter == true && string.last != " "
            && !PlainScalar.words.contains(string.lowercased())
        guard !isPlain else { return string }
        var quoted = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            // The policy reader refuses an asterisk before a word, even in quotation marks.
            case "*": quoted += "\\x2A"
            // YAML requires noncharacters to be escaped (YAML 1.2.2 §5.1).
            case "\u{FFFE}", "\u{FFFF}": quoted += scalar.value == 0xFFFE ? "\\uFFFE" : "\\uFFFF"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
