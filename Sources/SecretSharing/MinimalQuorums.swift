// SPDX-License-Identifier: Apache-2.0

extension QuorumRule {
    /// Every set of shares that meets the rule and loses it with any one of them: as many groups as are needed, and
    /// of each as many members.
    public var minimalQuorums: MinimalQuorums { MinimalQuorums(rule: self) }

    /// How many minimal quorums there are, or `Int.max` when there are more than that.
    public var minimalQuorumCount: Int {
        // Choosing j groups with their members, among the groups looked at so far.
        var ways = [1] + [Int](repeating: 0, count: groupThreshold.needed)
        for group in groups {
            let choices = Combinations.count(of: group.needed, among: group.total)
            for chosen in stride(from: groupThreshold.needed, to: 0, by: -1) {
                let (product, tooMany) = ways[chosen - 1].multipliedReportingOverflow(by: choices)
                ways[chosen] = Combinations.saturatingSum(ways[chosen], tooMany ? .max : product)
            }
        }
        return ways[groupThreshold.needed]
    }
}

/// The minimal quorums of a rule, one after the other, without ever holding them all.
public struct MinimalQuorums: Sequence, Sendable {
    let rule: QuorumRule

    /// Starts with the quorum of the lowest numbers.
    public func makeIterator() -> Iterator { Iterator(rule: rule) }

    /// Goes through the members of the last chosen group fastest, then through those of the groups before it, then
    /// through the choices of groups. Each quorum is sorted.
    public struct Iterator: IteratorProtocol {
        private let rule: QuorumRule
        private var chosenGroups: Combinations
        private var chosenMembers: [Combinations] = []
        private var isFinished = false

        init(rule: QuorumRule) {
            self.rule = rule
            chosenGroups = Combinations(of: rule.groupThreshold.needed, among: rule.groups.count)
            startMembers()
        }

        /// The next minimal quorum, or nil after the last.
        public mutating func next() -> [ShareNumber]? {
            guard !isFinished else { return nil }
            let quorum = current
            advance()
            return quorum
        }

        private var current: [ShareNumber] {
            zip(chosenGroups.indices, chosenMembers).flatMap { group, members in
                members.indices.map {
                    ShareNumber(group: GroupIndex(inBounds: group + 1), member: MemberIndex(inBounds: $0 + 1))
                }
            }
        }

        private mutating func advance() {
            for place in chosenMembers.indices.reversed() where chosenMembers[place].advance() { return }
            // All members of these groups were through, and each has started anew.
            if chosenGroups.advance() { startMembers() } else { isFinished = true }
        }

        private mutating func startMembers() {
            chosenMembers = chosenGroups.indices.map {
                Combinations(of: rule.groups[$0].needed, among: rule.groups[$0].total)
            }
        }
    }
}
