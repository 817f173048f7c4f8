// SPDX-License-Identifier: Apache-2.0

/// How close the available shares are to a quorum.
public struct QuorumStanding: Hashable, Sendable {
    /// How many shares of one group are available, and how many are needed.
    public struct Group: Hashable, Sendable {
        /// The group.
        public let group: GroupIndex
        /// How many shares are available, each counted once.
        public let present: Int
        /// How many shares are needed.
        public let needed: Int
        /// Whether the group is complete.
        public var isMet: Bool { present >= needed }
    }

    /// Each group of the rule, in order.
    public let groups: [Group]

    /// How many groups must be complete.
    public let groupsNeeded: Int

    /// How many groups are complete.
    public var groupsMet: Int { groups.count { $0.isMet } }

    /// Whether the rule is met.
    public var isMet: Bool { groupsMet >= groupsNeeded }

    /// The fewest additional shares that would complete the quorum.
    public var fewestMissing: Int {
        groups.map { max($0.needed - $0.present, 0) }.sorted().prefix(groupsNeeded).reduce(0, +)
    }
}
