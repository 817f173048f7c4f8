// SPDX-License-Identifier: Apache-2.0

extension MinimalQuorums {
    /// Returns minimal quorums drawn at random, for rules that have too many to try; each share is in at least one.
    ///
    /// - Parameter count: how many to draw; more are drawn when there are more shares than this. Quorums can repeat.
    public func sample(_ count: Int, using generator: inout some RandomNumberGenerator) -> [[ShareNumber]] {
        guard candidates.count >= groupsNeeded else { return [] }
        let everyone = candidates.indices.flatMap { group in candidates[group].members.map { (group, $0) } }
        return (0..<Swift.max(count, everyone.count)).map { turn in
            let (group, member) = everyone[turn % everyone.count]
            return draw(including: member, of: group, using: &generator)
        }
    }

    private func draw(
        including member: ShareNumber, of group: Int, using generator: inout some RandomNumberGenerator
    ) -> [ShareNumber] {
        let others = candidates.indices.filter { $0 != group }.shuffled(using: &generator).prefix(groupsNeeded - 1)
        var quorum: [ShareNumber] = []
        for chosen in [group] + others {
            let candidate = candidates[chosen]
            let fixed = chosen == group ? [member] : []
            let rest = candidate.members.filter { !fixed.contains($0) }.shuffled(using: &generator)
            quorum += fixed + rest.prefix(candidate.needed - fixed.count)
        }
        return quorum.sorted()
    }
}
