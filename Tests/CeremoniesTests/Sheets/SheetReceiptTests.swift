// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope
import Testing

@Suite("A sheet that a custodian receives")
struct SheetReceiptTests {
    private static func handover(
        _ binder: TurnoverBinder, _ index: Int = 0, _ given: [AnswerKey: String] = [:]
    ) throws -> SheetHandover {
        let ceremony = SheetReceipt(of: try binder.sheet(index), try binder.open())
        return ceremony.handover(try ceremony.plan(TurnoverBinder.answers(given)))
    }

    private static func refusal(_ given: [AnswerKey: String]) throws -> Refusal? {
        let binder = try TurnoverBinder()
        let receipt = SheetReceipt(of: try binder.sheet(0), try binder.open())
        do throws(Asking) {
            _ = try receipt.plan(TurnoverBinder.answers(given))
            return nil
        } catch { return error.refusal }
    }

    private static func custody(_ binder: TurnoverBinder) throws -> Custody {
        let open = try binder.open()
        return try #require(open.state.custody(under: open.policy, on: .today).first)
    }

    @Test("without a terminal it asks nothing: the person who has it by the ledger has it in hand, and the share signs")
    func plain() throws {
        let binder = try TurnoverBinder()
        let handover = try Self.handover(binder)
        #expect(handover.rules.breaches.isEmpty && handover.warnings.isEmpty)
        let before = try binder.kinds().count
        let appended = try handover.record()
        #expect(handover.words(appended).hasPrefix("Entry \(before): Ana Ruiz has share g1m1 of set "))
        #expect(try binder.kinds(after: before) == ["sheet received", "cosigned"])
        #expect(try binder.set().sheets[binder.shares[0]]?.received?.event == handover.event)
    }

    @Test(
        "names the custodian by identifier or whole name; a beginning is a stranger, whom nobody knows")
    func custodian() throws {
        let binder = try TurnoverBinder()
        for given in ["fay", "Fay Lund", "fay  lund", "FAY LUND"] {
            let handover = try Self.handover(binder, 0, ["--custodian": given])
            #expect(
                handover.event.custodian == .known("Fay Lund") && handover.event.person == .known("fay"), "\(given)")
            #expect(handover.rules.breaches.isEmpty)
        }
        #expect(
            try Self.handover(binder, 0, ["--custodian": "bo"]).event.person == .known("bo"), "an identifier is whole")
        #expect(
            try Self.handover(binder, 0, ["--custodian": "Bor"]).rules.breaches.map(\.found)
                == ["it has nobody called Bor"])
        let stranger = try Self.handover(binder, 0, ["--custodian": "Zoe Ek"])
        #expect(stranger.rules.breaches.map(\.found) == ["it has nobody called Zoe Ek"])
        #expect(stranger.rules.breaches.allSatisfy { $0.canBeOverridden })
    }

    @Test("refuses options that are none, each with its reason and what fits")
    func refusals() throws {
        #expect(try Self.refusal(["--replaces": "second"])?.words == "--replaces second: not a share number")
        #expect(try Self.refusal(["--bag": "\u{200B}"])?.words == "--bag has no visible character")
        #expect(try Self.refusal(["--place": "a\tb"])?.words.hasPrefix("--place holds the character U+0009") == true)
        #expect(try Self.refusal(["--bag": "B-1", "--place": "Safe 3"]) == nil)
    }

    @Test("at a terminal it asks for the bag and the place; an empty answer, or an empty option, leaves either out")
    func bagAndPlace() throws {
        let binder = try TurnoverBinder()
        let ceremony = SheetReceipt(of: try binder.sheet(0), try binder.open())
        func asked(_ answers: Answers) -> AnswerKey? {
            if case .ask(let asking) = ceremony.next(answers) { asking.question.key } else { nil }
        }
        var answers = Answers(isAttended: true)
        #expect(asked(answers) == "--bag")
        answers.type("B-7", for: "--bag")
        #expect(asked(answers) == "--place")
        answers.type("Safe 3", for: "--place")
        let full = ceremony.handover(try ceremony.plan(answers)).event
        #expect(full.bag == .known("B-7") && full.place == .known("Safe 3"))
        var empty = Answers(isAttended: true)
        empty.type("", for: "--bag")
        empty.type("", for: "--place")
        let options = TurnoverBinder.answers(attended: true, ["--bag": "", "--place": ""])
        for answers in [empty, options] {
            let event = ceremony.handover(try ceremony.plan(answers)).event
            #expect(event.bag == nil && event.place == nil)
        }
    }

    @Test("the question about the bag names the share and the person who has the sheet from now on")
    func bagQuestion() throws {
        let binder = try TurnoverBinder()
        let ceremony = SheetReceipt(of: try binder.sheet(0), try binder.open())
        let holders: [([AnswerKey: String], String)] = [([:], "Ana Ruiz"), (["--custodian": "fay"], "Fay Lund")]
        for (given, name) in holders {
            guard case .ask(let asking) = ceremony.next(TurnoverBinder.answers(attended: true, given)) else {
                Issue.record("it asks"); return
            }
            #expect(asking.question.words.contains("share g1m1 of \(name)"), "\(asking.question.words)")
        }
    }

    @Test("a sheet that the ledger says was destroyed is received with a warning, and once only")
    func returned() throws {
        let binder = try TurnoverBinder()
        let entry = try binder.destroy(0)
        let handover = try Self.handover(binder)
        #expect(
            handover.warnings == [
                "the ledger says that this sheet was destroyed (entry \(entry)): it was not, or there is a copy"
            ])
        #expect(try Self.handover(binder, 1).warnings.isEmpty)
        _ = try handover.record()
        #expect(try Self.handover(binder).warnings.isEmpty, "it is on record that it is here")
    }

    @Test("a new bag stays with the person who has the sheet, not with the one that it was dealt to")
    func newBag() throws {
        let binder = try TurnoverBinder()
        _ = try Self.handover(binder, 0, ["--custodian": "fay", "--place": "Branch, safe 9"]).record()
        let again = try Self.handover(binder, 0, ["--bag": "B-2"])
        #expect(again.event.custodian == .known("Fay Lund") && again.event.person == .known("fay"))
        #expect(again.rules.breaches.isEmpty)
        _ = try again.record()
        #expect(try Self.custody(binder).custodians[0].place == "Branch, safe 9", "nobody said that it moved")
    }

    @Test("a place that is not the policy's is said with the policy's, and is where the sheet is shown from then on")
    func otherPlace() throws {
        let binder = try TurnoverBinder()
        #expect(try Self.handover(binder, 0, ["--place": "headquarters,  safe 1"]).warnings.isEmpty)
        let handover = try Self.handover(binder, 0, ["--place": "Bank vault, box 9"])
        #expect(handover.warnings.count == 1)
        #expect(
            handover.warnings.first?.hasPrefix(
                "the policy plans this sheet at Headquarters, safe 1, not at Bank vault, box 9: the receipt counts")
                == true, "\(handover.warnings)")
        _ = try handover.record()
        let places = ["Bank vault, box 9", "Headquarters, safe 2", "Bank vault, box 3"]
        #expect(try Self.custody(binder).custodians.map(\.place) == places)
        let state = try binder.open().state
        let kit = NightKit(of: .known("AWS root"), in: state, on: .today)
        #expect(kit?.factors.first?.sheets.map(\.place) == places)
    }

    @Test("warns of a bag whose serial another sheet has, whatever its case")
    func bag() throws {
        let binder = try TurnoverBinder()
        _ = try Self.handover(binder, 0, ["--bag": "B-1"]).record()
        #expect(try Self.handover(binder, 0, ["--bag": "B-1"]).warnings.isEmpty, "it is the same sheet's")
        let warnings = try Self.handover(binder, 1, ["--bag": "b-1"]).warnings
        #expect(
            warnings == ["the bag of share g1m1 of set \(binder.manifest.identity.code) also has this serial"])
    }

    @Test("a spare takes the place of a lost sheet, for the person who had that one; nothing else does")
    func spare() throws {
        let binder = try TurnoverBinder(spare: true)
        let early = try Self.handover(binder, 2, ["--replaces": "g1m2"])
        #expect(early.rules.breaches.map(\.found) == ["--replaces g1m2: no sheet of that number is lost"])
        _ = try SheetLoss(of: binder.shares[1], in: try binder.set(), try binder.open()).record(
            SheetLost(
                set: binder.manifest.identity, share: binder.shares[1], happened: .known("water"),
                by: .known("Bo Chen")))
        let handover = try Self.handover(binder, 2, ["--replaces": "g1m2"])
        #expect(handover.rules.breaches.isEmpty && handover.event.custodian == .known("Bo Chen"))
        let wrong = try Self.handover(binder, 0, ["--replaces": "g1m2"])
        #expect(wrong.rules.breaches.map(\.canBeOverridden) == [false])
    }
}
