// SPDX-License-Identifier: Apache-2.0

/// A text of the project, in the parts in which it says to type commands.
enum WrittenText {
    /// Blocks that are marked `sh`, what a person types in a transcript, and code in sentences.
    static func commands(markdown text: String) -> [WrittenCommand] {
        var typed: [(number: Int, text: String)] = []
        var found: [WrittenCommand] = []
        var fence: Substring?
        var goesOn = false
        for (number, line) in numbered(text) {
            let trimmed = line.trimmingPrefix(while: \.isWhitespace)
            if trimmed.hasPrefix("```") {
                fence = fence == nil ? trimmed.dropFirst(3) : nil
                continue
            }
            let isTyped = fence == "sh" || goesOn || (fence == "" && trimmed.hasPrefix("$ "))
            if isTyped {
                typed.append((number, String(fence == "" && !goesOn ? trimmed.dropFirst(2) : trimmed)))
                goesOn = line.hasSuffix("\\")
            } else if fence == nil || fence == "" {
                found += line.matches(of: /`([^`]+)`/).flatMap {
                    WrittenCommand.mentioned(String($0.output.1), line: number)
                }
            }
        }
        return found + commands(in: typed)
    }

    /// Displays of a page in mdoc(7), and commands that stand in bold or after a macro in its sentences.
    static func commands(manual text: String) -> [WrittenCommand] {
        var typed: [(number: Int, text: String)] = []
        var found: [WrittenCommand] = []
        var isDisplay = false
        for (number, line) in numbered(text) {
            if line.hasPrefix(".Bd -literal") || line.hasPrefix(".Ed") {
                isDisplay = line.hasPrefix(".Bd")
            } else if isDisplay {
                typed.append((number, unescaped(manual: line)))
            } else if line.hasPrefix(".Dl ") {
                // A quote that is not escaped is the macro's own, and is not shown.
                typed.append((number, unescaped(manual: line.dropFirst(4).filter { $0 != "\"" })))
            } else if let macro = line.wholeMatch(of: /\.(?:Nm|Ic|Cm) (.*?)(?: (?:Ar|Cm|Fl|Op) .*)?(?: [.,;:])?/) {
                found += WrittenCommand.mentioned(unescaped(manual: macro.output.1), line: number)
            } else {
                found += line.matches(of: /\\fB(.*?)\\fR/).flatMap {
                    WrittenCommand.mentioned(unescaped(manual: $0.output.1), line: number)
                }
            }
        }
        return found + commands(in: typed)
    }

    /// Code in messages and comments, and examples: lines of a long literal that begin with a program's name.
    static func commands(swift text: String) -> [WrittenCommand] {
        var examples: [(number: Int, text: String)] = []
        var goesOn = false
        for (number, line) in numbered(text) {
            let trimmed = String(line.trimmingPrefix(while: \.isWhitespace))
            guard goesOn || WrittenProgram.allCases.contains(where: { trimmed.hasPrefix("\($0.rawValue) ") }) else {
                continue
            }
            examples.append((number, unescaped(swift: trimmed)))
            goesOn = trimmed.hasSuffix("\\")
        }
        let hints = text.matches(of: /`((?:breakglass|glasswatch) [^`]+)`/).flatMap { hint in
            WrittenCommand.mentioned(
                unescaped(swift: joined(hint.output.1)),
                line: 1 + text[..<hint.range.lowerBound].count { $0.isNewline })
        }
        return hints + commands(in: examples)
    }

    private static func numbered(_ text: String) -> some Sequence<(Int, Substring)> {
        zip(1..., text.split(separator: "\n", omittingEmptySubsequences: false))
    }

    /// The commands in lines, of which one that ends in a backslash goes on in the next.
    private static func commands(in lines: [(number: Int, text: String)]) -> [WrittenCommand] {
        var found: [WrittenCommand] = []
        var rest = lines[...]
        while let first = rest.popFirst() {
            var text = first.text
            while text.hasSuffix("\\"), let next = rest.popFirst() { text += "\n" + next.text }
            found += WrittenCommand.typed(text, line: first.number)
        }
        return found
    }

    private static func unescaped(manual text: some StringProtocol) -> String {
        String(text).replacing("\\e", with: "\\").replacing("\\-", with: "-").replacing("\\(dq", with: "\"")
            .replacing("\\&", with: "")
    }

    /// A literal that is broken over lines, as one line.
    private static func joined(_ literal: some StringProtocol) -> String {
        String(literal).replacing(/"\s*\n\s*\+ "/, with: "").replacing(/\\\n\s*/, with: "")
    }

    /// What a literal shows, with a number for every value that the program puts in, and nothing for the options that
    /// name a credential: a binder with only one needs none.
    private static func unescaped(swift literal: String) -> String {
        literal.replacing(/\\\([A-Za-z0-9.$]*(?:[nN]aming|options)\)/, with: "").replacing(
            /\\\((?:[^()]|\([^()]*\))*\)/, with: "1"
        )
        .replacing("\\\"", with: "\"")
        .replacing("\\\\", with: "\\")
    }
}
