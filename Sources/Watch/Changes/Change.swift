// SPDX-License-Identifier: Apache-2.0

/// One act of a declared identity, or of something that came from it, that is not read-only.
package struct Change: Sendable {
    /// How the call ended.
    package enum Outcome: String, Sendable {
        case done, failed
        /// It failed, and the same call succeeded soon after: one change.
        case retried
    }

    /// What became of it.
    package enum After: String, Sendable {
        /// It weakens and is there at the end of the log.
        case stands
        /// An inverse call met it.
        case undone
        /// The value was set back to what it had been before.
        case reverted
        /// It took nothing away.
        case moot
    }

    /// The call's place in the list of events; of a retried one the call that succeeded.
    package var event: Int
    /// The calls that failed before a retried one succeeded.
    package var failedBefore: [Int]
    /// Who acted, as a node of the lineage.
    package var node: Int
    /// `nil`: unclassified.
    package var rule: Rule?
    package var direction: Direction
    package var outcome: Outcome
    package var after: After
    package var objects: [ObjectKey]
    /// The event that took it back.
    package var closedBy: Int?

    /// Whether it weakens and succeeded.
    package var weakened: Bool { direction == .weakens && outcome != .failed }

    /// Whether it made something that can act by itself, and nothing removed that.
    package var isAlive: Bool {
        rule?.makes.map(Self.canAct.contains) ?? false && outcome != .failed && closedBy == nil
    }

    private static let canAct: Set<String> = ["user", "role", "key", "instance", "function"]
}
