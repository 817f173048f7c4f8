// SPDX-License-Identifier: Apache-2.0

/// Who can act together: how many groups are needed, and how many members in each.
///
/// "2 of 3 in Security and 1 of 2 in Operations" is two groups with the thresholds 2 of 3 and 1 of 2, both needed.
/// A rule with one group is a plain threshold.
public struct QuorumRule: Hashable, Sendable {
    /// How many of the groups must meet their own threshold.
    public let groupThreshold: Threshold

    /// The threshold of each group, in order; the first is group 1.
    public let groups: [Threshold]

    /// Makes a rule over `groups`, of which `groupsNeeded` must be met.
    ///
    /// - Throws: `SharingError.impossibleGroupCount` for no groups or more than 255,
    ///   `SharingError.impossibleThreshold` when `groupsNeeded` is not 1…count.
    public init(groupsNeeded: Int, groups: [Threshold]) throws(SharingError) {
        guard (1...255).contains(groups.count) else { throw .impossibleGroupCount(groups.count) }
        self.groupThreshold = try Threshold(groupsNeeded, of: groups.count)
        self.groups = groups
    }

    /// How many shares all groups have together.
    public var shareCount: Int { groups.reduce(0) { $0 + $1.total } }

    /// The fewest custodians who can act together.
    public var fewestWhoCanAct: Int {
        groups.map { $0.needed }.sorted().prefix(groupThreshold.needed).reduce(0, +)
    }

    /// The fewest lost shares that can leave nobody able to act.
    public var fewestLossesThatLockOut: Int {
        let groupsToBreak = groups.count - groupThreshold.needed + 1
        return groups.map { $0.total - $0.needed + 1 }.sorted().prefix(groupsToBreak).reduce(0, +)
    }

    /// Every share of the rule, in order of group and member.
    public var shareNumbers: [ShareNumber] {
        groups.enumerated().flatMap { index, group in
            (1...group.total).map {
                ShareNumber(group: GroupIndex(inBounds: index + 1), member: MemberIndex(inBounds: $0))
            }
        }
    }

    /// Returns whether the rule has a share of this number.
    public func contains(_ number: ShareNumber) -> Bool {
        let index = Int(number.group.rawValue) - 1
        return index < groups.count && Int(number.member.rawValue) <= groups[index].total
    }

    /// Returns how close the shares are to a quorum. Repeated shares, and shares that the rule does not have, do not
    /// count.
    public func standing(of shares: some Sequence<ShareNumber>) -> QuorumStanding {
        var present = [Int](repeating: 0, count: groups.count)
        for share in Set(shares) where contains(share) { present[Int(share.group.rawValue) - 1] += 1 }
        return QuorumStanding(
            groups: groups.indices.map {
                .init(group: GroupIndex(inBounds: $0 + 1), present: present[$0], needed: groups[$0].needed)
            },
            groupsNeeded: groupThreshold.needed)
    }

    /// Returns whether the shares are a quorum, minimal or larger.
    public func isMet(by shares: some Sequence<ShareNumber>) -> Bool { standing(of: shares).isMet }
}
