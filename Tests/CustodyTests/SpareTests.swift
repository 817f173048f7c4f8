// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Spare sheets")
struct SpareTests {
    /// A set of three, of which the third is a spare that the bank keeps.
    private static func make() throws -> (ledger: CustodyLedger, set: Manifest) {
        var ledger = CustodyLedger()
        try ledger.adopt()
        let set = try CustodyLedger.deal()
        let custodians = zip(set.rule.shareNumbers, ["Ana Ruiz", "Bo Chen", "Chidi Eze"]).map { share, name in
            SetCreated.Custodian(
                share: share, name: .known(name), person: .known(name.prefix { $0 != " " }.lowercased()),
                sealed: false, isSpare: name == "Chidi Eze")
        }
        ledger.add(
            .setCreated(
                SetCreated(
                    manifest: set, custodians: custodians, program: .known("test"))))
        ledger.released(set)
        ledger.readBack(set)
        return (ledger, set)
    }

    private static func custody(_ ledger: CustodyLedger) throws -> Custody {
        let day = try #require(CalendarDay(secondsSince1970: Int(ledger.now.posixSeconds)))
        return try #require(ledger.state.custody(under: ledger.policy, on: day).first)
    }

    /// The receipt of the spare, or of another sheet, signed by its share.
    private static func receive(
        _ ledger: inout CustodyLedger, _ set: Manifest, by person: String, _ name: String, share: ShareNumber? = nil,
        replaces: ShareNumber?
    ) {
        let share = share ?? set.rule.shareNumbers[2]
        let index = ledger.add(
            .sheetReceived(
                SheetReceived(
                    set: set.identity, share: share, custodian: .known(name), person: .known(person), bag: nil,
                    place: nil, replaces: replaces)))
        ledger.sign([share], of: set, entry: index)
    }

    /// The receipt of the spare in the place of the second sheet.
    private static func receive(_ ledger: inout CustodyLedger, _ set: Manifest, by person: String, _ name: String) {
        receive(&ledger, set, by: person, name, replaces: set.rule.shareNumbers[1])
    }

    @Test("a spare counts like any other sheet: whoever keeps it can open with one other")
    func counts() throws {
        let (ledger, _) = try Self.make()
        let custody = try Self.custody(ledger)
        #expect(custody.custodians.map(\.isSpare) == [false, false, true])
        #expect(custody.canOpen([.known("ana"), .known("chidi")]))
    }

    @Test("a lost sheet is told with the spare that can take its place, until that is handed over")
    func handedOver() throws {
        var (ledger, set) = try Self.make()
        let lost = set.rule.shareNumbers[1]
        ledger.now = CustodyLedger.time(1)
        ledger.add(
            .sheetLost(
                SheetLost(set: set.identity, share: lost, happened: .known("water"), by: .known("Bo Chen"))))
        let duty = try #require(ledger.duties().first { $0.kind == .lostSheet })
        #expect(
            duty.words.contains("hand over the spare g1m3 (Chidi Eze) (`breakglass sheet receive --replaces g1m2`)"))
        #expect(ledger.state.set(set.identity)?.spares(for: lost).map { $0.share } == [set.rule.shareNumbers[2]])
        Self.receive(&ledger, set, by: "bo", "Bo Chen")
        #expect(!ledger.duties().contains { $0.kind == .lostSheet })
        #expect(ledger.duties().contains { $0.kind == .replacedSheet }, "the sheet is still out in the world")
        let history = try #require(ledger.state.set(set.identity))
        #expect(history.replaced == [lost])
        #expect(history.spares(for: lost).isEmpty, "it is no spare any more")
        let custody = try Self.custody(ledger)
        #expect(custody.custodians.map { $0.name.description } == ["Ana Ruiz", "Bo Chen", "Bo Chen"])
        #expect(custody.custodians.map(\.isSaidLost) == [false, true, false])
        #expect(custody.alone == [.known("bo")], "nothing shows that the first of his sheets is gone")
        #expect(custody.custodians.allSatisfy { !$0.isSpare })
        #expect(custody.lost == [lost], "whoever finds it still holds a share")
    }

    @Test("a lost sheet that a spare replaced is due within 14 days, until it is found, destroyed or reshared")
    func stillLost() throws {
        var (ledger, set) = try Self.make()
        let lost = set.rule.shareNumbers[1]
        ledger.add(
            .sheetLost(SheetLost(set: set.identity, share: lost, happened: .known("water"), by: .known("Bo Chen"))))
        Self.receive(&ledger, set, by: "bo", "Bo Chen")
        func duty(_ ledger: CustodyLedger) -> Duty? { ledger.duties().first { $0.kind == .replacedSheet } }
        let first = try #require(duty(ledger))
        #expect(first.urgency == .soon && first.due == CustodyLedger.time(14))
        #expect(
            first.words
                == "a lost sheet of set \(set.identity.code) can still be found: g1m2 (Bo Chen), replaced by the "
                + "spare g1m3; no spare is left; by 2027-03-15, `breakglass reshare --because lost\(CustodyLedger.naming)` deals a new set "
                + "without it")
        ledger.now = CustodyLedger.time(14)
        ledger.add(
            .sheetLost(SheetLost(set: set.identity, share: lost, happened: .known("again"), by: .known("Bo Chen"))))
        #expect(duty(ledger)?.urgency == .overdue, "saying it again puts nothing off")
        #expect(duty(ledger)?.due == first.due && duty(ledger)?.entry == first.entry)
        var destroyed = ledger
        let entry = destroyed.add(
            .sheetDestroyed(
                SheetDestroyed(set: set.identity, share: lost, how: .known("shredder"), by: .known("Bo Chen"))))
        destroyed.sign([lost], of: set, entry: entry)
        #expect(duty(destroyed) == nil)
        var found = ledger
        Self.receive(&found, set, by: "bo", "Bo Chen", share: lost, replaces: nil)
        #expect(duty(found) == nil)
        found.add(
            .sheetLost(SheetLost(set: set.identity, share: lost, happened: .known("fire"), by: .known("Bo Chen"))))
        #expect(duty(found)?.due == CustodyLedger.time(28), "it was found in between")
        let next = try ledger.deal()
        ledger.retire(set, rotated: false, successor: next)
        #expect(duty(ledger) == nil)
    }

    @Test("a spare that took a place and is lost too leaves both to be told")
    func lostToo() throws {
        var (ledger, set) = try Self.make()
        for share in set.rule.shareNumbers[1...2] {
            if share == set.rule.shareNumbers[2] { Self.receive(&ledger, set, by: "bo", "Bo Chen") }
            ledger.add(
                .sheetLost(SheetLost(set: set.identity, share: share, happened: .known("fire"), by: .known("Bo"))))
        }
        let duty = try #require(ledger.duties().first { $0.kind == .lostSheet })
        #expect(duty.words.contains("2 sheets") && duty.words.contains("NO QUORUM IS LEFT"))
    }

    @Test("a spare that took a place keeps it when it is received anew, in another bag, until it is lost itself")
    func newBag() throws {
        var (ledger, set) = try Self.make()
        let shares = set.rule.shareNumbers
        ledger.add(
            .sheetLost(SheetLost(set: set.identity, share: shares[1], happened: .known("fire"), by: .known("Bo"))))
        Self.receive(&ledger, set, by: "bo", "Bo Chen")
        Self.receive(&ledger, set, by: "bo", "Bo Chen", replaces: nil)
        #expect(ledger.state.set(set.identity)?.replaced == [shares[1]])
        #expect(!ledger.duties().contains { $0.kind == .lostSheet })
        ledger.add(
            .sheetLost(SheetLost(set: set.identity, share: shares[2], happened: .known("fire"), by: .known("Bo"))))
        Self.receive(&ledger, set, by: "bo", "Bo Chen", replaces: nil)
        #expect(ledger.state.set(set.identity)?.replaced == [], "it was lost, and took no place since")
    }

    @Test("no place is taken by a sheet that is no spare, nor that of a sheet which is not lost")
    func noReplacement() throws {
        var (ledger, set) = try Self.make()
        let shares = set.rule.shareNumbers
        Self.receive(&ledger, set, by: "bo", "Bo Chen")
        #expect(ledger.state.set(set.identity)?.replaced == [], "nothing is lost")
        ledger.add(
            .sheetLost(SheetLost(set: set.identity, share: shares[1], happened: .known("fire"), by: .known("Bo"))))
        Self.receive(&ledger, set, by: "ana", "Ana Ruiz", share: shares[0], replaces: shares[1])
        #expect(ledger.state.set(set.identity)?.replaced == [], "the first sheet is no spare")
        #expect(ledger.duties().contains { $0.kind == .lostSheet })
    }
}
