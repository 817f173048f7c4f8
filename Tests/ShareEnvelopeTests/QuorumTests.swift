// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope

@Suite("A quorum over the envelope")
struct QuorumTests {
    @Test("opens at every minimal quorum of every one-level rule up to n = 8, and at no smaller set", arguments: 1...8)
    func oneLevel(total: Int) throws {
        for needed in 1...total { try everySubset(groups: [(needed, total)], groupsNeeded: 1) }
    }

    @Test("opens at exactly the sets that meet every two-level rule of up to five shares")
    func twoLevel() throws {
        for groups in Self.groupings(shares: 5) where groups.count > 1 {
            for needed in 1...groups.count { try everySubset(groups: groups, groupsNeeded: needed) }
        }
    }

    @Test("opens at exactly the sets that meet a two-level rule of eight shares, for a sample of rules")
    func largerTwoLevel() throws {
        var random = SeededNumbers(seed: 15)
        let rules = Self.groupings(shares: 8).filter { $0.count > 1 && $0.reduce(0) { $0 + $1.total } == 8 }
        for groups in rules.shuffled(using: &random).prefix(6) {
            try everySubset(groups: groups, groupsNeeded: Int.random(in: 1...groups.count, using: &random))
        }
    }

    @Test("opens with 32 shares in eight groups, from the fewest who can act")
    func largest() throws {
        let names = (1...8).map { "Group \($0)" }
        let dealt = try Sample.dealt(groups: names.map { ($0, 3, 4) }, needed: 5)
        #expect(dealt.shares.count == 32)
        let few = try dealt.shares.filter { $0.number.group.rawValue >= 4 && $0.number.member.rawValue >= 2 }
            .map(dealt.manifest.prove)
        #expect(few.count == 15)
        let opening = try Quorum(few, of: dealt.manifest).open(dealt.ciphertext)
        #expect(Sample.isPassword(opening.credential))
        #expect(opening.used.count == 15)
    }

    @Test("does not care for the order of the shares or how often one is shown")
    func orderAndRepeats() throws {
        let dealt = try Sample.dealt()
        let proven = try dealt.shares.map(dealt.manifest.prove)
        var random = SeededNumbers(seed: 16)
        for _ in 0..<20 {
            let pile = (proven + proven).shuffled(using: &random)
            let quorum = try Quorum(pile, of: dealt.manifest)
            #expect(quorum.shares.map { $0.number } == dealt.shares.map { $0.number }, "seed \(random.seed)")
            let opening = try quorum.open(dealt.ciphertext)
            #expect(Sample.isPassword(opening.credential))
            #expect(opening.findings.isEmpty)
        }
        let one = try dealt.manifest.prove(dealt.shares[0])
        #expect(throws: EnvelopeError.quorumNotMet(dealt.manifest.rule.standing(of: [one.number]))) {
            try Quorum([one, one, one], of: dealt.manifest)
        }
    }

    @Test("says of each group how many there are and how many it takes, and the fewest that are missing")
    func standing() throws {
        let dealt = try Sample.dealt()
        let present = try [dealt.shares[0], dealt.shares[3], dealt.shares[4]].map(dealt.manifest.prove)
        let reason = refusal { () throws(EnvelopeError) in _ = try Quorum(present, of: dealt.manifest) }
        guard case .quorumNotMet(let standing)? = reason else {
            Issue.record("two groups are needed and one is met: \(String(describing: reason))")
            return
        }
        #expect(standing.groups.map { $0.present } == [1, 2])
        #expect(standing.groups.map { $0.needed } == [2, 1])
        #expect(standing.groups.map { $0.isMet } == [false, true])
        #expect(standing.groupsMet == 1 && standing.groupsNeeded == 2 && standing.fewestMissing == 1)
    }

    @Test("counts no share of another set, although that set is of the same rule, account and credential")
    func otherSet() throws {
        let mine = try Sample.dealt(seed: 7)
        let retired = try Sample.dealt(seed: 8)
        #expect(mine.manifest.label == retired.manifest.label)
        for share in retired.shares {
            #expect(
                throws: EnvelopeError.otherSet(
                    share: share.number, shareSet: retired.manifest.identity.prefix,
                    manifestSet: mine.manifest.identity)
            ) { try mine.manifest.prove(share) }
            // Stamped with the other set's identity it is read, and still not dealt there.
            let stamped = UnverifiedShare(
                set: mine.manifest.identity.prefix, number: share.number, body: share.body.duplicate())
            #expect(throws: EnvelopeError.forged(share.number)) { try mine.manifest.prove(stamped) }
        }
        let mixed = try [mine.manifest.prove(mine.shares[0])] + retired.shares.map(retired.manifest.prove)
        #expect(throws: EnvelopeError.quorumNotMet(mine.manifest.rule.standing(of: [mine.shares[0].number]))) {
            try Quorum(mixed, of: mine.manifest)
        }
    }

    @Test("refuses the ciphertext of another set and every changed byte of its own")
    func wrongCiphertext() throws {
        let dealt = try Sample.dealt()
        let quorum = try Quorum(try dealt.shares.map(dealt.manifest.prove), of: dealt.manifest)
        let other = try Sample.dealt(seed: 8)
        #expect(throws: EnvelopeError.wrongCiphertext) { try quorum.open(other.ciphertext) }
        let original = dealt.ciphertext.bytes
        for place in original.indices {
            for value in UInt8.min...UInt8.max where value != original[place] {
                let reason = refusal { () throws(EnvelopeError) in
                    _ = try dealt.manifest.ciphertext(original.with(value, at: place))
                }
                if reason != .wrongCiphertext {
                    Issue.record("byte \(place) = \(value): \(String(describing: reason))")
                }
            }
        }
        for count in [0, 1, 64, 79, 81, 143, 145, 16_463, 16_465, 65_536] {
            #expect(
                refusal { () throws(EnvelopeError) in _ = try Ciphertext(bytes: [UInt8](repeating: 0, count: count)) }
                    == .malformed(.ciphertext, .impossibleLength(count)))
        }
        #expect(throws: EnvelopeError.wrongCiphertext) {
            try dealt.manifest.ciphertext(original + [UInt8](repeating: 0, count: 64))
        }
    }

    @Test("rehearses every minimal quorum without a ciphertext")
    func rehearsal() throws {
        let dealt = try Sample.dealt(groups: [("Security", 2, 4), ("Operations", 2, 3)], needed: 2)
        let quorum = try Quorum(try dealt.shares.map(dealt.manifest.prove), of: dealt.manifest)
        let all = try quorum.rehearse()
        #expect(all.tried == 18 && all.all == 18)
        let some = try quorum.rehearse(limit: 5)
        // Each of the seven shares is in one of them.
        #expect(some.tried == 7 && some.all == 18)
        let few = try Quorum(try dealt.shares.dropFirst(2).map(dealt.manifest.prove), of: dealt.manifest)
        let possible = try few.rehearse()
        #expect(possible.tried == 3 && possible.all == 18)
    }

    // MARK: - All subsets

    /// Deals under a rule and shows every set of shares: it opens when the rule says so, and else tells what lacks.
    private func everySubset(groups: [(needed: Int, total: Int)], groupsNeeded: Int) throws {
        let named = groups.enumerated().map { ("Group \($0)", $1.needed, $1.total) }
        let dealt = try Sample.dealt(groups: named, needed: groupsNeeded)
        let proven = try dealt.shares.map(dealt.manifest.prove)
        for chosen in 0..<(1 << proven.count) {
            let present = proven.indices.filter { chosen >> $0 & 1 == 1 }.map { proven[$0] }
            let counts = groups.indices.map { index in present.count { Int($0.number.group.rawValue) == index + 1 } }
            let met = groups.indices.count { counts[$0] >= groups[$0].needed }
            let what = "\(groupsNeeded) of \(groups), present \(present.map { $0.number })"
            guard met >= groupsNeeded else {
                let reason = refusal { () throws(EnvelopeError) in _ = try Quorum(present, of: dealt.manifest) }
                guard case .quorumNotMet(let standing)? = reason, standing.groups.map({ $0.present }) == counts,
                    standing.groupsMet == met, standing.fewestMissing > 0
                else {
                    Issue.record("\(what): \(String(describing: reason))")
                    continue
                }
                continue
            }
            let isMinimal = present.indices.allSatisfy { left in
                !dealt.manifest.rule.isMet(by: present.indices.filter { $0 != left }.map { present[$0].number })
            }
            // Larger sets contain minimal ones; one in eight of them is opened all the same.
            guard isMinimal || chosen % 8 == 7 else { continue }
            let opening = try Quorum(present, of: dealt.manifest).open(dealt.ciphertext)
            if !Sample.isPassword(opening.credential) || !opening.findings.isEmpty
                || isMinimal && opening.used != present.map({ $0.number })
            {
                Issue.record("\(what): opened by \(opening.used) with \(opening.findings)")
            }
        }
    }

    /// Every list of groups, each no smaller than the one before it, with at most so many shares in all.
    private static func groupings(
        shares: Int, from least: (needed: Int, total: Int) = (1, 1)
    ) -> [[(needed: Int, total: Int)]] {
        var found: [[(needed: Int, total: Int)]] = []
        for total in least.total...max(shares, least.total) where total <= shares {
            for needed in (total == least.total ? least.needed : 1)...total {
                let first = (needed: needed, total: total)
                found.append([first])
                guard shares - total >= total else { continue }
                found += groupings(shares: shares - total, from: first).map { [first] + $0 }
            }
        }
        return found
    }
}
