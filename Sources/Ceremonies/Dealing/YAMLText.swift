// SPDX-License-Identifier: Apache-2.0
//
// The YAML parser, restricted so that no file can make it run without end, read past the text, or write to the
// terminal.

import Foundation
import ShareEnvelope
import Yams

/// Text that should be YAML.
enum YAMLText {
    /// The tree of the text's one document; `path` is for errors.
    static func root(of text: String, path: String) throws(Refusal) -> Node {
        // Checked before parsing: with aliases of aliases as a key, comparing the keys can take unbounded time.
        if let (line, column) = aliasPlace(text) {
            throw Refusal(
                "\(path):\(line):\(column): * refers to something written elsewhere, which a roster must not do",
                hint: "write it out; a name cannot start with *")
        }
        let root: Node?
        do {
            // The parser keeps a pointer into the string, and a string of up to 15 bytes has no storage to point into.
            let yaml = text.utf8.count < 16 ? text + String(repeating: " ", count: 16) : text
            // With a named encoding, the parser does not look one up in the environment and report that on standard output.
            root = try Parser(yaml: yaml, encoding: .utf8).singleRoot()
        } catch { throw Refusal("\(path)\(words(error))", hint: RosterFile.example) }
        guard let root else { throw Refusal("\(path) is empty", hint: RosterFile.example) }
        return root
    }

    /// The first place where an alias could be: `*` before a letter, a digit, `-` or `_`, and not within a word. Quotes
    /// and comments get no exception: two readers that disagree about where they end would let an alias through.
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

    /// A key's own name, unless it is too long or has characters that a terminal would not just show.
    static func sayable(_ key: String?) -> String {
        let name = key.flatMap { try? PublicText($0.precomposedStringWithCanonicalMapping, limit: 64) }
        return name?.description ?? "this key"
    }

    /// The place and the problem that the parser reports.
    private static func words(_ error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            ":\(mark.line):\(mark.column): \(problem)"
        case .duplicatedKeysInMapping(let names, let context):
            ":\(context.mark.line):\(context.mark.column): \(names.map(sayable).joined(separator: ", ")) appears twice"
        default: ": this is not YAML"
        }
    }
}
