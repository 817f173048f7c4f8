// SPDX-License-Identifier: Apache-2.0

/// A rule of custody that is not kept: what it expects, what was found instead, and what mends it.
public struct Breach: Hashable, Sendable {
    /// What the rule asks for.
    public let expected: String
    /// What is there instead.
    public let found: String
    /// What to do.
    public let remedy: String
    /// Whether a person can say why the ceremony goes on against the rule.
    public let canBeOverridden: Bool

    /// Names what is not kept.
    public init(expected: String, found: String, remedy: String, canBeOverridden: Bool = true) {
        self.expected = expected
        self.found = found
        self.remedy = remedy
        self.canBeOverridden = canBeOverridden
    }
}
