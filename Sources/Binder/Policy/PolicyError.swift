// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// What is wrong with a policy's text, and where.
public struct PolicyError: Error, Sendable, Equatable {
    /// What is wrong.
    public enum What: Sendable, Equatable {
        /// More bytes than a policy may have.
        case tooLarge(byteCount: Int)
        /// Nothing but blanks and comments.
        case empty
        /// The YAML does not hold together; the words are the parser's.
        case notYAML(String)
        /// An anchor or a tag.
        case shorthand
        /// An asterisk where an alias could begin.
        case alias
        /// A key twice in one mapping.
        case repeatedKey(String)
        /// A key that has no meaning here, and those that have.
        case unknownKey(String, known: [String])
        /// A key that must be there.
        case missingKey(String)
        /// A mapping is needed.
        case notMapping(String)
        /// A list is needed.
        case notList(String)
        /// A text is needed.
        case notText(String)
        /// Plain text that other readers of YAML take for a number, a date, a truth value or nothing.
        case ambiguousText(String)
        /// A text that the text rule refuses.
        case text(String, TextDefect)
        /// A text of blanks and characters that no page shows.
        case blankText(String)
        /// A whole number is needed.
        case notNumber(String, ClosedRange<Int>)
        /// `true` or `false` is needed.
        case notFlag(String)
        /// A length of time is needed.
        case notSpan(String)
        /// A day is needed.
        case notDay(String)
        /// An identifier is needed.
        case notIdentifier(String)
        /// A range of addresses is needed.
        case notNetwork(String)
        /// One of a few words is needed.
        case notOneOf(String, [String])
        /// A list that may not be empty.
        case emptyList(String)
        /// A list with more entries than it may have.
        case longList(String, count: Int, limit: Int)
        /// The same entry, name or identifier twice where each may stand once.
        case repeated(String, String)
        /// A reference to nothing, and what there is.
        case unknownReference(String, String, known: [String])
        /// More approvals than approvers.
        case approvals(Int, approvers: Int)
        /// More custodians than one credential can have.
        case tooManyCustodians(Int)
    }

    /// The line, from 1; 0 when it is about the whole file.
    public let line: Int
    /// The column in characters, from 1; 0 when it is about the whole file.
    public let column: Int
    /// What is wrong.
    public let what: What

    /// What is wrong, in words: lower case, no full stop.
    public var message: String {
        switch what {
        case .tooLarge(let count): "the policy has \(count) bytes"
        case .empty: "the policy is empty"
        case .notYAML(let problem): "this is no YAML: \(problem)"
        case .shorthand: "anchors and tags have no meaning in a policy"
        case .alias: "an asterisk stands before a word, where it could be an alias"
        case .repeatedKey(let key): "\(key) stands twice"
        case .unknownKey(let key, _): "\(key) has no meaning here"
        case .missingKey(let key): "\(key) is missing"
        case .notMapping(let name): "\(name) is no mapping"
        case .notList(let name): "\(name) is no list"
        case .notText(let name): "\(name) is no text"
        case .ambiguousText(let name): "\(name) can be taken for something else than text"
        case .text(let name, let defect): "\(name) \(Self.words(defect))"
        case .blankText(let name): "\(name) shows nothing: it is blank"
        case .notNumber(let name, let range):
            "\(name) is no number from \(range.lowerBound) to \(range.upperBound)"
        case .notFlag(let name): "\(name) is neither true nor false"
        case .notSpan(let name): "\(name) is no length of time"
        case .notDay(let name): "\(name) is no day"
        case .notIdentifier(let name): "\(name) is no identifier"
        case .notNetwork(let name): "\(name) is no range of addresses"
        case .notOneOf(let name, _): "\(name) has a value without meaning"
        case .emptyList(let name): "\(name) is empty"
        case .longList(let name, let count, _): "\(name) has \(count) entries"
        case .repeated(let name, let value): "\(name) \(value) stands twice"
        case .unknownReference(let kind, let name, _): "there is no \(kind) \(name)"
        case .approvals(let wanted, let approvers): "\(wanted) approvals of \(approvers) approvers"
        case .tooManyCustodians(let count): "the credential has \(count) custodians"
        }
    }

    /// What to do about it.
    public var hint: String {
        switch what {
        case .tooLarge: "a policy has at most \(PolicyFile.byteLimit / 1024) KiB"
        case .empty: "breakglass init writes one to begin with"
        case .notYAML: "indent with blanks, and put texts with : or # in quotation marks"
        case .shorthand: "write the value out; put text that begins with & or ! in quotation marks"
        case .alias: "write the value out; in a text write \"\\x2A\" for the asterisk, in a comment leave it out"
        case .repeatedKey: "keep one of the two"
        case .unknownKey(_, let known): "one of " + known.joined(separator: ", ")
        case .missingKey: "docs/POLICY.md tells what belongs here"
        case .notMapping: "write key: value lines, indented alike"
        case .notList: "write one entry a line, each after a hyphen and a blank"
        case .notText, .ambiguousText: "put it in quotation marks"
        case .text(_, .tooLong(_, let limit)): "at most \(limit) bytes; letters beyond ASCII take two to four"
        case .text, .blankText: "write it in visible characters on one line"
        case .notNumber: "write a plain decimal number: digits only, without 0 in front"
        case .notFlag: "true or false"
        case .notSpan: "such as 90 d, 4 h or 30 min, at most ten years"
        case .notDay: "such as 2027-01-31"
        case .notIdentifier: "1 to \(PolicyIdentifier.limit) of a-z, 0-9 and -"
        case .notNetwork: "such as 192.0.2.0/24 or 2001:db8::/32, without bits beyond the prefix"
        case .notOneOf(_, let values): "one of " + values.joined(separator: ", ")
        case .emptyList: "write at least one entry"
        case .longList(_, _, let limit): "at most \(limit)"
        case .repeated: "each may stand once"
        case .unknownReference(let kind, _, let known):
            known.isEmpty ? "the policy has no \(kind) yet" : "one of " + Self.few(known)
        case .approvals: "name more approvers, or ask for fewer approvals"
        case .tooManyCustodians: "at most \(Manifest.shareLimit) in all groups together"
        }
    }

    private static func few(_ names: [String]) -> String {
        names.count <= 8 ? names.joined(separator: ", ") : names.prefix(8).joined(separator: ", ") + ", …"
    }

    private static func words(_ defect: TextDefect) -> String {
        switch defect {
        case .empty: "is empty"
        case .tooLong(let count, let limit): "has \(count) bytes, \(count - limit) too many"
        case .notUTF8: "is no UTF-8"
        case .forbiddenCharacter(let code): "has a character that does not show: U+\(hex(code))"
        }
    }

    private static func hex(_ code: UInt32) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
