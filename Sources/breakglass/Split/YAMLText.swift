// SPDX-License-Identifier: Apache-2.0
//
// The YAML parser, held so that no file can make it run on, read beside the text, or speak to the terminal.

import Foundation
import ShareEnvelope
import Yams

/// Text that should be YAML.
enum YAMLText {
    /// The tree of the text's one document; `path` is for errors.
    static func root(of text: String, path: String) throws(CommandError) -> Node {
        // Before the parser sees it: aliases of aliases as a key take time without bound while keys are compared.
        if let (line, column) = aliasPlace(text) {
            throw CommandError(
                .badInput,
                "\(path):\(line):\(column): * stands for something written elsewhere, which a roster must not do",
                hint: "write it out; a name cannot start with *")
        }
        let root: Node?
        do {
            // The parser keeps a pointer into the string, and one of up to 15 bytes has no storage to point into.
            let yaml = text.utf8.count < 16 ? text + String(repeating: " ", count: 16) : text
            // An encoding that is named is not looked for in the environment, which would be told on the standard output.
            root = try Parser(yaml: yaml, encoding: .utf8).singleRoot()
        } catch { throw CommandError(.badInput, "\(path)\(words(error))", hint: RosterFile.example) }
        guard let root else { throw CommandError(.badInput, "\(path) is empty", hint: RosterFile.example) }
        return root
    }

    /// The first place where an alias could stand: `*` before a letter, a digit, `-` or `_`, and not within a word.
    /// Quotes and comments are not told apart: two readers that differ in where they end would leave a way through.
    private static func aliasPlace(_ text: String) -> (line: Int, column: Int)? {
        var (line, column) = (1, 0)
        var previous: Unicode.Scalar = "\n"
        var star: (line: Int, column: Int)?
        for scalar in text.unicodeScalars {
            column += 1
            if let star, isWord(scalar) || scalar == "-" || scalar == "_" { return star }
            star = scalar == "*" && !isWord(previous) ? (line, column) : nil
            if scalar == "\n" { (line, column) = (line + 1, 0) }
            previous = scalar
        }
        return nil
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
    }

    /// A key's own name, unless it is so long or such that a terminal would not just show it.
    static func sayable(_ key: String?) -> String {
        let name = key.flatMap { try? PublicText($0.precomposedStringWithCanonicalMapping, limit: 64) }
        return name?.description ?? "this key"
    }

    /// Place and problem of what the parser found.
    private static func words(_ error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            ":\(mark.line):\(mark.column): \(problem)"
        case .duplicatedKeysInMapping(let names, let context):
            ":\(context.mark.line):\(context.mark.column): \(names.map(sayable).joined(separator: ", ")) stands twice"
        default: ": this is no YAML"
        }
    }
}
