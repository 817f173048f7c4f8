// SPDX-License-Identifier: Apache-2.0
//
// Each duty: what brings it about, and what ends it.

import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("What is due")
struct CustodyDutyTests {
    private typealias Ledger = CustodyLedger

    @Test("a binder with good sets and nothing else has no duties")
    func inOrder() throws {
        let (ledger, _) = try Ledger.inOrder()
        #expect(ledger.due.isEmpty)
    }

    @Test("a use: open, then its window is over, then its review is late; a review and a new set end it")
    func use() throws {
        var (ledger, set) = try Ledger.inOrder()
        let opening = ledger.use(set)
        #expect(ledger.due == ["open_window overdue"])
        #expect(ledger.duties()[0].due == Ledger.time(0, hours: 4))
        let opened = ledger.duties()[0].words
        #expect(
            opened.hasSuffix(
                "and the review of the use is due by \(Ledger.time(5)): somebody other than Dana Levi, who operated the "
                    + "machine, files it with `breakglass review \(opening)`"), "\(opened)")
        ledger.now = Ledger.time(0, hours: 4)
        #expect(Set(ledger.due) == ["window_over overdue", "rotation overdue"])
        ledger.now = Ledger.time(5)
        #expect(Set(ledger.due) == ["review overdue", "rotation overdue"])
        #expect(ledger.duties().first { $0.kind == .review }?.due == Ledger.time(5))
        ledger.review(opening)
        #expect(ledger.due == ["rotation overdue"])
        let next = try ledger.deal()
        #expect(ledger.due == ["older_set overdue", "rotation overdue"], "both sets are in force")
        ledger.retire(set, rotated: true, successor: next)
        #expect(ledger.due.isEmpty)
    }

    @Test("a duty that comes from an entry names it: the opening of a use, the dealing of a set, the drill")
    func entries() throws {
        var (ledger, set) = try Ledger.inOrder()
        let opening = ledger.use(set)
        #expect(ledger.duties().map(\.entry) == [EntryPlace(opening)])
        ledger.now = Ledger.time(100)
        let dealt = ledger.state.set(set.identity)?.place
        #expect(ledger.duties().filter { $0.kind == .rotation }.map(\.entry) == [EntryPlace(opening)])
        #expect(ledger.duties().first { $0.kind == .proof && $0.name?.credential == Ledger.password }?.entry == dealt)
        #expect(ledger.duties(isPolicyRecorded: false).first { $0.kind == .policy }?.entry == nil)
    }

    @Test("without a window the review is due from the start, and presses once its day is past")
    func reviewWithoutWindow() throws {
        var (ledger, set) = try Ledger.inOrder()
        _ = ledger.use(set, window: nil)
        #expect(Set(ledger.due) == ["review soon", "rotation overdue"])
        ledger.now = Ledger.time(6)
        #expect(Set(ledger.due) == ["review overdue", "rotation overdue"])
    }

    @Test("a recovery left open, whether it revealed anything or not, until it is closed", arguments: [true, false])
    func leftOpen(revealed: Bool) throws {
        var (ledger, set) = try Ledger.inOrder()
        let opening = ledger.open(set)
        if revealed { ledger.reveal(set, opening) }
        #expect(ledger.due.contains("open_recovery overdue"))
        ledger.close(opening, .leftOpen)
        #expect(!ledger.due.contains("open_recovery overdue"))
    }

    @Test("an override, until another person countersigns; other exceptions are no duties")
    func countersignature() throws {
        var (ledger, _) = try Ledger.inOrder()
        func exception(_ override: Bool) -> LedgerEvent {
            .exception(
                CeremonyException(
                    about: nil, expected: .known("two approvers"), happened: .known("one approved"),
                    decided: .known("to go on"), by: .known("Dana Levi"), override: override))
        }
        ledger.add(exception(false))
        #expect(ledger.due.isEmpty)
        let place = ledger.add(exception(true))
        #expect(ledger.due == ["countersignature overdue"])
        #expect(ledger.duties()[0].words.contains("`breakglass review \(place)`"))
        ledger.add(
            .countersigned(
                Countersigned(exception: EntryPlace(place), by: .known("Emeka Obi"), statement: .known("it was right")))
        )
        #expect(ledger.due.isEmpty)
    }

    @Test("a credential that the policy plans and that no sheets open is due to be dealt")
    func undealt() throws {
        var ledger = Ledger()
        try ledger.adopt()
        #expect(ledger.due == ["undealt overdue", "undealt overdue"])
        _ = try ledger.deal()
        #expect(ledger.due == ["undealt overdue"])
        _ = try ledger.deal(to: ["dana", "emeka"], groups: [("Platform", 2, 2)], credential: Ledger.seed)
        #expect(ledger.due.isEmpty)
    }

    @Test("a set that was dealt and never let out, until it is let out or abandoned")
    func unfinishedSplit() throws {
        var (ledger, old) = try Ledger.inOrder()
        ledger.retire(old, rotated: true)
        let set = try Ledger.deal()
        ledger.create(set)
        #expect(ledger.due == ["unfinished_split overdue"])
        var abandoned = ledger
        abandoned.add(.setAbandoned(SetAbandoned(set: set.identity, why: .known("interrupted"))))
        #expect(abandoned.due == ["undealt overdue"], "the policy still counts on it")
        ledger.released(set)
        #expect(!ledger.due.contains("unfinished_split overdue"))
    }

    @Test("printed sheets that were never read back, named one by one, until they are or took part in a recovery")
    func readBack() throws {
        var (ledger, old) = try Ledger.inOrder()
        ledger.retire(old, rotated: true)
        let set = try Ledger.deal()
        ledger.create(set)
        ledger.released(set)
        #expect(ledger.due == ["read_back overdue"])
        #expect(ledger.duties()[0].words.hasSuffix("all 3 of them: `breakglass drill in-person\(Ledger.naming)`"))
        ledger.readBack(set, [set.rule.shareNumbers[0]])
        #expect(
            ledger.duties()[0].words.hasSuffix(
                "Bo Chen (g1m2), Chidi Eze (g1m3): `breakglass drill in-person\(Ledger.naming)`"))
        // One share each: less than a quorum, which would count as a use.
        for share in set.rule.shareNumbers.dropFirst() {
            let opening = ledger.open(set)
            ledger.sign([share], of: set, entry: opening)
            ledger.close(opening, .givenUp)
        }
        #expect(ledger.due.isEmpty)
    }

    @Test(
        "an older set in force stays until a quorum of the newer one is proven, and the duty to prove that one is first"
    )
    func olderSet() throws {
        var (ledger, old) = try Ledger.inOrder()
        let new = try Ledger.deal()
        ledger.create(new)
        ledger.released(new)
        #expect(ledger.due == ["read_back overdue", "older_set soon"])
        #expect(
            ledger.duties()[1].words.hasSuffix(
                ": it stays until a quorum of the sheets of set \(new.identity.code) is proven; only then "
                    + "`breakglass reshare --retire-only \(old.identity.code)` takes it out of force"))
        ledger.readBack(new, [new.rule.shareNumbers[0]])
        #expect(ledger.due == ["read_back overdue", "older_set soon"], "one sheet is no quorum")
        ledger.readBack(new, [new.rule.shareNumbers[1]])
        #expect(ledger.due == ["older_set overdue", "read_back overdue"])
        #expect(
            ledger.duties()[0].words.hasSuffix(
                "word alone: `breakglass reshare --retire-only \(old.identity.code)` takes it out of force"))
        ledger.add(
            .sheetLost(
                SheetLost(
                    set: new.identity, share: new.rule.shareNumbers[1], happened: .known("water"),
                    by: .known("Dana Levi"))))
        #expect(ledger.due.contains("older_set soon"), "what is lost opens nothing")
        ledger.readBack(new, [new.rule.shareNumbers[2]])
        #expect(ledger.due.contains("older_set overdue"))
    }

    @Test("of two sets in force, neither of which is proven, each waits for the other; a set alone waits for nothing")
    func unprovenReplacement() throws {
        var ledger = Ledger()
        try ledger.adopt()
        let sets = [try Ledger.deal(), try Ledger.deal()]
        for set in sets {
            ledger.create(set)
            ledger.released(set)
        }
        func waits(_ index: Int) throws -> SetIdentity? {
            let set = try #require(ledger.state.set(sets[index].identity))
            return try #require(ledger.life()).unprovenReplacement(of: set)?.identity
        }
        #expect(try waits(0) == sets[1].identity && waits(1) == sets[0].identity)
        ledger.readBack(sets[0])
        #expect(try waits(0) == sets[1].identity && waits(1) == nil)
        ledger.retire(sets[1], rotated: false)
        #expect(try waits(0) == nil, "no other set is left to rely on")
    }

    @Test("the last quorum of a retired set is all there is while the set in force is unproven, sheet by sheet")
    func unprovenRemainder() throws {
        var (ledger, old) = try Ledger.inOrder()
        let new = try Ledger.deal()
        ledger.create(new)
        ledger.released(new)
        let shares = old.rule.shareNumbers
        func remainder(_ share: Int) throws -> SetIdentity? {
            let set = try #require(ledger.state.set(old.identity))
            return try #require(ledger.life()).unprovenRemainder(without: shares[share], of: set)?.identity
        }
        #expect(try remainder(0) == nil, "it is in force, which another rule is about")
        ledger.retire(old, rotated: false, successor: new)
        #expect(try remainder(0) == nil, "two of the three are left")
        ledger.add(
            .sheetLost(
                SheetLost(set: old.identity, share: shares[2], happened: .known("water"), by: .known("Dana Levi"))))
        #expect(try remainder(0) == new.identity && remainder(1) == new.identity)
        ledger.readBack(new, Array(new.rule.shareNumbers.prefix(2)))
        #expect(try remainder(0) == nil)
    }

    @Test("someone who left and keeps paper; two weeks before, it is due soon; sheets of others end it")
    func leaver() throws {
        var (ledger, set) = try Ledger.inOrder()
        let left = [("name: Bo Chen}", "name: Bo Chen, left: 2027-04-10}")]
        try ledger.adopt(Ledger.policy(left))
        ledger.now = Ledger.time(25)
        #expect(ledger.due.isEmpty, "15 days before")
        ledger.now = Ledger.time(26)
        #expect(ledger.due == ["leaver soon"])
        #expect(ledger.duties()[0].words.hasPrefix("Bo Chen leaves on 2027-04-10 and keeps g1m2"))
        ledger.now = Ledger.time(40)
        #expect(ledger.due == ["leaver overdue"])
        #expect(ledger.duties()[0].due == LedgerTime("2027-04-10T00:00:00Z"))
        try ledger.adopt(Ledger.policy(left + [("{person: bo, site", "{person: dana, site")]))
        let next = try ledger.deal(to: ["ana", "dana", "chidi"])
        ledger.retire(set, rotated: false, successor: next)
        #expect(ledger.due == ["retired_paper overdue"], "his old sheet still opens it")
        #expect(ledger.duties()[0].words.contains("Bo Chen (g1m2, left on 2027-04-10)"))
        let last = try ledger.deal(to: ["ana", "dana", "chidi"])
        ledger.retire(next, rotated: true, successor: last)
        #expect(ledger.due.isEmpty, "now neither old set opens anything")
    }

    @Test("someone with two sheets is one duty")
    func leaverWithTwoSheets() throws {
        var ledger = Ledger()
        let text = Ledger.policy([
            ("{person: bo, site", "{person: ana, site"), ("name: Ana Ruiz}", "name: Ana Ruiz, left: 2027-01-10}"),
        ])
        try ledger.adopt(text)
        _ = try ledger.deal(to: ["ana", "ana", "chidi"])
        _ = try ledger.deal(to: ["dana", "emeka"], groups: [("Platform", 2, 2)], credential: Ledger.seed)
        #expect(ledger.due == ["leaver overdue"])
        #expect(ledger.duties()[0].words.contains("g1m1, g1m2"))
    }

    @Test("someone struck from the policy who keeps paper, and a set that is not what the policy plans")
    func struck() throws {
        var (ledger, set) = try Ledger.inOrder()
        try ledger.adopt(
            Ledger.policy([("  - {id: bo, name: Bo Chen}\n", ""), ("{person: bo, site", "{person: dana, site")]))
        #expect(ledger.due == ["leaver overdue"], "one reshare is one line")
        #expect(ledger.duties()[0].words.contains(", which the policy plans for Dana Levi: deal the credential"))
        let next = try ledger.deal(to: ["ana", "dana", "chidi"])
        ledger.retire(set, rotated: true, successor: next)
        #expect(ledger.due.isEmpty)
    }

    @Test("another rule in the policy makes the set outdated")
    func otherRule() throws {
        var (ledger, _) = try Ledger.inOrder()
        try ledger.adopt(
            Ledger.policy([("name: Security\n            threshold: 2", "name: Security\n            threshold: 3")]))
        #expect(ledger.due == ["outdated_set overdue"])
        #expect(ledger.duties()[0].words.contains("another quorum rule"))
    }

    @Test("a retired set whose credential stayed the same, until the credential is changed")
    func retiredPaper() throws {
        var (ledger, first) = try Ledger.inOrder()
        let second = try ledger.deal()
        ledger.retire(first, rotated: false, successor: second)
        #expect(ledger.due == ["retired_paper overdue"])
        let third = try ledger.deal()
        ledger.retire(second, rotated: true, successor: third)
        #expect(ledger.due.isEmpty)
    }

    @Test("unproven sheets of a set that a void entry abandons are still read back, until another set is in force")
    func givenUpUnread() throws {
        var ledger = Ledger()
        try ledger.adopt()
        let set = try Ledger.deal()
        ledger.create(set)
        ledger.released(set)
        ledger.readBack(set, [set.rule.shareNumbers[0]])
        func mine(_ ledger: CustodyLedger) -> [String] {
            ledger.duties().filter { $0.name?.credential == Ledger.password }.map(\.kind.rawValue).sorted()
        }
        ledger.add(.setAbandoned(SetAbandoned(set: set.identity, why: .known("misprinted"))))
        #expect(mine(ledger) == ["given_up_paper", "read_back"])
        _ = try ledger.deal()
        #expect(mine(ledger) == ["given_up_paper"])
    }

    @Test("a set that is given up with a proven sheet, until each is destroyed or the credential changed")
    func givenUpPaper() throws {
        var (ledger, set) = try Ledger.inOrder()
        ledger.now = Ledger.time(1)
        ledger.add(.setAbandoned(SetAbandoned(set: set.identity, why: .known("misprinted"))))
        #expect(ledger.due == ["given_up_paper overdue"])
        #expect(ledger.duties()[0].words.contains("was given up after one of its sheets was proven"))
        let next = try ledger.deal()
        #expect(ledger.due == ["given_up_paper overdue"], "its own duty, and not that of an older set")
        var rotated = ledger
        let last = try rotated.deal()
        rotated.retire(next, rotated: true, successor: last)
        #expect(rotated.due.isEmpty, "the credential was changed since")
        rotated.retire(last, rotated: true)
        #expect(rotated.due == ["undealt overdue"], "what was given up is in force no more")
        var retired = ledger
        retired.retire(set, rotated: true)
        #expect(retired.due.isEmpty)
        var byWord = ledger
        byWord.retire(set, rotated: false)
        #expect(byWord.due == ["retired_paper overdue"], "its paper still opens the credential")
        for share in set.rule.shareNumbers {
            #expect(ledger.due == ["given_up_paper overdue"])
            ledger.add(
                .sheetDestroyed(
                    SheetDestroyed(set: set.identity, share: share, how: .known("shredder"), by: .known("Dana Levi"))))
            #expect(ledger.due == ["given_up_paper overdue"], "nobody signed")
            ledger.sign([share], of: set)
        }
        #expect(ledger.due.isEmpty)
    }

    @Test("a share without a proof for longer than the policy allows, and two weeks before that")
    func proof() throws {
        var (ledger, set) = try Ledger.inOrder()
        ledger.now = Ledger.time(76).adding(seconds: 0)
        #expect(ledger.due == ["proof soon", "proof soon"], "one for each credential")
        ledger.now = Ledger.time(89, hours: 23)
        #expect(ledger.due == ["proof soon", "proof soon"])
        ledger.now = Ledger.time(90)
        #expect(ledger.due == ["proof overdue", "proof overdue"])
        ledger.readBack(set, [set.rule.shareNumbers[0]])
        let words = ledger.duties().filter { $0.name?.credential == Ledger.password }.map(\.words)
        #expect(words.count == 1)
        #expect(
            words.first?.contains(
                "every 90 d: Bo Chen (g1m2), Chidi Eze (g1m3); `breakglass drill in-person\(Ledger.naming)`, or "
                    + "`breakglass drill mail\(Ledger.naming)`"
            )
                == true, "\(words)")
        ledger.readBack(set)
        #expect(ledger.duties().allSatisfy { $0.name?.credential == Ledger.seed })
    }

    @Test("75 days after the last proof nothing is said yet")
    func proofInTime() throws {
        var (ledger, _) = try Ledger.inOrder()
        ledger.now = Ledger.time(75)
        #expect(ledger.due.isEmpty)
    }

    @Test("a lost sheet of a set in force, until it is found")
    func lostSheet() throws {
        var (ledger, set) = try Ledger.inOrder()
        let share = set.rule.shareNumbers[1]
        ledger.add(
            .sheetLost(SheetLost(set: set.identity, share: share, happened: .known("water"), by: .known("Bo Chen"))))
        #expect(ledger.due == ["lost_sheet overdue"])
        #expect(ledger.duties()[0].words.contains("is lost: g1m2 (Bo Chen)"))
        ledger.add(
            .sheetReceived(
                SheetReceived(
                    set: set.identity, share: share, custodian: .known("Bo Chen"), person: .known("bo"), bag: nil,
                    place: nil)))
        #expect(ledger.due == ["lost_sheet overdue"], "nobody signed")
        ledger.sign([share], of: set)
        #expect(ledger.due.isEmpty)
    }

    @Test("a drill that is open, and one that is over and was not closed")
    func openDrill() throws {
        var (ledger, set) = try Ledger.inOrder()
        let drill = ledger.add(
            .drillOpened(
                DrillOpened(
                    set: set.identity, shares: set.rule.shareNumbers, nonce: DrillNonce(), way: .inPerson,
                    expires: ledger.now.adding(seconds: 86_400), by: .known("Dana Levi"))))
        #expect(ledger.due == ["open_drill soon"])
        #expect(
            ledger.duties()[0].words == "the drill of entry \(drill), led by Dana Levi, is open, and 3 of 3 have not "
                + "answered: Ana Ruiz (g1m1), Bo Chen (g1m2), Chidi Eze (g1m3); "
                + "`breakglass drill in-person\(Ledger.naming)` goes on with it"
        )
        ledger.sign(Array(set.rule.shareNumbers.prefix(2)), of: set, entry: drill)
        #expect(ledger.duties()[0].words.contains("is open, and 1 of 3 have not answered: Chidi Eze (g1m3);"))
        var over = ledger
        over.now = Ledger.time(1)
        #expect(over.due == ["open_drill overdue"])
        #expect(
            over.duties()[0].words.hasSuffix(
                "is over, and 1 did not answer: Chidi Eze (g1m3); `breakglass drill in-person --close\(Ledger.naming)`")
        )
        ledger.add(
            .drillClosed(
                DrillClosed(
                    drill: drill, proven: Array(set.rule.shareNumbers.prefix(2)), unproven: [set.rule.shareNumbers[2]],
                    findings: nil, by: .known("Dana Levi"))))
        #expect(ledger.due.isEmpty)
    }

    @Test("a policy's file that is not in force, no policy, and one that cannot be read")
    func policy() throws {
        let (ledger, _) = try Ledger.inOrder()
        #expect(ledger.duties(isPolicyRecorded: false).map(\.kind) == [.policy])
        let none = CustodyLedger()
        #expect(none.duties().map(\.kind) == [.policy])
        #expect(none.duties()[0].words.hasPrefix("no policy is in force"))
        var broken = CustodyLedger()
        try broken.adopt("version: 99\n")
        #expect(broken.duties()[0].words.hasPrefix("the policy in force cannot be read"))
    }

    @Test("a ledger that contradicts itself")
    func faults() throws {
        let (ledger, _) = try Ledger.inOrder()
        #expect(ledger.duties(faults: 1).map(\.kind) == [.ledger])
        #expect(ledger.duties(faults: 3)[0].words.hasPrefix("3 entries contradict"))
    }

    @Test("what is overdue comes first, and of that what has waited longest")
    func order() throws {
        var (ledger, set) = try Ledger.inOrder()
        ledger.now = Ledger.time(10)
        _ = ledger.use(set)
        ledger.now = Ledger.time(80)
        let duties = ledger.duties()
        #expect(duties.map(\.urgency) == duties.map(\.urgency).sorted())
        let overdue = duties.filter { $0.urgency == .overdue }.compactMap(\.due)
        #expect(overdue.count == 2 && overdue == overdue.sorted())
        #expect(duties.last?.urgency == .soon)
    }
}
