// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What is wrong with a rule, as a clause.
struct RuleFault: Error {
    let message: String
}

/// The members of an object in the catalogue. Each start of the program reads all rules, so that they are looked at where
/// they stand.
struct RuleMembers {
    let members: [JSONValue.Member]

    init(_ value: JSONValue) throws(RuleFault) {
        guard case .object(let members) = value else { throw RuleFault(message: "something else than an object") }
        self.members = members
    }

    subscript(_ key: String) -> JSONValue? { members.first { $0.key == key }?.value }

    /// A text that must be there.
    func text(_ key: String) throws(RuleFault) -> String {
        guard let text = try optionalText(key) else { throw RuleFault(message: "\(key) is missing") }
        return text
    }

    func optionalText(_ key: String) throws(RuleFault) -> String? {
        guard let value = self[key] else { return nil }
        guard case .string(let text) = value else { throw RuleFault(message: "\(key) is no text") }
        return text
    }

    /// A list of texts; empty if it was left out.
    func texts(_ key: String) throws(RuleFault) -> [String] {
        guard let value = self[key] else { return [] }
        guard case .array(let elements) = value else { throw RuleFault(message: "\(key) is no list") }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else {
                throw RuleFault(message: "\(key) lists something else than text")
            }
            texts.append(text)
        }
        return texts
    }

    func paths(_ key: String) throws(RuleFault) -> [ValuePath] { try texts(key).map(ValuePath.init) }

    /// One of a few words.
    func word<Word: RawRepresentable<String>>(_ key: String, _: Word.Type) throws(RuleFault) -> Word? {
        guard let text = try optionalText(key) else { return nil }
        guard let word = Word(rawValue: text) else { throw RuleFault(message: "\(key) cannot be \(text)") }
        return word
    }
}
