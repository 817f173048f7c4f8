// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import Ledger
import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@Suite("A sheet that is destroyed")
struct SheetDestructionTests {
    private static let given: [AnswerKey: String] = ["--how": "cross-cut shredder", "--by": "Fay Lund"]

    private static func retire(_ binder: TurnoverBinder) throws {
        try binder.open().append(
            .setRetired(
                SetRetired(
                    set: binder.manifest.identity, successor: nil, rotated: false, by: .known("Dana Levi"),
                    why: .known("reissued"))))
    }

    @Test("asks how and by whom; an empty answer is asked again, and one that is taken back as well")
    func questions() throws {
        let binder = try TurnoverBinder()
        let ceremony = SheetDestruction(of: try binder.sheet(0), try binder.open())
        var answers = Answers(isAttended: true)
        func asked() -> Asking? {
            if case .ask(let asking) = ceremony.next(answers) { asking } else { nil }
        }
        #expect(asked()?.question.key == "--how" && asked()?.refusal == nil)
        answers.type("", for: "--how")
        #expect(asked()?.question.key == "--how" && asked()?.refusal != nil)
        answers.type("burned", for: "--how")
        #expect(asked()?.question.key == "--by")
        let isTakenBack = answers.takeBack(before: "--by")
        #expect(isTakenBack)
        #expect(asked()?.question.key == "--how" && asked()?.refusal == nil)
        answers.type("cross-cut shredder", for: "--how")
        answers.type("Fay Lund", for: "--by")
        let plan = try ceremony.plan(answers)
        #expect(plan.how == .known("cross-cut shredder") && plan.by == .known("Fay Lund"))
        #expect(plan.share == binder.shares[0] && plan.set == binder.manifest.identity)
    }

    @Test(
        "keeps the sheets of a set in force, unless another person countersigns why not; the exception is written first"
    )
    func inForce() throws {
        let binder = try TurnoverBinder()
        let open = try binder.open()
        let ceremony = SheetDestruction(of: try binder.sheet(0), open)
        #expect(ceremony.rules.breaches.map(\.expected) == ["a set that is out of force"])
        let naming = CustodyLedger.naming
        #expect(
            ceremony.rules.breaches.map(\.remedy)
                == ["first `breakglass reshare\(naming)`, or `breakglass split --changed\(naming)`"])
        let plan = try ceremony.plan(TurnoverBinder.answers(Self.given))
        let passage = try open.gate(.sheetDestroy).judge(
            ceremony.rules.breaches, override: Override(why: .known("it is torn"), by: .known("Fay Lund")))
        let before = try binder.kinds().count
        _ = try ceremony.record(plan, passage)
        #expect(try binder.kinds(after: before) == ["exception", "sheet destroyed", "cosigned"])
    }

    @Test("warns before the last quorum of a retired set goes while no quorum of the set in force is proven")
    func unprovenSuccessor() throws {
        let binder = try TurnoverBinder()
        let new = try CustodyLedger.deal()
        let custodians = zip(new.rule.shareNumbers, ["Ana Ruiz", "Bo Chen", "Chidi Eze"]).map { share, name in
            SetCreated.Custodian(share: share, name: .known(name), person: nil, sealed: false)
        }
        try binder.open().append(
            .setCreated(SetCreated(manifest: new, custodians: custodians, program: .known("test"))))
        try binder.open().append(.sheetsReleased(SheetsReleased(set: new.identity, quorumsTried: 3, quorums: 3)))
        try Self.retire(binder)
        let first = SheetDestruction(of: try binder.sheet(0), try binder.open())
        #expect(first.warning == nil, "two of the three sheets are left")
        _ = try first.record(try first.plan(TurnoverBinder.answers(Self.given)), .open)
        let warning = try #require(SheetDestruction(of: try binder.sheet(1), try binder.open()).warning)
        #expect(
            warning.hasPrefix(
                "without this sheet no quorum of set \(binder.manifest.identity.code) is left, and no quorum of the sheets "
                    + "of set \(new.identity.code) was ever proven: "), "\(warning)")
        #expect(warning.contains("`breakglass drill in-person\(CustodyLedger.naming)`"), "\(warning)")
    }

    @Test("is on record once: another copy is refused before anything is asked, until its receipt is on record")
    func again() throws {
        let binder = try TurnoverBinder()
        #expect(SheetDestruction(of: try binder.sheet(0), try binder.open()).firstRules.breaches.isEmpty)
        let entry = try binder.destroy(0)
        let breaches = SheetDestruction(of: try binder.sheet(0), try binder.open()).firstRules.breaches
        #expect(breaches.map(\.canBeOverridden) == [false])
        #expect(
            breaches.map(\.found) == [
                "the ledger says that this sheet was destroyed (entry \(entry)): it was not, or there is a copy"
            ])
        #expect(breaches[0].remedy.hasPrefix("this is another copy: "))
        #expect(SheetDestruction(of: try binder.sheet(1), try binder.open()).firstRules.breaches.isEmpty)
        let receipt = SheetReceipt(of: try binder.sheet(0), try binder.open())
        _ = try receipt.handover(try receipt.plan(TurnoverBinder.answers([:]))).record()
        #expect(SheetDestruction(of: try binder.sheet(0), try binder.open()).firstRules.breaches.isEmpty)
    }

    @Test("says what the sheets that are left still open, until no quorum is left")
    func remainder() throws {
        let binder = try TurnoverBinder()
        try Self.retire(binder)
        var words: [String] = []
        for index in [0, 1] {
            let ceremony = SheetDestruction(of: try binder.sheet(index), try binder.open())
            #expect(ceremony.rules.breaches.isEmpty)
            let record = try ceremony.record(
                try ceremony.plan(TurnoverBinder.answers(Self.given)), .open)
            words.append(try #require(record.left).words)
        }
        #expect(words[0].hasPrefix("2 of the 3 sheets of set "))
        #expect(words[1].hasSuffix("its paper no longer opens anything."))
    }
}
