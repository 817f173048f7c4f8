// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import CustodyPolicy
import Foundation
import Ledger
import ShareEnvelope
import Testing

@Suite("A person who joins")
struct JoiningTests {
    private static func asked(_ joining: Joining, _ answers: Answers) -> Asking? {
        if case .ask(let asking) = joining.next(answers) { asking } else { nil }
    }

    @Test("is asked for one by one; what does not fit is asked again with its reason, and an answer can be changed")
    func questions() throws {
        let binder = try TurnoverBinder()
        let joining = Joining(try PolicyPeople(try binder.open()))
        var answers = Answers(isAttended: true)
        #expect(Self.asked(joining, answers)?.question.key == "id")
        answers.type("Zoë Ek", for: "id")
        let wrong = try #require(Self.asked(joining, answers))
        #expect(wrong.question.key == "id" && wrong.refusal?.words == "Zoë Ek is not an identifier")
        #expect(wrong.refusal?.hint == "1 to 32 of a-z, 0-9 and -")
        answers.type("zoe", for: "id")
        answers.type("Zoe Eck", for: "--name")
        #expect(Self.asked(joining, answers)?.question.key == "--contact")
        answers.type("", for: "--contact")
        answers.type("Fay Lund", for: "--by")
        answers.type("new on the team", for: "--why")
        let first = try joining.plan(answers)
        #expect(first.newcomer.contact == nil)
        let line = try #require(joining.summary(of: first).first { $0.text == "Zoe Eck" })
        answers.forget(try #require(line.key))
        #expect(Self.asked(joining, answers)?.question.key == "--name")
        answers.type("Zoë Ek", for: "--name")
        let plan = try joining.plan(answers)
        #expect(plan.newcomer.id.rawValue == "zoe" && plan.newcomer.name == .known("Zoë Ek"))
        #expect(plan.statement.by == .known("Fay Lund") && plan.statement.why == .known("new on the team"))
    }

    @Test("is in the policy in force, with an entry, and nobody else has the name or the identifier")
    func record() throws {
        let binder = try TurnoverBinder()
        let before = try binder.kinds().count
        let given: [AnswerKey: String] = [
            "id": "zoe", "--name": "Zoë Ek", "--contact": "+46 8 1", "--by": "Fay Lund", "--why": "new",
        ]
        let joining = Joining(try PolicyPeople(try binder.open()))
        let plan = try joining.plan(TurnoverBinder.answers(given))
        #expect(joining.rules(for: plan).breaches.isEmpty)
        let lines = try joining.record(plan)
        #expect(lines.contains("  person Zoë Ek (zoe) added"), "\(lines)")
        #expect(lines.contains("On record in entry \(before + 1), and in force."))
        #expect(try binder.kinds(after: before) == ["policy changed", "custodian joined"])
        let person = try #require(try binder.open().policy?.people.last)
        #expect(person.name == .known("Zoë Ek") && person.contact == .known("+46 8 1"))
        let again = Joining(try PolicyPeople(try binder.open()))
        let breaches = again.rules(for: plan).breaches
        #expect(breaches.map(\.expected) == ["an identifier that nobody has", "a name that nobody has"])
        #expect(breaches.allSatisfy { !$0.canBeOverridden })
    }

    @Test("changes nothing while the file is not the policy in force")
    func otherFile() throws {
        let binder = try TurnoverBinder()
        let joining = Joining(try PolicyPeople(try binder.open()))
        let plan = try joining.plan(
            TurnoverBinder.answers(["id": "zoe", "--name": "Zoë Ek", "--by": "Fay Lund", "--why": "new"]))
        let path = "\(binder.path)/policy.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try (text + "# later\n").write(toFile: path, atomically: true, encoding: .utf8)
        let before = try binder.kinds()
        do throws(PeopleError) {
            _ = try joining.record(plan)
            Issue.record("it was written")
        } catch { if case .notInForce = error {} else { Issue.record(error) } }
        #expect(try binder.kinds() == before)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text + "# later\n")
    }
}
