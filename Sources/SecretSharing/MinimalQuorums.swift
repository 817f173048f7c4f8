// SPDX-License-Identifier: Apache-2.0

extension QuorumRule {
    /// Every set of shares that meets the rule but would not without any one of them: exactly as many groups as needed,
    /// and exactly as many members of each.
    public var minimalQuorums: MinimalQuorums { MinimalQuorums(of: self, among: shareNumbers) }

    /// Returns the minimal quorums that can be formed from these shares alone; a repeated share counts once.
    public func minimalQuorums(among shares: some Sequence<ShareNumber>) -> MinimalQuorums {
        MinimalQuorums(of: self, among: shares)
    }

    /// How many minimal quorums there are, or `Int.max` when there are more.
    public var minimalQuorumCount: Int {
        // ways[j] is how many ways there are to choose j groups and their members among the groups seen so far.
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

/// The minimal quorums of a rule, made one at a time and never all held in memory.
public struct MinimalQuorums: Sequence, Sendable {
    /// A group with enough shares: which shares are present, and how many are needed.
    struct Candidate: Sendable {
        let members: [ShareNumber]
        let needed: Int
    }

    let candidates: [Candidate]
    let groupsNeeded: Int

    init(of rule: QuorumRule, among shares: some Sequence<ShareNumber>) {
        let present = Set(shares).filter(rule.contains).sorted()
        candidates = rule.groups.enumerated().compactMap { index, threshold in
            let members = present.filter { Int($0.group.rawValue) == index + 1 }
            return members.count < threshold.needed ? nil : Candidate(members: members, needed: threshold.needed)
        }
        groupsNeeded = rule.groupThreshold.needed
    }

    /// Makes an iterator that starts with the quorum of the lowest numbers.
    public func makeIterator() -> Iterator { Iterator(candidates: candidates, groupsNeeded: groupsNeeded) }

    /// Varies the members of the last chosen group fastest, then those of the groups before it, then the choice of
    /// groups. Each quorum is sorted.
    public struct Iterator: IteratorProtocol {
        private let candidates: [Candidate]
        private var chosenGroups: Combinations?
        private var chosenMembers: [Combinations] = []

        init(candidates: [Candidate], groupsNeeded: Int) {
            self.candidates = candidates
            guard candidates.count >= groupsNeeded else { return }
            chosenGroups = Combinations(of: groupsNeeded, among: candidates.count)
            startMembers()
        }

        /// The next minimal quorum, or nil after the last.
        public mutating func next() -> [ShareNumber]? {
            guard let groups = chosenGroups else { return nil }
            let quorum = zip(groups.indices, chosenMembers).flatMap { group, chosen in
                chosen.indices.map { candidates[group].members[$0] }
            }
            advance()
            return quorum
        }

        private mutating func advance() {
            for place in chosenMembers.indices.reversed() where chosenMembers[place].advance() { return }
            // Every choice of members in these groups has been used, and each choice has started over.
            if chosenGroups?.advance() == true { startMembers() } else { chosenGroups = nil }
        }

        private mutating func startMembers() {
            chosenMembers = (chosenGroups?.indices ?? []).map {
                Combinations(of: candidates[$0].needed, among: candidates[$0].members.count)
            }
        }
    }
}
