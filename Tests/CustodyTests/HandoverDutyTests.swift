// SPDX-License-Identifier: Apache-2.0
//
// What a handover leaves to be done: receipts for sheets, and other approvers for people who left.

import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("What is due after a handover")
struct HandoverDutyTests {
    private typealias Ledger = CustodyLedger

    @Test("a sheet that nobody signed for, with 14 days from its release, until its share signs the receipt")
    func receipt() throws {
        var (ledger, set) = try Ledger.inOrder()
        func mine(_ ledger: CustodyLedger) -> [Duty] {
            ledger.receipts.filter { $0.name?.credential == Ledger.password }
        }
        let all = try #require(mine(ledger).first)
        #expect(all.urgency == .soon && all.due == Ledger.time(14))
        #expect(
            all.words == "nobody signed for 3 sheets of set \(set.identity.code), out since \(Ledger.start): "
                + "Ana Ruiz (g1m1), Bo Chen (g1m2), Chidi Eze (g1m3); hand each one over with "
                + "`breakglass sheet receive --bag SERIAL --place PLACE SCAN`")
        for (share, name) in zip(set.rule.shareNumbers.prefix(2), ["Ana Ruiz", "Bo Chen"]) {
            ledger.add(
                .sheetReceived(
                    SheetReceived(
                        set: set.identity, share: share, custodian: .known(name), person: nil, bag: nil, place: nil)))
            ledger.sign([share], of: set)
        }
        ledger.now = Ledger.time(14)
        #expect(mine(ledger).map(\.urgency) == [.overdue])
        #expect(mine(ledger)[0].words.contains("nobody signed for a sheet of set"))
        #expect(mine(ledger)[0].words.contains(": Chidi Eze (g1m3); hand"))
        var abandoned = ledger
        abandoned.add(.setAbandoned(SetAbandoned(set: set.identity, why: .known("misprinted"))))
        #expect(mine(abandoned).map(\.urgency) == [.overdue], "its sheets were proven, so that entry is void")
        var used = ledger
        _ = used.use(set)
        #expect(mine(used).isEmpty, "it is about to be replaced")
        var lost = ledger
        lost.add(
            .sheetLost(
                SheetLost(
                    set: set.identity, share: set.rule.shareNumbers[2], happened: .known("water"), by: .known("Bo"))))
        #expect(mine(lost).isEmpty, "there is nothing to sign for")
    }

    @Test("an approver who left, or leaves within two weeks, until the policy names another")
    func approver() throws {
        var (ledger, _) = try Ledger.inOrder()
        let left = [("name: Emeka Obi}", "name: Emeka Obi, left: 2027-03-20}")]
        try ledger.adopt(Ledger.policy(left))
        func approvers(_ ledger: CustodyLedger) -> [Duty] { ledger.duties().filter { $0.kind == .leaverApproves } }
        #expect(approvers(ledger).isEmpty, "19 days before")
        ledger.now = Ledger.time(10)
        #expect(approvers(ledger).map(\.urgency) == [.soon])
        ledger.now = Ledger.time(19)
        let duty = try #require(approvers(ledger).first)
        #expect(duty.urgency == .overdue && duty.name == CredentialName(account: Ledger.account, credential: nil))
        #expect(duty.entry == ledger.state.policy?.place)
        #expect(
            duty.words == "Emeka Obi left on 2027-03-20 and may still approve an opening of AWS root: name another "
                + "approver in policy.yaml, then `breakglass policy --adopt`")
        try ledger.adopt(Ledger.policy(left + [("approvers: [emeka]", "approvers: [dana]")]))
        #expect(approvers(ledger).isEmpty)
    }

    private static func left(_ person: String, _ name: String, on day: CalendarDay) -> LedgerEvent {
        .custodianLeft(
            CustodianLeft(
                person: .known(person), custodian: .known(name), left: day, holds: [], successor: nil,
                by: .known("Dana Levi"), why: .known("resigned")))
    }

    @Test("an approver who left stays due when a later policy does not say so any more, until the person joins again")
    func takenBack() throws {
        var (ledger, _) = try Ledger.inOrder()
        func approvers(_ ledger: CustodyLedger) -> [Duty] { ledger.duties().filter { $0.kind == .leaverApproves } }
        let left = [("name: Emeka Obi}", "name: Emeka Obi, left: 2027-03-20}")]
        try ledger.adopt(Ledger.policy(left))
        var early = ledger
        try early.adopt()
        early.now = Ledger.time(19)
        #expect(approvers(early).isEmpty, "it was taken back before the day came")
        ledger.now = Ledger.time(19)
        try ledger.adopt()
        #expect(approvers(ledger).map(\.urgency) == [.overdue])
        try ledger.adopt(
            Ledger.policy([("id: emeka", "id: obi"), ("person: emeka", "person: obi"), ("[emeka]", "[obi]")]))
        #expect(approvers(ledger).map(\.urgency) == [.overdue], "another identifier is no other person")
        try ledger.adopt()
        ledger.add(
            .custodianJoined(
                CustodianJoined(
                    person: .known("emeka"), custodian: .known("Emeka Obi"), by: .known("Dana Levi"),
                    why: .known("came back"))))
        #expect(approvers(ledger).isEmpty)
        try ledger.adopt(Ledger.policy(left))
        #expect(approvers(ledger).map(\.urgency) == [.overdue], "the policy in force counts whatever was said before")
    }

    @Test("an approver of whom an entry says that the person left, whatever the policies say")
    func recorded() throws {
        var (ledger, _) = try Ledger.inOrder()
        func approvers(_ ledger: CustodyLedger) -> [Duty] { ledger.duties().filter { $0.kind == .leaverApproves } }
        let day = try #require(CalendarDay("2027-03-20"))
        ledger.add(Self.left("emeka", "Emeka Obi", on: day))
        ledger.add(Self.left("bo", "Bo Chen", on: day))
        #expect(approvers(ledger).isEmpty, "19 days before")
        ledger.now = Ledger.time(10)
        #expect(approvers(ledger).map(\.urgency) == [.soon])
        ledger.now = Ledger.time(20)
        try ledger.adopt()
        #expect(approvers(ledger).map { $0.words.hasPrefix("Emeka Obi left on 2027-03-20") } == [true])
        var back = ledger
        back.add(
            .custodianJoined(
                CustodianJoined(
                    person: .known("emeka"), custodian: .known("Emeka Obi"), by: .known("Dana Levi"),
                    why: .known("came back"))))
        #expect(approvers(back).isEmpty)
        back.add(Self.left("emeka", "Emeka Obi", on: day))
        #expect(approvers(back).count == 1, "and left again")
        try ledger.adopt(Ledger.policy([("approvers: [emeka]", "approvers: [dana]")]))
        #expect(approvers(ledger).isEmpty)
    }
}
