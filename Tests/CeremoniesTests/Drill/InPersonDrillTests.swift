// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope
import Testing

@testable import Ceremonies

@Suite("A drill in person")
struct InPersonDrillTests {
    private static func meeting(_ fixture: DrillBinder) throws -> DrillMeeting {
        try InPersonDrill(of: try fixture.drilled(), in: try fixture.open()).open(by: DrillBinder.leader)
    }

    @Test("asks who leads it until a name fits, and once more when the name is taken back")
    func leader() throws {
        let fixture = try DrillBinder()
        let ceremony = InPersonDrill(of: try fixture.drilled(), in: try fixture.open())
        var answers = Answers.typed()
        #expect(ceremony.next(answers).asking?.question.words == "Who leads the drill")
        #expect(ceremony.next(answers).asking?.refusal == nil)
        for wrong in ["", String(repeating: "a", count: 65), "Dana\u{202E}"] {
            answers.type(wrong, for: "--by")
            #expect(ceremony.next(answers).asking?.refusal != nil, "\(wrong)")
        }
        answers.type("Dana", for: "--by")
        #expect(ceremony.next(answers).plan == .known("Dana"))
        let isBack = answers.takeBack(before: nil)
        #expect(isBack)
        #expect(ceremony.next(answers).asking?.question.key == "--by")
        answers.type("Dana Novak", for: "--by")
        #expect(ceremony.next(answers).plan == DrillBinder.leader)
        #expect(try fixture.kinds().isEmpty, "nothing is written before the plan is carried out")
    }

    @Test("asks for each share, and a sheet that is whole signs once")
    func whole() throws {
        let fixture = try DrillBinder()
        var meeting = try Self.meeting(fixture)
        #expect(!meeting.isContinued && meeting.waiting == fixture.shares)
        #expect(meeting.lines.contains { $0.contains(" UTC") && $0.hasPrefix("By         Dana Novak, until ") })
        let first = try meeting.take(try fixture.sheet(0))
        guard case .whole(fixture.shares[0], _) = first else { Issue.record("\(first)"); return }
        #expect(meeting.words(first).hasPrefix("WHOLE: 1 Keeper, share 1 of 3 in 1 Group, set "))
        let again = try meeting.take(try fixture.sheet(0))
        guard case .answered = again else { Issue.record("\(again)"); return }
        #expect(meeting.words(again) == "1 Keeper: share g1m1 has already answered this challenge")
        #expect(meeting.waiting == Array(fixture.shares.dropFirst()))
        #expect(meeting.stillToCome.hasPrefix("Still to come: 2 Keeper (g1m2), "))
        #expect(try fixture.kinds() == [.drillOpened, .cosigned])
    }

    @Test("two sheets at once, a sheet that is not whole, one of another set and a practice sheet sign nothing")
    func others() throws {
        let fixture = try DrillBinder()
        var meeting = try Self.meeting(fixture)
        let other = try Sample.dealt().manifest
        let practice = try Sample.dealt(isPractice: true).manifest
        for (sheet, words) in [
            (try fixture.sheet(0, 1), "sheets of several custodians came together"),
            (ShownSheet([], of: [fixture.manifest], showing: []), "no share of set"),
            (
                ShownSheet([], of: [fixture.manifest, other], showing: []),
                "this sheet is of set \(other.identity.code)"
            ),
            (ShownSheet([], of: [fixture.manifest, practice], showing: []), "a practice sheet proves nothing"),
        ] {
            let meaning = try meeting.take(sheet)
            #expect(meeting.words(meaning).hasPrefix(words), "\(meaning)")
        }
        #expect(meeting.waiting == fixture.shares)
        // Nothing of it has to be countersigned, and none of it is on record.
        #expect(try fixture.kinds() == [.drillOpened])
        #expect(try fixture.open().state.exceptions.isEmpty)
    }

    @Test("a sheet that the ledger says was destroyed is told, and any other is not")
    func returned() throws {
        let fixture = try DrillBinder()
        let entry = try fixture.destroy(0)
        let meeting = try Self.meeting(fixture)
        let set = fixture.manifest.identity
        #expect(
            meeting.warnings([(set: set, shares: Array(fixture.shares.prefix(2)))]) == [
                "the ledger says that this sheet was destroyed (entry \(entry)): it was not, or there is a copy"
            ])
        #expect(meeting.warnings([(set: set, shares: [fixture.shares[1]])]).isEmpty)
        let stranger = try Sample.dealt().manifest.identity
        #expect(meeting.warnings([(set: stranger, shares: fixture.shares)]).isEmpty)
    }

    @Test("a sheet that shows more entries than the ledger has is refused, on record, and does not sign")
    func rolledBack() throws {
        let fixture = try DrillBinder()
        var meeting = try Self.meeting(fixture)
        let log = try fixture.open().log
        let (key, origin) = (try #require(log.keys?.newest), try #require(log.ledgerOrigin))
        let newer = try #require(
            CheckpointCode(
                keyDigest: key.digest(origin), size: log.size + 3,
                root: [UInt8](repeating: 7, count: 32)))
        let sheet = ShownSheet(
            [try fixture.share(0)], of: [fixture.manifest],
            showing: [PaperCheckpoint(newer, on: "sheet.png", proving: [fixture.manifest.identity])])
        let error = #expect(throws: DrillError.self) { try meeting.take(sheet) }
        guard case .gate(.refused(.drillInPerson, let breaches)) = error else {
            Issue.record("\(error as Any)"); return
        }
        #expect(breaches.count == 1 && breaches[0].found.contains("this paper and this ledger disagree"))
        #expect(meeting.waiting == fixture.shares)
        #expect(try fixture.kinds() == [.drillOpened, .refused])
    }

    @Test("a drill that was left open continues with those who have not come")
    func continued() throws {
        let fixture = try DrillBinder()
        var before = try Self.meeting(fixture)
        _ = try before.take(try fixture.sheet(1))
        var meeting = try Self.meeting(fixture)
        #expect(meeting.isContinued && meeting.drill.index == before.drill.index)
        #expect(meeting.lines.first == "Continuing the drill of entry \(before.drill.index).")
        #expect(meeting.waiting == fixture.shares.filter { $0 != fixture.shares[1] })
        guard case .whole = try meeting.take(try fixture.sheet(0)) else { Issue.record("it signs"); return }
        #expect(try fixture.kinds() == [.drillOpened, .cosigned, .cosigned])
        _ = try meeting.end.close(DrillFindings(findings: nil, by: DrillBinder.leader))
        #expect(try !Self.meeting(fixture).isContinued, "a drill that has ended does not continue")
    }
}

@Suite("The end of a drill")
struct DrillEndTests {
    private static func drill(_ fixture: DrillBinder, led: Bool) throws -> DrillEnd {
        var meeting = try InPersonDrill(of: try fixture.drilled(), in: try fixture.open()).open(by: DrillBinder.leader)
        _ = try meeting.take(try fixture.sheet(0))
        guard !led else { return meeting.end }
        let binder = try fixture.open()
        return DrillEnd(try #require(binder.state.drills.first), in: binder)
    }

    @Test("asks for the findings, which an empty answer does not give, and then for a name; each can be taken back")
    func questions() throws {
        let end = try Self.drill(try DrillBinder(), led: false)
        var answers = Answers.typed()
        let asked = try #require(end.next(answers).asking)
        #expect(asked.question.key == "--findings" && asked.question.word == "none")
        answers.type("", for: "--findings")
        #expect(end.next(answers).asking?.refusal?.words == "Enter an answer; Ctrl-C gives up.")
        answers.type("the lock sticks", for: "--findings")
        #expect(end.next(answers).asking?.question.key == "--by")
        #expect(end.next(answers).asking?.question.words == "Who ends the drill")
        #expect(
            end.next(answers).asking?.question.introduction == [end.whoMayEndIt]
                && end.whoMayEndIt.hasPrefix("\(DrillBinder.leader) leads the drill of entry "))
        let isBack = answers.takeBack(before: "--by")
        #expect(isBack)
        #expect(end.next(answers).asking?.question.key == "--findings")
        answers.type("None", for: "--findings")
        answers.type("Dana", for: "--by")
        #expect(end.next(answers).plan == DrillFindings(findings: nil, by: .known("Dana")))
        answers.forget("--findings")
        #expect(end.next(answers).plan == nil)
    }

    @Test("without a terminal it found what the command line says, or nothing")
    func unattended() throws {
        let end = try Self.drill(try DrillBinder(), led: true)
        #expect(end.next(.given([])).plan == DrillFindings(findings: nil, by: DrillBinder.leader))
        for nothing in ["", "none"] {
            #expect(end.next(.given([(AnswerKey("--findings"), nothing)])).plan?.findings == nil)
        }
        #expect(end.next(.given([("--findings", "a torn bag")])).plan?.findings == .known("a torn bag"))
        let long = end.next(.given([(AnswerKey("--findings"), String(repeating: "x", count: 1901))])).asking
        #expect(long?.isGiven == true && long?.refusal != nil)
    }

    @Test("records the alerts that the result file of its audit shows, and warns of those that were not in time")
    func alerts() throws {
        let fixture = try DrillBinder()
        let binder = try fixture.open()
        let end = try Self.drill(fixture, led: true)
        let origin = try #require(binder.log.ledgerOrigin).ledgerText
        let drill = try #require(try fixture.open().state.drills.first).place
        let result = try MadeResult.result(
            of: origin, entry: drill.index,
            alerts: [MadeResult.alert(.yes), MadeResult.alert(.no, arrived: false, channel: "mail")])
        let plan = try #require(end.showing(result).next(.given([])).plan)
        #expect(plan.findings == nil && plan.by == DrillBinder.leader)
        let closed = try end.close(plan)
        #expect(closed.event.result == result.digest)
        #expect(
            closed.event.alerts == [
                DrillClosed.TestedAlert(channel: .known(MadeResult.topic), inTime: .yes),
                DrillClosed.TestedAlert(channel: .known("mail"), inTime: .no),
            ])
        #expect(closed.alertWarning == "no alert was shown to arrive in time on mail: fix it now")
        #expect(try fixture.last() == .drillClosed(closed.event))
    }

    @Test("a result file of another ledger, another entry or none, or without alerts, does not end it")
    func otherResult() throws {
        let fixture = try DrillBinder()
        let end = try Self.drill(fixture, led: true)
        let binder = try fixture.open()
        let origin = try #require(binder.log.ledgerOrigin).ledgerText
        let drill = try #require(binder.state.drills.first).place.index
        let alerts = [MadeResult.alert(.yes)]
        let others: [(GivenResult, [String])] = [
            (
                try MadeResult.result(of: "example.org/0123456789abcdef", entry: drill, alerts: alerts),
                ["example.org/0123456789abcdef", origin]
            ),
            (
                try MadeResult.result(of: origin, entry: drill + 1, alerts: alerts),
                ["entry \(drill + 1)", "the drill of entry \(drill)"]
            ),
            (try MadeResult.result(of: nil, entry: drill, alerts: alerts), ["names no entry", origin]),
            (try MadeResult.result(of: origin, entry: drill, alerts: []), ["says nothing about alerts"]),
        ]
        for (result, names) in others {
            let asking = try #require(end.showing(result).next(.given([])).asking)
            #expect(asking.isGiven && asking.question.key == "--alert")
            let words = try #require(asking.refusal?.words)
            #expect(names.allSatisfy(words.contains), "\(words)")
        }
        #expect(end.next(.given([])).plan?.alerts == nil, "without a file, nothing is said of alerts")
    }

    @Test("records who proved a sheet, who did not, and what was found")
    func closed() throws {
        let fixture = try DrillBinder()
        let end = try Self.drill(fixture, led: true)
        let closed = try end.close(DrillFindings(findings: .known("a torn bag"), by: DrillBinder.leader))
        #expect(closed.event.proven == [fixture.shares[0]])
        #expect(closed.event.unproven == Array(fixture.shares.dropFirst()))
        #expect(closed.words.hasSuffix("1 of \(fixture.shares.count) proven."))
        #expect(closed.warning?.hasPrefix("not proven: 2 Keeper (g1m2)") == true)
        #expect(try fixture.last() == .drillClosed(closed.event))
        #expect(closed.event.findings == .known("a torn bag"))
        #expect(try fixture.open().state.drills.first?.closed != nil)
    }
}
