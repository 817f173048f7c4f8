// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Bags of one serial")
struct BagDutyTests {
    private typealias Ledger = CustodyLedger

    @Test("two sheets in bags of one serial, until a receipt names another; a lost sheet is in no bag")
    func bagSerial() throws {
        var (ledger, set) = try Ledger.inOrder()
        func receive(_ index: Int, _ bag: String, by name: String, _ person: String) {
            ledger.now = ledger.now.adding(seconds: 60)
            ledger.add(
                .sheetReceived(
                    SheetReceived(
                        set: set.identity, share: set.rule.shareNumbers[index], custodian: .known(name),
                        person: .known(person), bag: .known(bag), place: nil)))
            ledger.sign([set.rule.shareNumbers[index]], of: set)
        }
        receive(0, "B-1", by: "Ana Ruiz", "ana")
        receive(2, "B-3", by: "Chidi Eze", "chidi")
        #expect(ledger.due.isEmpty)
        receive(1, "b-1", by: "Bo Chen", "bo")
        #expect(ledger.due == ["bag_serial overdue"])
        let duty = ledger.duties()[0]
        #expect(duty.name?.credential == Ledger.password && duty.due == ledger.now)
        #expect(
            duty.words.hasPrefix(
                "one bag serial, b-1, is on record for g1m1 (Ana Ruiz) of set \(set.identity.code) and for g1m2 (Bo Chen)"
            ),
            "\(duty.words)")
        #expect(duty.words.contains("`breakglass sheet receive --bag SERIAL`"))
        var lost = ledger
        lost.add(
            .sheetLost(
                SheetLost(
                    set: set.identity, share: set.rule.shareNumbers[0], happened: .known("water"), by: .known("Bo"))))
        #expect(lost.due == ["lost_sheet overdue"])
        receive(1, "B-2", by: "Bo Chen", "bo")
        #expect(ledger.due.isEmpty)
    }

    @Test("one serial on the bags of two credentials is one duty, of neither alone")
    func bagOfTwoCredentials() throws {
        var ledger = Ledger()
        try ledger.adopt()
        let sets = [
            try ledger.deal(),
            try ledger.deal(to: ["dana", "emeka"], groups: [("Platform", 2, 2)], credential: Ledger.seed),
        ]
        for set in sets {
            ledger.add(
                .sheetReceived(
                    SheetReceived(
                        set: set.identity, share: set.rule.shareNumbers[0], custodian: .known("Dana Levi"), person: nil,
                        bag: .known("B-1"), place: nil)))
            ledger.sign([set.rule.shareNumbers[0]], of: set)
        }
        let duties = ledger.duties().filter { $0.kind == .bagSerial }
        #expect(duties.count == 1 && duties.first?.name == nil)
    }
}
