// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Who can act together, counted in people")
struct CustodyPeopleTests {
    /// Every rule of up to so many shares in up to three groups.
    private static func rules(upTo limit: Int) throws -> [QuorumRule] {
        func sizes(_ count: Int, _ left: Int) -> [[Int]] {
            guard count > 0 else { return [[]] }
            guard left > 0 else { return [] }
            return (1...left).flatMap { first in sizes(count - 1, left - first).map { [first] + $0 } }
        }
        func thresholds(_ sizes: [Int]) -> [[Int]] {
            sizes.reduce([[]]) { lists, size in lists.flatMap { list in (1...size).map { list + [$0] } } }
        }
        return try (1...3).flatMap { groups in
            try sizes(groups, limit).flatMap { sizes in
                try thresholds(sizes).flatMap { needed in
                    try (1...groups).map { groupsNeeded in
                        try QuorumRule(
                            groupsNeeded: groupsNeeded,
                            groups: zip(needed, sizes).map { try Threshold($0, of: $1) })
                    }
                }
            }
        }
    }

    /// Every way to hand out sheets: the person of each sheet, people numbered in the order in which they come.
    private static func handOuts(_ count: Int) -> [[Int]] {
        (0..<count).reduce([[]]) { lists, _ in
            lists.flatMap { list in (0...((list.max() ?? -1) + 1)).map { list + [$0] } }
        }
    }

    /// The smallest groups by trying every group of people.
    private static func smallest(_ people: Int, _ canAct: (Set<Int>) -> Bool) -> Set<Set<Int>> {
        let able = (0..<(1 << people)).map { mask in Set((0..<people).filter { mask & 1 << $0 != 0 }) }.filter(canAct)
        return Set(able.filter { group in !able.contains { $0.isStrictSubset(of: group) } })
    }

    @Test("of every rule of up to five sheets, however they are handed out, exactly the smallest groups are found")
    func bruteForce() throws {
        var tried = 0
        for rule in try Self.rules(upTo: 5) {
            let numbers = rule.shareNumbers
            for handOut in Self.handOuts(rule.shareCount) {
                let count = (handOut.max() ?? 0) + 1
                let sheets = (0..<count).map { person in
                    numbers.indices.filter { handOut[$0] == person }.map { numbers[$0] }
                }
                let quorums = PeopleQuorums(rule, sheets: sheets)
                let expected = Self.smallest(count) { group in rule.isMet(by: group.flatMap { sheets[$0] }) }
                #expect(Set((quorums.smallest ?? []).map { Set($0) }) == expected, "\(rule) \(handOut)")
                #expect(quorums.count == expected.count, "\(rule) \(handOut)")
                #expect(quorums.fewest == expected.map(\.count).min(), "\(rule) \(handOut)")
                tried += 1
            }
        }
        #expect(tried > 5_000)
    }

    @Test("lost custodians count: whoever is left can act, or nobody can")
    func missingCustodians() throws {
        for rule in try Self.rules(upTo: 4) {
            let numbers = rule.shareNumbers
            for mask in 0..<(1 << numbers.count) {
                let sheets = numbers.indices.filter { mask & 1 << $0 != 0 }.map { [numbers[$0]] }
                let quorums = PeopleQuorums(rule, sheets: sheets)
                let expected = Self.smallest(sheets.count) { group in rule.isMet(by: group.flatMap { sheets[$0] }) }
                #expect(quorums.fewest == expected.map(\.count).min())
                #expect(quorums.count == expected.count)
            }
        }
    }

    @Test("the largest rules are counted without being listed")
    func large() throws {
        let rule = try QuorumRule(groupsNeeded: 1, groups: [try Threshold(16, of: 32)])
        let each = PeopleQuorums(rule, sheets: rule.shareNumbers.map { [$0] })
        #expect(each.count == 601_080_390)
        #expect(each.smallest == nil)
        #expect(each.fewest == 16)
        let pairs = stride(from: 0, to: 32, by: 2).map { [rule.shareNumbers[$0], rule.shareNumbers[$0 + 1]] }
        let two = PeopleQuorums(rule, sheets: pairs)
        #expect(two.fewest == 8)
        #expect(two.count == nil, "nobody compares so many")
    }

    // MARK: - Custody of sets

    @Test("one person in two groups is told as alone, and quorums by names count that person once")
    func aloneInTwoGroups() throws {
        var ledger = CustodyLedger()
        try ledger.adopt()
        _ = try ledger.deal(to: ["ana", "bo", "ana"], groups: [("Security", 1, 2), ("Operations", 1, 1)])
        let custody = try #require(ledger.state.custody(under: ledger.policy, on: CustodyLedger.day).first)
        #expect(custody.alone.map(\.description) == ["ana"])
        #expect(custody.fewest == 1)
        #expect(custody.quorums?.map { $0.map(\.description) } == [["ana"]])
        #expect(custody.name(of: .known("ana")).description == "Ana Ruiz")
    }

    @Test(
        "who had a sheet last that is said to be lost can still open, until its destruction is signed; no quorum counts on it"
    )
    func saidToBeLost() throws {
        var (ledger, set) = try CustodyLedger.inOrder()
        func custody() throws -> Custody {
            try #require(ledger.state.custody(under: ledger.policy, on: CustodyLedger.day).first)
        }
        for share in set.rule.shareNumbers.suffix(2) {
            ledger.add(
                .sheetLost(SheetLost(set: set.identity, share: share, happened: .known("water"), by: .known("Dana"))))
        }
        #expect(try custody().people.map(\.description) == ["ana", "bo", "chidi"])
        #expect(try custody().lost == Array(set.rule.shareNumbers.suffix(2)))
        #expect(try custody().canOpen([.known("bo"), .known("chidi")]))
        #expect(try custody().custodians.map(\.place) == ["Headquarters, safe 1", nil, nil])
        let life = try #require(ledger.life())
        let coverage = try #require(Coverage(of: life, at: ledger.now))
        #expect(!coverage.isQuorumInHand)
        #expect(ledger.duties().first { $0.kind == .lostSheet }?.words.contains("NO QUORUM IS LEFT") == true)
        let share = set.rule.shareNumbers[1]
        ledger.add(
            .sheetDestroyed(
                SheetDestroyed(set: set.identity, share: share, how: .known("shredder"), by: .known("Dana"))))
        ledger.sign([share], of: set)
        #expect(try custody().people.map(\.description) == ["ana", "chidi"])
    }

    @Test("both factors: of every way to hand out two sets, who can use the account is what trying everybody tells")
    func bothFactors() throws {
        let ids = ["ana", "bo", "chidi", "dana"]
        let first = try CustodyLedger.deal([("Security", 2, 3)])
        let second = try CustodyLedger.deal([("Platform", 1, 2)], credential: CustodyLedger.seed)
        for code in 0..<1_024 {
            let hands = (0..<5).map { ids[code >> (2 * $0) & 3] }
            var ledger = CustodyLedger()
            try ledger.adopt()
            ledger.create(first, to: Array(hands[0..<3]))
            ledger.released(first)
            ledger.create(second, to: Array(hands[3..<5]))
            ledger.released(second)
            let policy = try #require(ledger.policy)
            let custody = ledger.state.custody(under: policy, on: CustodyLedger.day)
            let factors = try #require(policy.factors(in: custody).first)
            func opens(_ set: Int, _ group: Set<Int>) -> Bool {
                custody[set].canOpen(Set(group.map { PublicText.known(ids[$0]) }))
            }
            func names(_ groups: Set<Set<Int>>) -> Set<Set<String>> { Set(groups.map { Set($0.map { ids[$0] }) }) }
            let both = Self.smallest(4) { opens(0, $0) && opens(1, $0) }
            #expect(Set((factors.quorums ?? []).map { Set($0.map(\.description)) }) == names(both), "\(hands)")
            #expect(
                Set(factors.alone.map(\.description))
                    == Set(both.filter { $0.count == 1 }.flatMap { $0.map { ids[$0] } }))
            let each = Self.smallest(4) { opens(0, $0) }.union(Self.smallest(4) { opens(1, $0) })
            #expect(
                Set(factors.sameHands.map { Set($0.map(\.description)) }) == names(both.intersection(each)), "\(hands)")
            #expect(Set(factors.inBoth.map(\.description)) == Set(hands[0..<3]).intersection(hands[3..<5]))
        }
    }

    @Test(
        "someone with two sheets is told both places; someone whom an entry names only by name is the policy's person")
    func placesAndNames() throws {
        var ledger = CustodyLedger()
        try ledger.adopt(
            CustodyLedger.policy([
                ("{person: bo, site: hq, container: safe 2}", "{person: ana, site: bank, container: box 9}")
            ]))
        let set = try CustodyLedger.deal()
        ledger.create(set, to: ["ana", "ana", "chidi"])
        ledger.released(set)
        let custody = try #require(ledger.state.custody(under: ledger.policy, on: CustodyLedger.day).first)
        #expect(custody.custodians.map(\.place) == ["Headquarters, safe 1", "Bank vault, box 9", "Bank vault, box 3"])

        let nameless = SetCreated.Custodian(
            share: set.rule.shareNumbers[0], name: .known("Ana Ruiz"), person: nil, sealed: true)
        let other = try CustodyLedger.deal([("Platform", 1, 1)], credential: CustodyLedger.seed)
        ledger.add(
            .setCreated(
                SetCreated(
                    manifest: other, custodians: [nameless], program: .known("test"))))
        ledger.released(other)
        let policy = try #require(ledger.policy)
        let factors = try #require(
            policy.factors(in: ledger.state.custody(under: policy, on: CustodyLedger.day)).first)
        #expect(factors.alone.map(\.description) == ["ana"], "two sheets of the password, and the only one of the seed")
        #expect(factors.second.first?.custodians.first?.isSealed == true)
    }

    @Test("a sheet is where its newest receipt says, though the policy plans another place, until another has it")
    func receivedElsewhere() throws {
        var ledger = CustodyLedger()
        try ledger.adopt()
        let set = try ledger.deal()
        let share = set.rule.shareNumbers[0]
        func receive(_ name: String, _ person: String, place: String?) {
            ledger.add(
                .sheetReceived(
                    SheetReceived(
                        set: set.identity, share: share, custodian: .known(name), person: .known(person), bag: nil,
                        place: place.map { .known($0) })))
        }
        func places() -> [String?] {
            let custody = ledger.state.custody(under: ledger.policy, on: CustodyLedger.day).first
            let kit = NightKit(of: CustodyLedger.account, in: ledger.state, on: CustodyLedger.day)
            #expect(
                kit?.factors.first?.sheets.map(\.place) == custody?.custodians.map(\.place),
                "the night kit shows the same")
            return [custody?.custodians.first?.place]
        }
        #expect(places() == ["Headquarters, safe 1"])
        receive("Ana Ruiz", "ana", place: "Bank vault, box 9")
        #expect(places() == ["Headquarters, safe 1"], "its share has not signed")
        ledger.sign([share], of: set)
        #expect(places() == ["Bank vault, box 9"])
        receive("Ana Ruiz", "ana", place: nil)
        ledger.sign([share], of: set)
        #expect(places() == ["Bank vault, box 9"], "a new bag, and nobody said that it moved")
        try ledger.adopt(CustodyLedger.policy([("container: safe 1", "container: safe 8")]))
        #expect(places() == ["Bank vault, box 9"], "a plan moves no sheet")
        receive("Bo Chen", "bo", place: nil)
        ledger.sign([share], of: set)
        #expect(places() == ["Headquarters, safe 2"], "where the policy has Bo Chen keep a sheet")
    }
}

extension CustodyLedger {
    /// The day of ``start``.
    static let day = CalendarDay(year: 2027, month: 3, day: 1)!
}
