// SPDX-License-Identifier: Apache-2.0

/// A broken rule of custody: what it expects, what was found instead, and the fix.
package struct Breach: Hashable, Sendable {
    /// What the rule asks for.
    package let expected: String
    /// What was found instead.
    package let found: String
    /// What to do.
    package let remedy: String
    /// Whether a person can override the rule by giving a reason.
    package let canBeOverridden: Bool

    /// Makes a breach of a rule.
    package init(expected: String, found: String, remedy: String, canBeOverridden: Bool = true) {
        self.expected = expected
        self.found = found
        self.remedy = remedy
        self.canBeOverridden = canBeOverridden
    }
}
