// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// What is wrong with a policy's text, and where.
package struct PolicyError: Error, Sendable, Equatable {
    /// What is wrong.
    package enum What: Sendable, Equatable {
        /// More bytes than a policy may have.
        case tooLarge(byteCount: Int)
        /// Only spaces and comments.
        case empty
        /// Invalid YAML, with the parser's words.
        case notYAML(String)
        /// An anchor or a tag.
        case shorthand
        /// An asterisk where an alias could begin.
        case alias
        /// A key twice in one mapping.
        case repeatedKey(String)
        /// A key that is unknown here, and the known ones.
        case unknownKey(String, known: [String])
        /// A key that must be there, and what it says.
        case missingKey(String, meaning: String)
        /// A value that should be a mapping.
        case notMapping(String)
        /// A value that should be a list.
        case notList(String)
        /// A value that should be text.
        case notText(String)
        /// Unquoted text that other YAML readers take for a number, a date, a Boolean, or null.
        case ambiguousText(String)
        /// A text that the text rule refuses.
        case text(String, TextDefect)
        /// A text of only spaces and invisible characters.
        case blankText(String)
        /// The name of a person without a letter.
        case notPersonName(String)
        /// A value that should be a whole number in this range.
        case notNumber(String, ClosedRange<Int>)
        /// A value that should be `true` or `false`.
        case notFlag(String)
        /// A value that should be a length of time.
        case notSpan(String)
        /// A value that should be a day.
        case notDay(String)
        /// A value that should be an identifier.
        case notIdentifier(String)
        /// A value that should be an address range.
        case notNetwork(String)
        /// A value that should have a fixed shape, and one that has it.
        case notPattern(String, example: String)
        /// A value that should be one of these words.
        case notOneOf(String, [String])
        /// An empty list where at least one entry is required.
        case emptyList(String)
        /// A list with more entries than it may have.
        case longList(String, count: Int, limit: Int)
        /// An entry, name, or identifier that appears twice where each may appear only once.
        case repeated(String, String)
        /// A reference to something that does not exist, and what does exist.
        case unknownReference(String, String, known: [String])
        /// More approvals than approvers.
        case approvals(Int, approvers: Int)
        /// More custodians than one credential can have.
        case tooManyCustodians(Int)
    }

    /// The line, from 1; 0 if the error is about the whole file.
    package let line: Int
    /// The column in characters, from 1; 0 if the error is about the whole file.
    package let column: Int
    /// What is wrong.
    package let what: What

    /// What is wrong, in words: lower case, no period.
    package var message: String {
        switch what {
        case .tooLarge(let count): "the policy has \(count) bytes"
        case .empty: "the policy is empty"
        case .notYAML(let problem): "this is not YAML: \(problem)"
        case .shorthand: "a policy cannot have anchors or tags"
        case .alias: "an asterisk before a word could be an alias"
        case .repeatedKey(let key): "\(key) appears twice"
        case .unknownKey(let key, _): "\(key) is not a known key"
        case .missingKey(let key, _): "\(key) is missing"
        case .notMapping(let name): "\(name) is not a mapping"
        case .notList(let name): "\(name) is not a list"
        case .notText(let name): "\(name) is not text"
        case .ambiguousText(let name): "\(name) can be read as something other than text"
        case .text(let name, let defect): "\(name) \(Self.words(defect))"
        case .blankText(let name): "\(name) is blank"
        case .notPersonName(let name): "\(name) \(PersonName.defect)"
        case .notNumber(let name, let range):
            "\(name) is not a number from \(range.lowerBound) to \(range.upperBound)"
        case .notFlag(let name): "\(name) is neither true nor false"
        case .notSpan(let name): "\(name) is not a length of time"
        case .notDay(let name): "\(name) is not a day"
        case .notIdentifier(let name): "\(name) is not a valid identifier"
        case .notNetwork(let name): "\(name) is not an address range"
        case .notPattern(let name, _): "this is not \(Self.article(name)) \(name)"
        case .notOneOf(let name, _): "\(name) has an unknown value"
        case .emptyList(let name): "\(name) is empty"
        case .longList(let name, let count, _): "\(name) has \(count) entries"
        case .repeated(let name, let value): "\(name) \(value) appears twice"
        case .unknownReference(let kind, let name, _): "there is no \(kind) \(name)"
        case .approvals(let wanted, let approvers):
            "\(wanted) approvals from \(approvers == 1 ? "1 approver" : "\(approvers) approvers")"
        case .tooManyCustodians(let count): "the credential has \(count) custodians"
        }
    }

    /// What to do about it.
    package var hint: String {
        switch what {
        case .tooLarge: "a policy can have at most \(PolicyFile.byteLimit / 1024) KiB"
        case .empty: "`breakglass init` writes one to start from"
        case .notYAML: "indent with spaces, and put texts with : or # in quotation marks"
        case .shorthand: "write the value out; put text that begins with & or ! in quotation marks"
        case .alias: "write the value out; in a text, write \"\\x2A\" for the asterisk; in a comment, leave it out"
        case .repeatedKey: "keep one of the two"
        case .unknownKey(_, let known): "one of " + known.joined(separator: ", ")
        case .missingKey(let key, let meaning): "\(key): \(meaning)"
        case .notMapping: "write key: value lines with the same indentation"
        case .notList: "write one entry per line, each after a hyphen and a space"
        case .notText, .ambiguousText: "put it in quotation marks"
        case .text(_, .tooLong(_, let limit)): "at most \(limit) bytes; letters outside ASCII take two to four"
        case .text, .blankText: "write it in visible characters on one line"
        case .notPersonName: PersonName.hint
        case .notNumber(_, let range):
            "write a number from \(range.lowerBound) to \(range.upperBound) in digits, with no leading 0"
        case .notFlag: "write true or false"
        case .notSpan: "such as 90 d, 4 h or 30 min, at most ten years"
        case .notDay: "such as 2027-01-31"
        case .notIdentifier: "1 to \(PolicyIdentifier.limit) of a-z, 0-9 and -"
        case .notNetwork: "such as 192.0.2.0/24 or 2001:db8::/32, with no bits set beyond the prefix"
        case .notPattern(_, let example): "such as \(example)"
        case .notOneOf(_, let values): "one of " + values.joined(separator: ", ")
        case .emptyList: "write at least one entry"
        case .longList(_, _, let limit): "at most \(limit)"
        case .repeated: "each may appear only once"
        case .unknownReference(let kind, _, let known):
            known.isEmpty ? "the policy has no \(kind) yet" : "one of " + Self.few(known)
        case .approvals: "name more approvers, or require fewer approvals"
        case .tooManyCustodians: "at most \(Manifest.shareLimit) in all groups together"
        }
    }

    private static func few(_ names: [String]) -> String {
        names.count <= 8 ? names.joined(separator: ", ") : names.prefix(8).joined(separator: ", ") + ", …"
    }

    private static func article(_ noun: String) -> String {
        noun.first.map("aeioA".contains) == true ? "an" : "a"
    }

    private static func words(_ defect: TextDefect) -> String {
        switch defect {
        case .empty: "is empty"
        case .tooLong(let count, let limit): "has \(count) bytes, \(count - limit) too many"
        case .notUTF8: "is not UTF-8"
        case .forbiddenCharacter(let code): "has an invisible character: U+\(hex(code))"
        }
    }

    private static func hex(_ code: UInt32) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
