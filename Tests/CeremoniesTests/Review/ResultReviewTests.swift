// SPDX-License-Identifier: Apache-2.0

import AuditResult
import Custody
import Ledger
import MerkleLog
import ShareEnvelope
import Testing

@testable import Ceremonies

@Suite("A review from the result of an audit, without a terminal")
struct ResultReviewTests {
    private static let given: [AnswerKey: String] = [
        "--broke": "the portal", "--restored": "restarted", "--prevents": "another", "--by": "Fay Lund",
    ]
    private static let done =
        "by the audit of the log, 1 session from 2027-03-01T02:10:00Z to 2027-03-01T02:10:00Z; no change stands; "
        + "digests cover all of the time"

    private struct Unexpected: Error {}

    private static func review(
        _ binder: MadeBinder, _ result: GivenResult?, isAttended: Bool = true, given more: [AnswerKey: String] = [:]
    ) throws -> PlayedCeremony<Review> {
        var play = PlayedCeremony(
            Review(in: try binder.binder, evidence: [], result: result) { _, _ in "" }, isAttended: isAttended,
            given: given.merging(more) { $1 })
        play.give("--operated-by", ["Dana Novak"])
        return play
    }

    private static func result(
        _ binder: MadeBinder, entry: UInt64, _ verdict: ResultFile.Verdict = .breakGlass,
        _ alerts: [ResultFile.Alert] = [MadeResult.alert(.yes)]
    ) throws -> GivenResult {
        let origin = try #require(try binder.binder.log.ledgerOrigin).ledgerText
        return try MadeResult.result(of: origin, entry: entry, verdict, alerts: alerts)
    }

    private static func use(_ plan: Review.Plan) throws -> (review: UseReview, filed: ReviewFiled) {
        guard case .use(let review, let filed) = plan else { throw Unexpected() }
        return (review, filed)
    }

    @Test("without anybody to ask, the file says what was done and whether the alerts arrived, and is on record")
    func unattended() throws {
        let binder = try MadeBinder()
        let place = try binder.recover(shown: true, closed: true)
        let result = try Self.result(binder, entry: place)
        let play = try Self.review(binder, result, isAttended: false)
        let (review, filed) = try Self.use(play.plan)
        #expect(filed.done == .known(Self.done) && filed.alerts == .arrived)
        #expect(filed.result == result.digest && filed.verdict == .breakGlass && filed.follows == nil)
        #expect(try play.summary.contains("Audit of the log: break-glass, by result.json"))
        _ = try review.record(filed)
        #expect(try binder.events.last == .reviewFiled(filed))
    }

    @Test("at a terminal, the reviewer sees what the file says, and takes it, adds to it, or says something else")
    func attended() throws {
        let binder = try MadeBinder()
        let place = try binder.recover(shown: true, closed: true)
        var play = try Self.review(binder, try Self.result(binder, entry: place, .breakGlass, [MadeResult.alert(.no)]))
        let asked = try #require(play.asking?.question)
        #expect(asked.key == "--done" && asked.standard == Self.done)
        for fact in ["  Result    result.json", "  Verdict   break-glass", "  Coverage  digests cover all of the time"]
        {
            #expect(asked.introduction.contains(fact), "\(asked.introduction)")
        }
        play.answer("--done", "+ a role was restored")
        #expect(play.asking?.question.standard == "late")
        #expect(
            play.asking?.question.introduction == [
                "  \(MadeResult.topic): arrived 2027-03-01T02:10:00Z, in time: no"
            ])
        play.back()
        play.answer("--done", "+ ", refused: "no words follow")
        play.back()
        play.answer("--done", "")
        play.answer("--alerts", "")
        let taken = try Self.use(play.plan).filed
        #expect(taken.done == .known(Self.done) && taken.alerts == .late)
        play.change("--done")
        play.answer("--done", "+ a role was restored")
        #expect(try Self.use(play.plan).filed.done == .known("\(Self.done); a role was restored"))
        play.change("--done")
        play.answer("--done", "nothing")
        play.change("--alerts")
        play.answer("--alerts", "none")
        let other = try Self.use(play.plan).filed
        #expect(other.done == .known("nothing") && other.alerts == ReviewFiled.Alerts.none)
    }

    @Test(
        "a verdict that is not break-glass warns, and the reviewer must say what follows from it",
        arguments: [
            (ResultFile.Verdict.backdoor, ReviewFiled.Verdict.backdoor, "BACKDOOR"),
            (.cannotBeShown, .cannotBeShown, "CANNOT SHOW"),
        ])
    func follows(verdict: ResultFile.Verdict, recorded: ReviewFiled.Verdict, warning: String) throws {
        let binder = try MadeBinder()
        let place = try binder.recover(shown: true, closed: true)
        let result = try Self.result(binder, entry: place, verdict)
        let lacking = try Self.review(binder, result, isAttended: false)
        #expect(lacking.asking?.question.key == "--follows")
        var play = try Self.review(binder, result)
        let told = try #require(play.asking?.question.introduction).joined(separator: "\n")
        for fact in ["weakening-stands (2 events)", "iam:CreateUser, event event-1"] {
            #expect(told.contains(fact), "\(told)")
        }
        play.answer("--done", "")
        #expect(play.asking?.question.introduction.first?.contains(warning) == true)
        play.answer("--follows", "", refused: "Enter an answer")
        play.answer("--follows", "the user is deleted")
        play.answer("--alerts", "")
        let (review, filed) = try Self.use(play.plan)
        #expect(filed.verdict == recorded && filed.follows == .known("the user is deleted"))
        #expect(filed.done.description.contains("1 change stands: iam:CreateUser (event event-1)"))
        #expect(review.warnings(of: filed).contains { $0.contains(warning) })
        #expect(try play.summary.contains("What follows: the user is deleted"))
        _ = try review.record(filed)
        #expect(try binder.events.last == .reviewFiled(filed))
    }

    @Test("a file of another ledger, of another entry, or of none is refused, and the message names both")
    func otherResult() throws {
        let binder = try MadeBinder()
        let place = try binder.recover(shown: true, closed: true)
        let origin = try #require(try binder.binder.log.ledgerOrigin).ledgerText
        let alerts = [MadeResult.alert(.yes)]
        let others: [(GivenResult, [String])] = [
            (
                try MadeResult.result(of: "example.org/0123456789abcdef", entry: place, alerts: alerts),
                ["example.org/0123456789abcdef", origin]
            ),
            (try MadeResult.result(of: origin, entry: place + 1, alerts: alerts), ["\(place)", "\(place + 1)"]),
            (
                try MadeResult.result(of: nil, entry: place, alerts: alerts),
                ["names no entry", "entry \(place)", origin]
            ),
        ]
        for (result, names) in others {
            let asking = try #require(try Self.review(binder, result).asking)
            #expect(asking.isGiven && asking.question.key == "--from")
            let words = try #require(asking.refusal?.words)
            #expect(names.allSatisfy(words.contains), "\(words)")
        }
    }

    @Test(
        "the alerts are proposed only where the file shows the same for every channel",
        arguments: [
            ([], nil), ([MadeResult.alert(.yes)], ReviewFiled.Alerts.arrived), ([MadeResult.alert(.no)], .late),
            ([MadeResult.alert(.no, arrived: false)], .missing), ([MadeResult.alert(.cannotTell)], nil),
            ([MadeResult.alert(.yes), MadeResult.alert(.no, channel: "mail")], nil),
        ] as [([ResultFile.Alert], ReviewFiled.Alerts?)])
    func alerts(shown: [ResultFile.Alert], proposed: ReviewFiled.Alerts?) throws {
        let binder = try MadeBinder()
        let place = try binder.recover(shown: true, closed: true)
        let result = try Self.result(binder, entry: place, .breakGlass, shown)
        let play = try Self.review(binder, result, isAttended: false)
        if let proposed {
            #expect(try Self.use(play.plan).filed.alerts == proposed)
        } else {
            #expect(play.asking?.question.key == "--alerts")
        }
        let other = try Self.review(binder, result, isAttended: false, given: ["--alerts": "none"])
        #expect(try Self.use(other.plan).filed.alerts == ReviewFiled.Alerts.none, "the reviewer's word counts")
    }

    @Test("nothing follows from a verdict that no file says; from break-glass, what the reviewer says")
    func followsFromNothing() throws {
        let binder = try MadeBinder()
        let place = try binder.recover(shown: true, closed: true)
        let given: [AnswerKey: String] = ["--follows": "nothing", "--done": "a login", "--alerts": "arrived"]
        let without = try Self.review(binder, nil, given: given)
        #expect(without.asking?.refusal?.words == "--follows: no result file says a verdict")
        let clean = try Self.review(binder, try Self.result(binder, entry: place), given: given)
        #expect(try Self.use(clean.plan).filed.follows == .known("nothing"))
    }

    @Test("bytes that are no result are refused with what is wrong with them")
    func noResult() {
        let error = #expect(throws: Refusal.self) { try GivenResult(Array("{}\n".utf8), named: "trail.json") }
        #expect(error?.words.hasPrefix("trail.json is not an audit result") == true)
        #expect(error?.hint?.contains("glasswatch audit --result") == true)
    }
}
