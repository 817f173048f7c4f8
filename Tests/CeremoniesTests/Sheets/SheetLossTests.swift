// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import Ledger
import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@Suite("A sheet that is lost")
struct SheetLossTests {
    private static func lose(_ binder: TurnoverBinder, _ index: Int) throws -> SheetLossRecord {
        let ceremony = SheetLoss(of: binder.shares[index], in: try binder.set(), try binder.open())
        #expect(ceremony.rules.breaches.isEmpty)
        return try ceremony.record(
            try ceremony.plan(TurnoverBinder.answers(["--happened": "a burst pipe", "--by": "Bo Chen"])))
    }

    @Test("says what is left, which spare can take its place, and what a finder could do")
    func aftermath() throws {
        let binder = try TurnoverBinder(spare: true)
        let before = try binder.kinds().count
        let record = try Self.lose(binder, 1)
        #expect(try binder.kinds(after: before) == ["sheet lost"])
        #expect(record.lines.count == 2 && record.lines[0].hasPrefix("2 of the 3 sheets of set "), "\(record.lines)")
        #expect(record.lines[1].hasPrefix("A spare can take its place: g1m3 (Chidi Eze)"))
        #expect(record.warnings.count == 1)
        #expect(
            record.warnings[0].contains("`breakglass reshare --because lost\(CustodyLedger.naming)` deals a new set"),
            "\(record.warnings)")
    }

    @Test("is lost once; without a spare none is named, and without a quorum that is said")
    func twice() throws {
        let binder = try TurnoverBinder()
        #expect(try Self.lose(binder, 1).lines.count == 1)
        let again = SheetLoss(of: binder.shares[1], in: try binder.set(), try binder.open())
        #expect(again.rules.breaches.map(\.canBeOverridden) == [false])
        let second = try Self.lose(binder, 0)
        #expect(second.lines[0].hasSuffix("in hand cannot open it; with lost ones they can."), "\(second.lines)")
    }

    @Test("names its share as the paper does, or says which there are")
    func names() throws {
        let set = try TurnoverBinder().set()
        #expect(try set.share(called: "g1m2").description == "g1m2")
        #expect(throws: Refusal.self) { try set.share(called: "g2m1") }
        do throws(Refusal) { _ = try set.share(called: "two") } catch {
            #expect(error.words.hasSuffix("has no share two") && error.hint == "it has g1m1, g1m2, g1m3")
        }
    }
}
