// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

/// Every rule of up to so many shares over one and two levels: all sizes and thresholds of groups that add up, with every
/// number of groups needed. Groups stand in one order only, since another gives them no more than other numbers.
private func allRules(upTo shareCount: Int) throws -> [QuorumRule] {
    func groupLists(_ left: Int) throws -> [[Threshold]] {
        var lists: [[Threshold]] = [[]]
        guard left > 0 else { return lists }
        for total in 1...left {
            let rests = try groupLists(left - total)
            for needed in 1...total {
                let first = try Threshold(needed, of: total)
                lists += rests.map { [first] + $0 }
            }
        }
        return lists
    }
    var seen: Set<[Threshold]> = []
    let lists = try groupLists(shareCount).filter { groups in
        !groups.isEmpty
            && seen.insert(groups.sorted { ($0.total, $0.needed) < ($1.total, $1.needed) }).inserted
    }
    return try lists.flatMap { groups in
        try (1...groups.count).map { try QuorumRule(groupsNeeded: $0, groups: groups) }
    }
}

private func number(_ group: Int, _ member: Int) throws -> ShareNumber {
    ShareNumber(group: try GroupIndex(group), member: try MemberIndex(member))
}

/// What combining gives, secret or refusal.
private func outcome(of shares: [ShareNumber], values: [UInt8], rule: QuorumRule) -> Result<[UInt8], SharingError> {
    do {
        return .success(try QuorumSharing.combine(shares, values: values.span, rule: rule).exposed)
    } catch {
        return .failure(error)
    }
}

@Suite("Sharing under a quorum rule")
struct QuorumSharingTests {
    @Test("recovers from every minimal quorum and from no smaller set, for every rule of up to eight shares")
    func everyRule() throws {
        var numbers = RepeatableNumbers(seed: 8)
        let secret = numbers.bytes(2)
        let rules = try allRules(upTo: 8)
        #expect(rules.count == 987)
        for rule in rules {
            let coefficients = numbers.bytes(
                QuorumSharing.coefficientByteCount(rule: rule, secretByteCount: secret.count))
            let shares = try QuorumSharing.split(secret.span, rule: rule, coefficients: coefficients.span).exposed
            let all = rule.shareNumbers
            func combine(_ quorum: [ShareNumber]) -> Result<[UInt8], SharingError> {
                let values = quorum.flatMap { one in
                    let place = all.firstIndex(of: one)!
                    return shares[place * secret.count..<(place + 1) * secret.count]
                }
                return outcome(of: quorum, values: values, rule: rule)
            }
            for quorum in rule.minimalQuorums {
                let combined = combine(quorum.shuffled(using: &numbers))
                if combined != .success(secret) { Issue.record("\(rule): \(quorum): \(combined)") }
                for absent in quorum.indices {
                    var smaller = quorum
                    smaller.remove(at: absent)
                    let standing = rule.standing(of: smaller)
                    if combine(smaller) != .failure(.quorumNotMet(standing)) || standing.fewestMissing != 1 {
                        Issue.record("\(rule): \(smaller)")
                    }
                }
            }
        }
    }

    @Test("opens for a subset exactly when the rule's formula is true, for every rule of up to eight shares")
    func everySubset() throws {
        var numbers = RepeatableNumbers(seed: 9)
        let secret = numbers.bytes(1)
        let rules = try allRules(upTo: 8)
        #expect(rules.count == 987)
        var tried = 0
        for rule in rules {
            let coefficients = numbers.bytes(QuorumSharing.coefficientByteCount(rule: rule, secretByteCount: 1))
            let shares = try QuorumSharing.split(secret.span, rule: rule, coefficients: coefficients.span).exposed
            let all = rule.shareNumbers
            for chosen in 0..<1 << all.count {
                let places = all.indices.filter { chosen & 1 << $0 != 0 }
                tried += 1
                let present = rule.groups.indices.map { group in
                    places.count { Int(all[$0].group.rawValue) == group + 1 }
                }
                let isQuorum =
                    rule.groups.indices.count { present[$0] >= rule.groups[$0].needed } >= rule.groupThreshold.needed
                switch outcome(of: places.map { all[$0] }, values: places.map { shares[$0] }, rule: rule) {
                case .success(let combined):
                    if !isQuorum || combined != secret { Issue.record("\(rule): \(places)") }
                case .failure(let error):
                    if isQuorum || error != .quorumNotMet(rule.standing(of: places.map { all[$0] })) {
                        Issue.record("\(rule): \(places): \(error)")
                    }
                }
                if rule.isMet(by: places.map { all[$0] }) != isQuorum { Issue.record("\(rule): \(places)") }
            }
        }
        #expect(tried == 173_698)
    }

    @Test("reads coefficients in order: the outer polynomial, then each group's; values in order of group and member")
    func orderOfCoefficients() throws {
        var numbers = RepeatableNumbers(seed: 10)
        let rule = try QuorumRule(
            groupsNeeded: 2, groups: [Threshold(2, of: 3), Threshold(1, of: 2), Threshold(3, of: 4)])
        let secret = numbers.bytes(32)
        #expect(QuorumSharing.coefficientByteCount(rule: rule, secretByteCount: 32) == (1 + 1 + 0 + 2) * 32)
        let stream = numbers.bytes(128)
        let shares = try QuorumSharing.split(secret.span, rule: rule, coefficients: stream.span).exposed
        var expected: [UInt8] = []
        var runs = stride(from: 32, to: 128, by: 32).map { Array(stream[$0..<$0 + 32]) }[...]
        for (group, threshold) in rule.groups.enumerated() {
            let own = (1..<threshold.needed).map { _ in runs.removeFirst() }
            for member in 1...threshold.total {
                for place in 0..<32 {
                    let groupValue = SlowField.evaluate([secret[place], stream[place]], at: UInt8(group + 1))
                    expected.append(SlowField.evaluate([groupValue] + own.map { $0[place] }, at: UInt8(member)))
                }
            }
        }
        #expect(shares == expected)
    }

    @Test("says for each group how many shares there are and how many it takes")
    func whatIsMissing() throws {
        let rule = try QuorumRule(groupsNeeded: 2, groups: [Threshold(2, of: 3), Threshold(1, of: 2)])
        let present = [try number(1, 3)]
        let values: [UInt8] = [1, 2]
        guard case .failure(.quorumNotMet(let standing)) = outcome(of: present, values: values, rule: rule) else {
            Issue.record("one share of three is no quorum")
            return
        }
        #expect(standing.groups.map(\.present) == [1, 0])
        #expect(standing.groups.map(\.needed) == [2, 1])
        #expect(standing.groups.map(\.group.rawValue) == [1, 2])
        #expect(standing.groupsNeeded == 2)
        #expect(standing.groupsMet == 0)
        #expect(standing.fewestMissing == 2)
    }

    @Test("gives the same result whatever good shares are there beyond the quorum")
    func surplus() throws {
        var numbers = RepeatableNumbers(seed: 11)
        let rule = try QuorumRule(
            groupsNeeded: 2, groups: [Threshold(2, of: 4), Threshold(1, of: 3), Threshold(2, of: 2)])
        let secret = numbers.bytes(16)
        let coefficients = numbers.bytes(QuorumSharing.coefficientByteCount(rule: rule, secretByteCount: 16))
        let shares = try QuorumSharing.split(secret.span, rule: rule, coefficients: coefficients.span)
        #expect(try QuorumSharing.combine(rule.shareNumbers, values: shares.span, rule: rule).exposed == secret)
    }

    @Test("refuses a share twice, a share that the rule does not have, and unequal lengths")
    func refusals() throws {
        let rule = try QuorumRule(groupsNeeded: 1, groups: [Threshold(2, of: 3), Threshold(1, of: 2)])
        let first = try number(1, 1)
        #expect(throws: SharingError.repeatedShare(first)) {
            _ = try QuorumSharing.combine([first, first], values: [1, 2].span, rule: rule)
        }
        for stranger in [try number(1, 4), try number(2, 3), try number(3, 1), try number(255, 255)] {
            #expect(throws: SharingError.unknownShare(stranger)) {
                _ = try QuorumSharing.combine([first, stranger], values: [1, 2].span, rule: rule)
            }
        }
        let second = try number(1, 2)
        #expect(throws: SharingError.unequalLengths(expected: 2, found: 3)) {
            _ = try QuorumSharing.combine([first, second], values: [1, 2, 3].span, rule: rule)
        }
        #expect(throws: SharingError.wrongCoefficientCount(needed: 3, found: 4)) {
            _ = try QuorumSharing.split([1, 2, 3].span, rule: rule, coefficients: [1, 2, 3, 4].span)
        }
    }

    @Test("gives the same result on every kernel", arguments: FieldKernelTests.kernels)
    func kernels(_ kernel: FieldKernel) throws {
        var numbers = RepeatableNumbers(seed: 12)
        let rule = try QuorumRule(groupsNeeded: 2, groups: [Threshold(2, of: 3), Threshold(1, of: 2)])
        let secret = numbers.bytes(32)
        let coefficients = numbers.bytes(64)
        let shares = try QuorumSharing.split(
            secret.span, rule: rule, coefficients: coefficients.span, kernel: kernel)
        let best = try QuorumSharing.split(secret.span, rule: rule, coefficients: coefficients.span)
        #expect(shares.exposed == best.exposed)
        #expect(
            try QuorumSharing.combine(rule.shareNumbers, values: shares.span, rule: rule, kernel: kernel).exposed
                == secret)
    }
}
