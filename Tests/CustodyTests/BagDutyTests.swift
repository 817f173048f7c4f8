// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Bags of one serial, and of none")
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

    @Test(
        "a sheet that nobody bagged on record while the others are, without a deadline, until a receipt names its bag")
    func noBag() throws {
        var (ledger, set) = try Ledger.inOrder()
        func receive(_ index: Int, _ bag: String?, by name: String, _ person: String) {
            ledger.now = ledger.now.adding(seconds: 60)
            ledger.add(
                .sheetReceived(
                    SheetReceived(
                        set: set.identity, share: set.rule.shareNumbers[index], custodian: .known(name),
                        person: .known(person), bag: bag.map { .known($0) }, place: nil)))
            ledger.sign([set.rule.shareNumbers[index]], of: set)
        }
        receive(1, nil, by: "Bo Chen", "bo")
        #expect(ledger.due.isEmpty, "nobody uses bags")
        receive(0, "B-1", by: "Ana Ruiz", "ana")
        #expect(ledger.due == ["bag_serial soon"])
        let duty = ledger.duties()[0]
        #expect(duty.name?.credential == Ledger.password && duty.due == nil)
        #expect(
            duty.words.hasPrefix(
                "no bag serial is on record for Bo Chen (g1m2) of set \(set.identity.code), and the others have one: "),
            "\(duty.words)")
        #expect(duty.words.hasSuffix("`breakglass sheet receive --bag SERIAL --place PLACE SCAN`"), "\(duty.words)")
        var used = ledger
        _ = used.use(set)
        #expect(!used.due.contains("bag_serial soon"), "the set is about to be replaced")
        receive(1, "B-2", by: "Bo Chen", "bo")
        #expect(ledger.due.isEmpty, "nobody has signed for the third sheet, and that is another duty")
        receive(0, nil, by: "Ana Ruiz", "ana")
        #expect(ledger.due == ["bag_serial soon"], "the newest receipt counts")
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
