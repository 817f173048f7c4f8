// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import ShareEnvelope
import Testing

@Suite("A person who leaves")
struct LeavingTests {
    private static let said: [AnswerKey: String] = ["--by": "Fay Lund", "--why": "another job"]

    private static func leaving(_ binder: TurnoverBinder) throws -> Leaving {
        Leaving(try PolicyPeople(try binder.open()))
    }

    private static func asked(_ leaving: Leaving, _ answers: Answers) -> Asking? {
        if case .ask(let asking) = leaving.next(answers) { asking } else { nil }
    }

    private static func refusal(_ leaving: Leaving, _ given: [AnswerKey: String], attended: Bool = false) -> Refusal? {
        asked(leaving, TurnoverBinder.answers(attended: attended, said.merging(given) { $1 }))?.refusal
    }

    private static func record(_ binder: TurnoverBinder, _ given: [AnswerKey: String]) throws -> LeavingRecord {
        let leaving = try Self.leaving(binder)
        let plan = try leaving.plan(TurnoverBinder.answers(said.merging(given) { $1 }))
        #expect(leaving.rules(for: plan).breaches.isEmpty && leaving.factorRules(for: plan).breaches.isEmpty)
        return try leaving.record(plan, .open)
    }

    @Test(
        "is chosen from a list by number, name, identifier or the beginning of one; what fits two is refused with both")
    func person() throws {
        let leaving = try Self.leaving(TurnoverBinder())
        for (typed, id) in [("2", "bo"), ("bo", "bo"), ("Bo Chen", "bo"), ("chi", "chidi"), ("Bor", "boris")] {
            var answers = TurnoverBinder.answers(attended: true, Self.said)
            let question = try #require(Self.asked(leaving, answers)?.question)
            #expect(question.choices?.all.map { $0.names[0] }.prefix(2) == ["Ana Ruiz", "Bo Chen"])
            answers.type("nobody", for: question.key)
            let wrong = try #require(Self.asked(leaving, answers)?.refusal)
            #expect(wrong.words == "nobody is not in the list" && wrong.hint?.contains("1 to 7") == true)
            answers.type(typed, for: question.key)
            #expect(try leaving.summary(of: leaving.plan(answers)).first?.text.hasSuffix("(\(id))") == true, "\(typed)")
        }
        var typed = TurnoverBinder.answers(attended: true, Self.said)
        typed.type("B", for: "person")
        #expect(Self.asked(leaving, typed)?.refusal?.words == "B fits Bo Chen and Boris Ek")
        #expect(
            Self.refusal(leaving, ["person": "Bor"])?.words == "the policy has nobody called Bor",
            "nobody reads what a beginning on the command line stands for")
        #expect(
            Self.refusal(leaving, ["person": "2"])?.words == "the policy has nobody called 2",
            "a number is from a list that was shown")
    }

    @Test("takes back an answer, and asks the one before again")
    func takenBack() throws {
        let leaving = try Self.leaving(TurnoverBinder())
        var answers = Answers(isAttended: true)
        answers.type("ana", for: "person")
        #expect(Self.asked(leaving, answers)?.question.key == "--by")
        let isTakenBack = answers.takeBack(before: "--by")
        #expect(isTakenBack)
        #expect(Self.asked(leaving, answers)?.question.key == "person")
        answers.type("bo", for: "person")
        answers.type("Fay Lund", for: "--by")
        answers.type("another job", for: "--why")
        #expect(try leaving.summary(of: leaving.plan(answers)).first?.text == "Bo Chen (bo)")
    }

    @Test("leaves on a day, and paper is due within 31 days after it")
    func days() throws {
        let leaving = try Self.leaving(TurnoverBinder())
        #expect(
            Self.refusal(leaving, ["person": "bo", "--on": "2027-02-29"])?.words == "--on: 2027-02-29 is not a date")
        let late = Self.refusal(leaving, ["person": "bo", "--on": "2099-01-01", "--deal-by": "2099-02-02"])
        #expect(late?.words.contains("is more than 31 days after leaving, on 2099-01-01") == true)
        #expect(late?.hint == "use --deal-by 2099-02-01 or an earlier day")
        #expect(Self.refusal(leaving, ["person": "bo", "--on": "2099-01-01", "--deal-by": "2099-02-01"]) == nil)
    }

    @Test("is listed with all paper, what must become of it and by when; the policy and the ledger say the same")
    func paper() throws {
        let binder = try TurnoverBinder()
        let before = try binder.kinds().count
        let left = try Self.record(binder, ["person": "bo", "--on": "2099-01-01"])
        #expect(left.lines[0] == "Bo Chen (bo) leaves on 2099-01-01, in UTC, and keeps paper of one set:")
        #expect(
            left.lines.contains { $0.hasPrefix("    by 2099-01-15: deal the credential to others") }, "\(left.lines)")
        #expect(left.lines.contains("    alone this opens nothing"))
        #expect(left.warnings.first?.hasPrefix("the policy still lists Bo Chen as a custodian") == true)
        #expect(left.warnings.contains { $0.hasPrefix("from 2099-01-01 on, ") && $0.contains("BG070") })
        #expect(try binder.kinds(after: before) == ["policy changed", "custodian left"])
        let again = try Self.leaving(binder)
        let plan = try again.plan(TurnoverBinder.answers(Self.said.merging(["person": "bo"]) { $1 }))
        #expect(again.rules(for: plan).breaches.map(\.canBeOverridden) == [false])
        #expect(try binder.open().policy?.people[1].left == CalendarDay("2099-01-01"))
        let sooner = try Self.record(binder, ["person": "bo", "--on": "2098-12-01"])
        #expect(sooner.lines.contains { $0.hasPrefix("    by 2098-12-15: ") }, "\(sooner.lines)")
    }

    @Test("is replaced by somebody known or new, in every group; the entries are written together")
    func succession() throws {
        let binder = try TurnoverBinder()
        let before = try binder.kinds().count
        let given: [AnswerKey: String] = [
            "person": "Bo Chen", "--successor": "zoe", "--name": "Zoë Ek", "--container": "safe 9",
        ]
        let left = try Self.record(binder, given)
        #expect(left.record.changes.contains("person Zoë Ek (zoe) added"), "\(left.record.changes)")
        #expect(!left.warnings.contains { $0.hasPrefix("the policy still lists") })
        #expect(try binder.kinds(after: before) == ["policy changed", "custodian joined", "custodian left"])
        let custodians = try #require(try binder.open().policy?.accounts[0].credentials[0].custodians)
        #expect(custodians.map(\.person.rawValue) == ["ana", "zoe", "chidi"])
        #expect(custodians[1].container == .known("safe 9"))
        let known = try Self.record(binder, ["person": "chidi", "--successor": "Fay Lund"])
        #expect(known.record.changes.contains { $0.contains("Fay Lund") })
    }

    @Test(
        "refuses a successor who cannot be one, and options about none, each with its reason",
        arguments: [
            (["--successor": "bo"], "Bo Chen cannot be their own successor"),
            (["--successor": "zoe"], "the policy has nobody called zoe"),
            (["--successor": "fay", "--name": "Fay"], "the policy already has fay: Fay Lund"),
            (["--successor": "Fay Lund", "--name": "Fay"], "the policy already has Fay Lund: Fay Lund"),
            (["--successor": "fay", "--site": "moon"], "the policy has no site moon"),
            (["--successor": "B"], "the policy has nobody called B"),
            (["--site": "hq", "--container": "safe 9"], "--site, --container: no successor is named"),
        ] as [([AnswerKey: String], String)])
    func refusals(given: [AnswerKey: String], words: String) throws {
        let leaving = try Self.leaving(TurnoverBinder())
        let refusal = Self.refusal(leaving, given.merging(["person": "bo"]) { $1 })
        #expect(refusal?.words == words && refusal?.hint != nil)
    }

    @Test(
        "a successor keeps one sheet of a credential, and none of its other factor unless another person countersigns")
    func rules() throws {
        let leaving = try Self.leaving(TurnoverBinder())
        func breaches(_ successor: String) throws -> (final: [Breach], factors: [Breach]) {
            let given = Self.said.merging(["person": "bo", "--successor": successor]) { $1 }
            let plan = try leaving.plan(TurnoverBinder.answers(given))
            return (leaving.rules(for: plan).breaches, leaving.factorRules(for: plan).breaches)
        }
        #expect(try breaches("ana").final.map(\.expected) == ["one sheet for each person"])
        #expect(try breaches("emeka").final.isEmpty)
        #expect(try breaches("emeka").factors.map(\.canBeOverridden) == [true])
        #expect(try breaches("fay").factors.isEmpty)
    }
}
