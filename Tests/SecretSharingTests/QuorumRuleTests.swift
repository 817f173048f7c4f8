// SPDX-License-Identifier: Apache-2.0

import SecretSharing
import Testing

@Suite("A quorum rule")
struct QuorumRuleTests {
    static func rules() throws -> [QuorumRule] {
        [
            try QuorumRule(groupsNeeded: 1, groups: [Threshold(3, of: 5)]),
            try QuorumRule(groupsNeeded: 2, groups: [Threshold(2, of: 3), Threshold(1, of: 2)]),
            try QuorumRule(groupsNeeded: 1, groups: [Threshold(2, of: 3), Threshold(1, of: 2)]),
            try QuorumRule(
                groupsNeeded: 2, groups: [Threshold(1, of: 1), Threshold(2, of: 4), Threshold(3, of: 3)]),
            try QuorumRule(
                groupsNeeded: 3,
                groups: [Threshold(1, of: 2), Threshold(2, of: 2), Threshold(2, of: 3), Threshold(1, of: 1)]
            ),
        ]
    }

    @Test("lists exactly the sets that meet it and lose it with any one share, each once, sorted, and counts them")
    func minimalQuorums() throws {
        for rule in try Self.rules() {
            let all = rule.shareNumbers
            var expected: Set<[ShareNumber]> = []
            for chosen in 0..<1 << all.count {
                let subset = all.indices.filter { chosen & 1 << $0 != 0 }.map { all[$0] }
                let isMinimal =
                    rule.isMet(by: subset)
                    && subset.allSatisfy { left in !rule.isMet(by: subset.filter { $0 != left }) }
                if isMinimal { expected.insert(subset) }
            }
            let listed = Array(rule.minimalQuorums)
            #expect(Set(listed) == expected)
            #expect(listed.count == expected.count)
            #expect(rule.minimalQuorumCount == expected.count)
        }
    }

    @Test("knows the fewest who can act and the fewest losses that lock out, as trying all sets does")
    func figures() throws {
        for rule in try Self.rules() {
            let all = rule.shareNumbers
            let subsets = (0..<1 << all.count).map { chosen in
                all.indices.filter { chosen & 1 << $0 != 0 }.map { all[$0] }
            }
            #expect(rule.fewestWhoCanAct == subsets.filter { rule.isMet(by: $0) }.map(\.count).min())
            #expect(
                rule.fewestLossesThatLockOut
                    == subsets.filter { !rule.isMet(by: $0) }.map { all.count - $0.count }.min())
        }
    }

    @Test("counts quorums without listing them, and stops at the largest number when there are more")
    func largeCounts() throws {
        #expect(try QuorumRule(groupsNeeded: 1, groups: [Threshold(16, of: 32)]).minimalQuorumCount == 601_080_390)
        #expect(try QuorumRule(groupsNeeded: 1, groups: [Threshold(127, of: 255)]).minimalQuorumCount == .max)
        let groups = try (0..<255).map { _ in try Threshold(2, of: 255) }
        #expect(try QuorumRule(groupsNeeded: 255, groups: groups).minimalQuorumCount == .max)
        #expect(try QuorumRule(groupsNeeded: 1, groups: groups).minimalQuorumCount == 255 * 255 * 127)
    }

    @Test("lists quorums as they are asked for, however many there are")
    func laziness() throws {
        let rule = try QuorumRule(groupsNeeded: 1, groups: [Threshold(127, of: 255)])
        let first = Array(rule.minimalQuorums.prefix(2))
        #expect(first.map(\.count) == [127, 127])
        #expect(first[0] != first[1])
    }

    @Test("does not count a share twice, nor one that it does not have")
    func strangers() throws {
        let rule = try QuorumRule(groupsNeeded: 1, groups: [Threshold(2, of: 3)])
        let first = ShareNumber(group: try GroupIndex(1), member: try MemberIndex(1))
        let stranger = ShareNumber(group: try GroupIndex(1), member: try MemberIndex(4))
        let elsewhere = ShareNumber(group: try GroupIndex(2), member: try MemberIndex(1))
        #expect(!rule.isMet(by: [first, first, stranger, elsewhere]))
        #expect(rule.standing(of: [first, first, stranger]).groups[0].present == 1)
    }

    @Test("refuses no groups, over 255 groups, and more groups needed than there are")
    func refusals() throws {
        let one = try Threshold(1, of: 1)
        for count in [0, 256] {
            #expect(throws: SharingError.impossibleGroupCount(count)) {
                _ = try QuorumRule(groupsNeeded: 1, groups: [Threshold](repeating: one, count: count))
            }
        }
        for needed in [0, 3] {
            #expect(throws: SharingError.impossibleThreshold(needed: needed, total: 2)) {
                _ = try QuorumRule(groupsNeeded: needed, groups: [one, one])
            }
        }
    }
}

@Suite("A share's number")
struct ShareNumberTests {
    @Test("is written g1m2 and ordered by group, then member")
    func descriptionAndOrder() throws {
        let rule = try QuorumRule(groupsNeeded: 1, groups: [Threshold(1, of: 2), Threshold(1, of: 1)])
        #expect(rule.shareNumbers.map(\.description) == ["g1m1", "g1m2", "g2m1"])
        #expect(rule.shareNumbers.reversed().sorted() == rule.shareNumbers)
    }

    @Test("holds groups and members from 1 to 255 only")
    func bounds() {
        for number in [-1, 0, 256] {
            #expect(throws: SharingError.impossibleGroup(number)) { _ = try GroupIndex(number) }
            #expect(throws: SharingError.impossibleMember(number)) { _ = try MemberIndex(number) }
        }
    }
}
