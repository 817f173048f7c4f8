// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// A rule that a policy breaks, and where.
package struct LintFinding: Sendable, Hashable {
    /// The rule.
    package let rule: LintRule
    /// The account that it is about; `nil` if it is about the whole policy.
    package let account: PublicText?
    /// The credential of that account, if it is about one.
    package let credential: PublicText?
    /// The person that it is about, if any.
    package let person: PublicText?
    /// What was found, in words: lower case except for names, no period.
    package let what: String

    /// Account, credential, and person, as far as the finding has them, or else `the policy`.
    package var place: String {
        let parts = [account, credential, person].compactMap(\.?.description)
        return parts.isEmpty ? "the policy" : parts.joined(separator: " / ")
    }

    /// The finding in a sentence with its rule and the fix.
    package var words: String {
        "\(place): \(what) (\(rule.id) \(rule.name), \(rule.severity.rawValue)): \(rule.fix)"
    }

    init(
        _ rule: LintRule, _ what: String, account: Policy.Account? = nil, credential: Policy.Credential? = nil,
        person: PublicText? = nil
    ) {
        self.rule = rule
        self.what = what
        self.account = account?.name
        self.credential = credential?.name
        self.person = person
    }
}

extension LintFinding: Encodable {
    private enum Key: String, CodingKey {
        case rule, name, severity, account, credential, person, finding, explanation, standard
        case fix
    }

    /// Encodes the finding together with the texts of its rule.
    package func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(rule.id, forKey: .rule)
        try object.encode(rule.name, forKey: .name)
        try object.encode(rule.severity, forKey: .severity)
        try object.encodeIfPresent(account?.description, forKey: .account)
        try object.encodeIfPresent(credential?.description, forKey: .credential)
        try object.encodeIfPresent(person?.description, forKey: .person)
        try object.encode(what, forKey: .finding)
        try object.encode(rule.explanation, forKey: .explanation)
        try object.encode(rule.standard, forKey: .standard)
        try object.encode(rule.fix, forKey: .fix)
    }
}
