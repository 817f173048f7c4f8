// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Who kept what on a past day")
struct CustodyTimeTests {
    /// Three sets of one credential, and a departure: Ana, Bo, Chidi from day 0; Bo leaves on day 40, and Dana takes
    /// his place on day 50 while the credential stays the same; on day 100 it is changed and dealt anew.
    private static func threeSets() throws -> (ledger: CustodyLedger, sets: [Manifest]) {
        var ledger = CustodyLedger()
        try ledger.adopt()
        let first = try ledger.deal()
        ledger.now = CustodyLedger.time(45)
        let gone = [("name: Bo Chen}", "name: Bo Chen, left: 2027-04-10}")]
        try ledger.adopt(CustodyLedger.policy(gone))
        ledger.now = CustodyLedger.time(50)
        let swapped =
            gone + [("{person: bo, site: hq, container: safe 2}", "{person: dana, site: hq, container: safe 7}")]
        try ledger.adopt(CustodyLedger.policy(swapped))
        let second = try ledger.deal(to: ["ana", "dana", "chidi"])
        ledger.retire(first, rotated: false, successor: second)
        ledger.now = CustodyLedger.time(100)
        let third = try ledger.deal(to: ["ana", "dana", "chidi"])
        ledger.retire(second, rotated: true, successor: third)
        return (ledger, [first, second, third])
    }

    @Test(
        "on each day the sets that opened the credential are told, and who of their custodians had left",
        arguments: [
            (-1, [], []), (0, [0], []), (39, [0], []), (44, [0], []), (45, [0], ["bo"]), (49, [0], ["bo"]),
            (50, [0, 1], ["bo"]), (99, [0, 1], ["bo"]), (100, [2], []), (400, [2], []),
        ])
    func days(day: Int, sets: [Int], leavers: [String]) throws {
        let (ledger, manifests) = try Self.threeSets()
        let today = CustodyLedger.day.adding(days: day)
        let end = LedgerTime(posixSeconds: UInt64((today.daysSince1970 + 1) * 86_400 - 1))!
        let state = ledger.replayed(until: end)
        let policy = state.policy.flatMap { try? PolicyFile.parse($0.text) }
        let custody = state.custody(under: policy, on: today)
        #expect(custody.map { $0.set.identity } == sets.map { manifests[$0].identity })
        #expect(custody.flatMap(\.leavers).map(\.person.description) == leavers)
        #expect(custody.allSatisfy { !$0.canLeaversOpen })
        for custody in custody { #expect(custody.set.isLive == (custody.set.identity == custodyInForce(state))) }
    }

    private func custodyInForce(_ state: BinderState) -> SetIdentity? { state.sets.last { $0.isLive }?.identity }

    @Test("a place is where the policy of that day put it")
    func places() throws {
        let (ledger, _) = try Self.threeSets()
        func place(_ day: Int) -> [String?] {
            let today = CustodyLedger.day.adding(days: day)
            let state = ledger.replayed(until: CustodyLedger.time(day, hours: 23))
            let policy = state.policy.flatMap { try? PolicyFile.parse($0.text) }
            return state.custody(under: policy, on: today).last?.custodians.map(\.place) ?? []
        }
        #expect(place(10) == ["Headquarters, safe 1", "Headquarters, safe 2", "Bank vault, box 3"])
        #expect(place(60) == ["Headquarters, safe 1", "Headquarters, safe 7", "Bank vault, box 3"])
    }

    @Test("a set counts from the day on which its sheets went out, until it is abandoned")
    func outAndAbandoned() throws {
        var ledger = CustodyLedger()
        try ledger.adopt()
        let set = try CustodyLedger.deal()
        ledger.create(set)
        ledger.now = CustodyLedger.time(1)
        ledger.released(set)
        ledger.now = CustodyLedger.time(2)
        ledger.add(.setAbandoned(SetAbandoned(set: set.identity, why: .known("a sheet was left in the printer"))))
        let counts = (0...2).map { day in
            ledger.replayed(until: CustodyLedger.time(day)).custody(under: nil, on: CustodyLedger.day).count
        }
        #expect(counts == [0, 1, 0])
    }

    @Test("those who left are told when they are a quorum, and also those struck from the policy without a word")
    func leaversTogether() throws {
        var ledger = CustodyLedger()
        try ledger.adopt()
        _ = try ledger.deal()
        try ledger.adopt(
            CustodyLedger.policy([
                ("name: Ana Ruiz}", "name: Ana Ruiz, left: 2027-02-01}"),
                ("  - {id: bo, name: Bo Chen}\n", ""),
                ("{person: bo, site", "{person: dana, site"),
            ]))
        let custody = try #require(ledger.state.custody(under: ledger.policy, on: CustodyLedger.day).first)
        #expect(custody.leavers.map(\.person.description) == ["ana", "bo"])
        #expect(custody.leavers.map(\.isUnlisted) == [false, true])
        #expect(custody.canLeaversOpen)
    }

    @Test("a burned set is told as such, for its paper is still out")
    func burned() throws {
        var (ledger, set) = try CustodyLedger.inOrder()
        _ = ledger.use(set)
        let custody = try #require(ledger.state.custody(under: ledger.policy, on: CustodyLedger.day).first)
        #expect(custody.set.isBurnt)
        #expect(custody.set.isLive)
    }
}
