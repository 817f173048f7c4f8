// SPDX-License-Identifier: Apache-2.0

/// A value of a field in a rule of Sigma.
enum SigmaValue {
    case text(String)
    case texts([String])
    /// A regular expression, in which nothing is escaped.
    case expression(String)
    case flag(Bool)
    case number(Double)

    /// A value that the catalogue compares with, which may be a number.
    init(_ text: String) {
        if let number = Int(text), String(number) == text { self = .number(Double(number)) } else { self = .text(text) }
    }

    /// The value in YAML, each text in quotes.
    var yaml: String {
        switch self {
        case .text(let text): Self.quoted(Self.escaped(text))
        case .texts(let texts): "[\(texts.map { Self.quoted(Self.escaped($0)) }.joined(separator: ", "))]"
        case .expression(let text): Self.quoted(text)
        case .flag(let flag): flag ? "true" : "false"
        case .number(let number): number == number.rounded() ? String(Int(number)) : String(number)
        }
    }

    /// `*` and `?` stand for other characters in Sigma.
    private static func escaped(_ text: String) -> String {
        text.replacing("*", with: "\\*").replacing("?", with: "\\?")
    }

    /// A text in YAML's single quotes, which know no escape but that of the quote.
    static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
