// SPDX-License-Identifier: Apache-2.0

/// Who may act together: so many groups, and in each of them so many members.
///
/// "2 of 3 in Security and 1 of 2 in Operations" is two groups of thresholds 2 of 3 and 1 of 2, both needed.
/// One group is the flat case.
public struct QuorumRule: Hashable, Sendable {
    /// How many groups must meet their own threshold, of how many there are.
    public let groupThreshold: Threshold

    /// The threshold of each group, in order; the first is group 1.
    public let groups: [Threshold]

    /// Makes a rule over `groups`, of which `groupsNeeded` must be met.
    ///
    /// - Throws: `SharingError.impossibleGroupCount` for none or over 255,
    ///   `SharingError.impossibleThreshold` when the groups needed are not 1…count.
    public init(groupsNeeded: Int, groups: [Threshold]) throws(SharingError) {
        guard (1...255).contains(groups.count) else { throw .impossibleGroupCount(groups.count) }
        self.groupThreshold = try Threshold(groupsNeeded, of: groups.count)
        self.groups = groups
    }

    /// How many shares there are in all groups together.
    public var shareCount: Int { groups.reduce(0) { $0 + $1.total } }

    /// The fewest share holders who can act together.
    public var fewestWhoCanAct: Int {
        groups.map(\.needed).sorted().prefix(groupThreshold.needed).reduce(0, +)
    }

    /// The fewest lost shares after which nobody can act any more.
    public var fewestLossesThatLockOut: Int {
        let groupsToBreak = groups.count - groupThreshold.needed + 1
        return groups.map { $0.total - $0.needed + 1 }.sorted().prefix(groupsToBreak).reduce(0, +)
    }

    /// Whether so many members present of each group, in order of groups, meet the rule.
    public func isMet(byPresent present: [Int]) -> Bool {
        zip(groups, present).count { $0.needed <= $1 } >= groupThreshold.needed
    }
}
