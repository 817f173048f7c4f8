// SPDX-License-Identifier: Apache-2.0
//
// Turns the text of policy.yaml into a policy, or into a list of everything that is wrong with it.

internal import CYaml
import ShareEnvelope
internal import Yams

/// Reads the text of `policy.yaml`.
package enum PolicyFile {
    /// The largest policy, in bytes: room for some hundred credentials.
    package static let byteLimit = 256 * 1024

    /// Reads a policy.
    ///
    /// - Throws: the first error by line and column; `errors(in:)` returns all of them.
    package static func parse(_ text: String) throws(PolicyError) -> Policy {
        switch read(text) {
        case .success(let policy): return policy
        case .failure(let errors): throw errors.all[0]
        }
    }

    /// Everything that is wrong with a text, by line and column; empty if it is a policy.
    package static func errors(in text: String) -> [PolicyError] {
        switch read(text) {
        case .success: []
        case .failure(let errors): errors.all
        }
    }

    /// The most errors that are reported at once.
    package static let errorLimit = 100

    /// One or more errors.
    struct Errors: Error {
        let all: [PolicyError]

        init(_ first: PolicyError) { all = [first] }

        init?(_ errors: [PolicyError]) {
            guard !errors.isEmpty else { return nil }
            all = Array(errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) }.prefix(errorLimit))
        }
    }

    private static func read(_ text: String) -> Result<Policy, Errors> {
        let root: Node
        do throws(PolicyError) { root = try compose(text) } catch { return .failure(Errors(error)) }
        var reader = PolicyReader()
        let policy = Policy.Keys.mapping.read(root, &reader)
        if let errors = Errors(reader.nodes.errors) { return .failure(errors) }
        guard let policy else { return .failure(Errors(PolicyError(line: 0, column: 0, what: .empty))) }
        return .success(policy)
    }

    /// The node tree of a text with one document, without repeated keys, anchors, or aliases.
    static func compose(_ text: String) throws(PolicyError) -> Node {
        guard text.utf8.count <= byteLimit else {
            throw PolicyError(line: 0, column: 0, what: .tooLarge(byteCount: text.utf8.count))
        }
        // The library drops a byte order mark from the start of a value, so that two keys could become one.
        guard !hasByteOrderMark(text) else {
            throw PolicyError(line: 0, column: 0, what: .notYAML("it has the byte order mark \\uFEFF"))
        }
        _ = levels
        // Refused before the parser sees it: comparing keys that are aliases can take unbounded time.
        if let (line, column) = aliasPlace(text) {
            throw PolicyError(line: line, column: column, what: .alias)
        }
        let root: Node?
        do {
            // The parser keeps pointers into the string, so a string too short to have its own storage is padded.
            // The basic resolver leaves every scalar as its text.
            let yaml = text.utf8.count < 16 ? text + String(repeating: " ", count: 16) : text
            let parser = try Parser(yaml: yaml, resolver: .basic, encoding: .utf8)
            root = try parser.singleRoot()
            // Anchors are valid only as long as their parser exists.
            let short = withExtendedLifetime(parser) { root.flatMap { shorthand($0) } }
            if let node = short {
                throw PolicyError(line: node.mark?.line ?? 0, column: node.mark?.column ?? 0, what: .shorthand)
            }
        } catch let error as PolicyError {
            throw error
        } catch {
            throw told(error)
        }
        guard let root else { throw PolicyError(line: 0, column: 0, what: .empty) }
        if let scalar = root.scalar, scalar.style == .plain, scalar.string.isEmpty {
            throw PolicyError(line: 0, column: 0, what: .empty)
        }
        return root
    }

    /// No policy has half as many levels, and keys that contain one another cost the library time at each level.
    private static let levels: Void = yaml_set_max_nest_level(64)

    /// Whether a text spells U+FEFF as an escape, in either case. (No line can have the character itself.)
    private static func hasByteOrderMark(_ text: String) -> Bool {
        let lower = text.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
        return ["\\ufeff", "\\u0000feff"].contains { lower.contains(Array($0.utf8)) }
    }

    /// The first place that could be an alias: an asterisk at the start of a word, followed by a letter, a digit, `-`,
    /// or `_`. Quotes and comments are no exception, so nobody can hide an alias where two readers disagree about where
    /// they end.
    private static func aliasPlace(_ text: String) -> (line: Int, column: Int)? {
        var line = 1
        var column = 0
        var previous: Unicode.Scalar = "\n"
        var star: (line: Int, column: Int)?
        for scalar in text.unicodeScalars {
            column += 1
            let isNameStart =
                scalar.isASCII && scalar.properties.isAlphabetic || "0"..."9" ~= scalar
                || scalar == "-" || scalar == "_"
            if let star, isNameStart { return star }
            let isWordStart = !previous.isASCII || " \t\r\n-:?[]{},\"'".unicodeScalars.contains(previous)
            star = scalar == "*" && isWordStart ? (line, column) : nil
            if scalar == "\n" {
                line += 1
                column = 0
            }
            previous = scalar
        }
        return nil
    }

    /// The first node with an anchor or a tag of its own.
    private static func shorthand(_ node: Node) -> Node? {
        let plainTags = [Tag.Name.implicit, .str, .map, .seq].map(\.rawValue)
        guard node.anchor == nil, plainTags.contains(node.tag.description) else { return node }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                if let found = shorthand(key) ?? shorthand(value) { return found }
            }
        case .sequence(let list):
            for entry in list {
                if let found = shorthand(entry) { return found }
            }
        case .alias: return node
        case .scalar: break
        }
        return nil
    }

    /// The parser's error, with its place and problem.
    private static func told(_ error: any Error) -> PolicyError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            PolicyError(line: mark.line, column: mark.column, what: .notYAML(problem))
        case .duplicatedKeysInMapping(let names, let context):
            PolicyError(
                line: context.mark.line, column: context.mark.column,
                what: .repeatedKey(names.joined(separator: ", ")))
        case .reader(let problem, _, _, _): PolicyError(line: 0, column: 0, what: .notYAML(problem))
        default: PolicyError(line: 0, column: 0, what: .notYAML("it can't be read"))
        }
    }
}
