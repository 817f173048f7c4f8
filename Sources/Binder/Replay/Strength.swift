// SPDX-License-Identifier: Apache-2.0

/// How strongly something that a ledger says is backed. What is merely said can add a duty, a suspicion or a person, and
/// never remove one (docs/LEDGER.md, "What is said, signed, agreed").
public enum Strength: Int, Hashable, Comparable, Sendable, CaseIterable {
    /// The keeper of the ledger says it, or a record that nobody but its writer stands behind.
    case said
    /// The share that it is about signed it.
    case signed
    /// A quorum of the set that it is about signed it.
    case agreed

    /// The weaker one first.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
