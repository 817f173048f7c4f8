// SPDX-License-Identifier: Apache-2.0

/// How strongly a fact is backed. What is only said can add a duty, a suspicion or a person, but can never remove one
/// (docs/LEDGER.md, "Facts and their strength").
package enum Strength: Int, Hashable, Comparable, Sendable, CaseIterable {
    /// The ledger keeper says it, or the writer of a journal.
    case said
    /// The share that the fact is about signed the entry that says it.
    case signed
    /// A quorum of the set that the fact is about signed the entry that says it.
    case agreed

    /// Orders the weaker one first.
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
