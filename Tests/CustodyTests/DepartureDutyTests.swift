// SPDX-License-Identifier: Apache-2.0
//
// Paper of somebody of whose leaving an entry tells: due by the day that the entry sets.

import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("What is due when somebody leaves")
struct DepartureDutyTests {
    private typealias Ledger = CustodyLedger
    private static let gone = ("name: Bo Chen}", "name: Bo Chen, left: 2027-03-11}")

    /// A binder in order, of which Bo leaves on day 10; his paper is to be dealt anew by day 24.
    private static func leaving(_ edits: [(String, String)] = []) throws -> (ledger: CustodyLedger, set: Manifest) {
        var (ledger, set) = try Ledger.inOrder()
        try ledger.adopt(Ledger.policy([gone] + edits))
        ledger.leave(
            "bo", "Bo Chen", on: Ledger.day.adding(days: 10), holding: [(set, [1])], by: Ledger.day.adding(days: 24))
        return (ledger, set)
    }

    @Test("it is told from the entry on, soon until its day is over, and overdue from the next one")
    func deadline() throws {
        var (ledger, _) = try Self.leaving()
        #expect(ledger.due == ["leaver soon"])
        #expect(
            ledger.duties()[0].words.hasPrefix("Bo Chen leaves on 2027-03-11 and keeps g1m2 of set"))
        ledger.now = Ledger.time(10)
        #expect(ledger.duties()[0].words.hasPrefix("Bo Chen left on 2027-03-11 and still keeps g1m2 of set"))
        #expect(
            ledger.duties()[0].words.hasSuffix(
                ", and the policy names nobody instead (`breakglass people leave bo --successor NAME`): by 2027-03-25, "
                    + "deal the credential to others with `breakglass reshare\(Ledger.naming)`"))
        ledger.now = Ledger.time(24, hours: 23, minutes: 59)
        #expect(ledger.due == ["leaver soon"], "the day itself still counts")
        #expect(ledger.duties()[0].due == LedgerTime("2027-03-26T00:00:00Z"))
        ledger.now = Ledger.time(25)
        #expect(ledger.due == ["leaver overdue"])
    }

    @Test("without an entry, and for a set that the entry does not name, it is overdue from the day of leaving")
    func withoutEntry() throws {
        var (ledger, set) = try Self.leaving()
        ledger.now = Ledger.time(12)
        let next = try ledger.deal()
        ledger.retire(set, rotated: true, successor: next)
        #expect(ledger.due == ["leaver overdue"], "somebody dealt to him after he had gone")
        var (other, _) = try Ledger.inOrder()
        try other.adopt(Ledger.policy([Self.gone]))
        other.now = Ledger.time(10)
        #expect(other.due == ["leaver overdue"])
    }

    @Test("of several entries the earliest day counts, and none later than 31 days after leaving")
    func silenced() throws {
        var (ledger, set) = try Self.leaving()
        ledger.leave("bo", "Bo Chen", on: Ledger.day, holding: [(set, [1])], by: .last)
        #expect(ledger.duties()[0].due == LedgerTime("2027-03-26T00:00:00Z"))
        ledger.now = Ledger.time(25)
        #expect(ledger.due == ["leaver overdue"])
        var (late, other) = try Ledger.inOrder()
        try late.adopt(Ledger.policy([Self.gone]))
        late.leave("bo", "Bo Chen", on: Ledger.day, holding: [(other, [1])], by: .last)
        #expect(late.duties()[0].due == Ledger.day.adding(days: 32).start)
    }

    @Test("an earlier day in a newer entry counts; a policy that names the person again ends nothing")
    func twice() throws {
        var (ledger, set) = try Self.leaving()
        ledger.leave("bo", "Bo Chen", on: Ledger.day, holding: [(set, [1])], by: Ledger.day.adding(days: 1))
        ledger.now = Ledger.time(2)
        #expect(ledger.due == ["leaver overdue"])
        try ledger.adopt()
        #expect(ledger.due == ["leaver overdue"])
    }

    @Test("it goes when the set opens nothing any more, and when the sheet is destroyed or in another's hands")
    func over() throws {
        let (before, set) = try Self.leaving([("{person: bo, site", "{person: dana, site")])
        let share = set.rule.shareNumbers[1]
        var retired = before
        let next = try retired.deal(to: ["ana", "dana", "chidi"])
        retired.retire(set, rotated: false, successor: next)
        #expect(retired.due == ["retired_paper overdue"], "one line for what one command closes")
        let words = retired.duties()[0].words
        #expect(words.contains("have them destroyed (`breakglass sheet destroy SCAN`)"), "\(words)")
        #expect(
            words.hasSuffix(
                "; they are with Ana Ruiz (g1m1), Bo Chen (g1m2, leaves on 2027-03-11), Chidi Eze (g1m3)"), "\(words)")
        var destroyed = retired
        destroyed.sign(
            .sheetDestroyed(
                SheetDestroyed(set: set.identity, share: share, how: .known("shredded"), by: .known("Dana Levi"))),
            set, share)
        #expect(destroyed.due == ["retired_paper overdue"])
        #expect(destroyed.duties()[0].words.hasSuffix("; they are with Ana Ruiz (g1m1), Chidi Eze (g1m3)"))
        var received = before
        received.sign(
            .sheetReceived(
                SheetReceived(
                    set: set.identity, share: share, custodian: .known("Dana Levi"), person: .known("dana"), bag: nil,
                    place: nil)), set, share)
        #expect(received.due == ["outdated_set soon"])
        var rotated = before
        rotated.retire(set, rotated: true, successor: try rotated.deal(to: ["ana", "dana", "chidi"]))
        #expect(rotated.due.isEmpty)
    }

    @Test("it stays when the sheet is said to be lost, and when the person is struck from the policy then")
    func saidToBeLost() throws {
        var (ledger, set) = try Self.leaving()
        ledger.now = Ledger.time(25)
        let share = set.rule.shareNumbers[1]
        ledger.add(
            .sheetLost(SheetLost(set: set.identity, share: share, happened: .known("water"), by: .known("Dana Levi"))))
        #expect(Set(ledger.due) == ["leaver overdue", "lost_sheet overdue"])
        let words = try #require(ledger.duties().first { $0.kind == .leaver }?.words)
        #expect(words.contains("still keeps g1m2 (reported lost, which proves nothing) of set"))
        try ledger.adopt(
            Ledger.policy([("  - {id: bo, name: Bo Chen}\n", ""), ("{person: bo, site", "{person: dana, site")]))
        #expect(ledger.due.contains("leaver overdue"))
        ledger.sign(
            .sheetDestroyed(
                SheetDestroyed(set: set.identity, share: share, how: .known("shredded"), by: .known("Dana Levi"))),
            set, share)
        #expect(!ledger.due.contains("leaver overdue"))
    }

    @Test("a set of which only a leaver's place changed has time until that leaver's day; any other change has none")
    func successor() throws {
        var (ledger, _) = try Self.leaving([("{person: bo, site", "{person: dana, site")])
        #expect(ledger.due == ["leaver soon"], "one reshare is one line")
        let words = ledger.duties()[0].words
        #expect(
            words.contains(", which the policy plans for Dana Levi: by 2027-03-25, deal the credential"), "\(words)")
        #expect(ledger.duties().allSatisfy { $0.due == LedgerTime("2027-03-26T00:00:00Z") })
        ledger.now = Ledger.time(25)
        #expect(ledger.due == ["leaver overdue"])
        let (more, _) = try Self.leaving([
            ("{person: bo, site", "{person: dana, site"), ("{person: ana, site", "{person: emeka, site"),
        ])
        #expect(Set(more.due) == ["leaver soon", "outdated_set overdue"])
        let (rule, _) = try Self.leaving([
            (
                "threshold: 2\n            custodians:\n              - {person: ana",
                "threshold: 3\n            custodians:\n              - {person: ana"
            )
        ])
        #expect(Set(rule.due) == ["leaver soon", "outdated_set overdue"])
    }

    @Test("two who leave are two duties, each by its own day")
    func twoPeople() throws {
        var (ledger, _) = try Self.leaving([("name: Dana Levi}", "name: Dana Levi, left: 2027-03-11}")])
        let seed = try #require(ledger.life(Ledger.seed)?.liveSet?.manifest)
        ledger.leave(
            "dana", "Dana Levi", on: Ledger.day.adding(days: 10), holding: [(seed, [0])],
            by: Ledger.day.adding(days: 12))
        ledger.now = Ledger.time(13)
        #expect(ledger.due == ["leaver overdue", "leaver soon"])
        #expect(ledger.duties().map(\.name?.credential) == [Ledger.seed, Ledger.password])
    }

    @Test("whoever keeps paper of two credentials is a duty for each, and one dealt anew leaves the other")
    func twoCredentials() throws {
        var (ledger, set) = try Self.leaving()
        let seed = try #require(ledger.life(Ledger.seed)?.liveSet?.manifest)
        let other = try ledger.deal(to: ["bo", "emeka"], groups: [("Platform", 2, 2)], credential: Ledger.seed)
        ledger.retire(seed, rotated: true, successor: other)
        ledger.leave(
            "bo", "Bo Chen", on: Ledger.day.adding(days: 10), holding: [(set, [1]), (other, [0])],
            by: Ledger.day.adding(days: 20))
        let leavers = ledger.duties().filter { $0.kind == .leaver }
        #expect(Set(leavers.map(\.name?.credential)) == [Ledger.seed, Ledger.password])
        #expect(leavers.allSatisfy { $0.words.contains("by 2027-03-21") && $0.urgency == .soon })
        let last = try ledger.deal(to: ["dana", "emeka"], groups: [("Platform", 2, 2)], credential: Ledger.seed)
        ledger.retire(other, rotated: true, successor: last)
        #expect(ledger.duties().filter { $0.kind == .leaver }.map(\.name?.credential) == [Ledger.password])
    }
}

extension CustodyLedger {
    /// Writes that somebody leaves, who keeps sheets of sets.
    fileprivate mutating func leave(
        _ person: String, _ name: String, on day: CalendarDay, holding: [(Manifest, [Int])], by dealBy: CalendarDay
    ) {
        let held = holding.map { set, places in
            CustodianLeft.Held(
                set: set.identity, shares: places.map { set.rule.shareNumbers[$0] }, dealBy: dealBy)
        }
        add(
            .custodianLeft(
                CustodianLeft(
                    person: .known(person), custodian: .known(name), left: day, holds: held, successor: nil,
                    by: .known("Dana Levi"), why: .known("another job"))))
    }

    /// Writes what a share signs.
    fileprivate mutating func sign(_ event: LedgerEvent, _ set: Manifest, _ share: ShareNumber) {
        let place = add(event)
        sign([share], of: set, entry: place)
    }
}
