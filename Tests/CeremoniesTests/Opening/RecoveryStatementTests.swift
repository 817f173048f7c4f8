// SPDX-License-Identifier: Apache-2.0
//
// The statement of a recovery, made without a terminal: what is asked, what the policy answers, and what can be changed.

import Ceremonies
import CustodyPolicy
import Ledger
import ShareEnvelope
import Testing

@Suite("The statement of a recovery")
struct RecoveryStatementTests {
    private let scratch: Scratch
    private let ledger: PaperLedger

    init() throws {
        scratch = try Scratch()
        var ledger = try PaperLedger()
        ledger.deal()
        self.ledger = ledger
    }

    private func ceremony(binder: Bool = true, practice: Bool = false) throws -> RecoveryStatement {
        let journal = try JournalStore(path: scratch.file("journal.jsonl"), ledger: nil, program: .known("test"))
        return RecoveryStatement(
            CeremonyEvidence(
                book: .journal(journal), oddClock: nil, folder: nil, log: binder ? ledger.log : nil,
                state: binder ? ledger.state : nil
            ) { _ in },
            RecoveryStatement.Scope(isPractice: practice, allowsBoth: true, choice: nil))
    }

    /// Answers as a person at a terminal does, one question after the other, and notes each one.
    private struct Person {
        let ceremony: RecoveryStatement
        var answers = Answers(isAttended: true)
        var asked: [Question] = []

        /// What is asked now; fails if nothing is.
        func question() throws -> Asking {
            guard case .ask(let asking) = ceremony.next(answers) else { throw NotAsked() }
            return asking
        }

        mutating func answer(_ key: AnswerKey, _ text: String) throws {
            let asking = try question()
            #expect(asking.question.key == key)
            if asking.refusal == nil { asked.append(asking.question) }
            answers.type(text, for: key)
        }

        func statement() throws -> Statement {
            guard case .ready(let statement) = ceremony.next(answers) else { throw NotAsked() }
            return statement
        }
    }

    private struct NotAsked: Error {}

    private func answered() throws -> Person {
        var person = Person(ceremony: try ceremony())
        try person.answer("--failure-mode", "1")
        try person.answer("--normal-path-down", "")
        try person.answer("--reason", "the portal answers 503 since 02:10, INC-4711")
        try person.answer("--approved-by", "fay")
        try person.answer("--operator", "Dana Novak")
        return person
    }

    @Test("four questions are left that neither the policy nor the sheets could have answered")
    func count() throws {
        let person = try answered()
        let statement = try person.statement()
        #expect(
            person.asked.filter { $0.standard == nil }.map(\.key.option) == [
                "--failure-mode", "--reason", "--approved-by", "--operator",
            ])
        #expect(statement.rules.breaches.isEmpty, "\(statement.rules.breaches)")
        #expect(statement.openings.count == 1)
        let opened = statement.first
        #expect(opened.account == .known("AWS root") && opened.credential == .known("root password"))
        #expect(opened.failureMode == .known("idp-down") && opened.normalPathDown == .known("Two people try"))
        #expect(opened.ticket == .known("INC-4711") && opened.operatedBy == .known("Dana Novak"))
        #expect(opened.approvedBy == [.known("Fay Lund")])
        #expect(opened.set == ledger.manifest.identity && opened.shares == ledger.shares)
    }

    @Test("approvers and operators are offered as lists of the policy's people, with what to call")
    func people() throws {
        var person = Person(ceremony: try ceremony())
        try person.answer("--failure-mode", "1")
        try person.answer("--normal-path-down", "")
        try person.answer("--reason", "down, INC-1")
        let approvers = try #require(try person.question().question.choices)
        #expect(approvers.all.map(\.names) == [["Fay Lund", "fay"]] && approvers.all[0].note == "+34 600")
        try person.answer("--approved-by", "1")
        let operators = try #require(try person.question().question.choices)
        #expect(operators.all.count == 6)
        try person.answer("--operator", "9")
        #expect(try person.question().refusal?.words == "9 is not in the list")
        try person.answer("--operator", "6")
        #expect(try person.statement().first.operatedBy == .known("Fay Lund"))
    }

    @Test("wrong answers are asked again, each with its reason, and cost no other answer")
    func wrongAnswers() throws {
        var person = Person(ceremony: try ceremony())
        func refused(_ key: AnswerKey, _ text: String, _ words: String) throws {
            try person.answer(key, text)
            let asking = try person.question()
            #expect(asking.question.key == key && asking.refusal?.words.contains(words) == true, "\(asking)")
        }
        try refused("--failure-mode", "", "these failures only")
        try refused("--failure-mode", "fire", "fire is not in the list")
        try person.answer("--failure-mode", "mfa")
        // This failure mode does not say how it is shown.
        #expect(try person.question().question.standard == nil)
        try refused("--normal-path-down", "", "how the normal path was shown to be down")
        try person.answer("--normal-path-down", "two people were refused")
        try refused("--reason", "", "Enter an answer")
        try refused("--reason", "the portal is slow", "is convenience, by the policy")
        try person.answer("--reason", "the portal answers 503")
        try refused("--ticket", "", "The policy asks for a ticket.")
        try person.answer("--ticket", "INC-1")
        try refused("--approved-by", "", "AWS root needs 1 approval; this is 0.")
        try refused("--approved-by", "Ana", "Ana is not in the list")
        try person.answer("--approved-by", "Fay Lund")
        try person.answer("--operator", "")
        let statement = try person.statement()
        #expect(statement.rules.breaches.isEmpty && statement.first.operatedBy == nil)
        #expect(person.asked.count == 6)
    }

    @Test("override is no answer to another question, and does not count as one that was given twice")
    func earlyOverride() throws {
        var person = Person(ceremony: try ceremony())
        try person.answer("--failure-mode", "Override ")
        #expect(try person.question().refusal?.words.contains("after the last question") == true)
        try person.answer("--failure-mode", "")
        #expect(try person.question().refusal != nil)
        try person.answer("--failure-mode", "")
        try person.answer("--normal-path-down", "override")
        #expect(try person.question().question.key == "--normal-path-down")
        try person.answer("--normal-path-down", "two people tried")
        try person.answer("--reason", "override")
        try person.answer("--reason", "the portal is slow, INC-1")
        #expect(try person.question().refusal?.words.contains("is convenience") == true)
        try person.answer("--reason", "the portal is slow, INC-1")
        try person.answer("--approved-by", "fay")
        try person.answer("--operator", "Dana Novak")
        let expected = try person.statement().rules.breaches.map(\.expected)
        #expect(expected == ["a failure mode of the policy", "an emergency"])
    }

    @Test("the statement is read before it is written, and each answer in it can be changed, also a taken one")
    func summary() throws {
        var person = try answered()
        let lines = try person.ceremony.summary(of: person.statement())
        #expect(
            lines.map(\.name) == [
                "Account", "Credential", "Failure mode", "Normal path", "Reason", "Ticket", "Operator", "Approved by",
                "Window", "Set",
            ])
        let ticket = try #require(lines.first { $0.name == "Ticket" })
        #expect(ticket.text == "INC-4711" && ticket.key == "--ticket" && ticket.isTaken)
        #expect(lines.filter(\.isTaken).map(\.name) == ["Ticket"])
        person.answers.ask("--ticket")
        try person.answer("--ticket", "CHG-88")
        #expect(try person.statement().first.ticket == .known("CHG-88"))
        person.answers.ask("--failure-mode")
        try person.answer("--failure-mode", "mfa-down")
        // What Enter answered for another failure mode is asked again for this one.
        try person.answer("--normal-path-down", "two people were refused")
        #expect(try person.statement().first.failureMode == .known("mfa-down"))
        #expect(try person.statement().first.operatedBy == .known("Dana Novak"))
    }

    @Test("an answer that is taken back is asked again, and those before it stay")
    func takenBack() throws {
        var person = try answered()
        let isTaken = person.answers.takeBack(before: nil)
        #expect(isTaken)
        #expect(try person.question().question.key == "--operator")
        let isTakenToo = person.answers.takeBack(before: "--operator")
        #expect(isTakenToo)
        #expect(try person.question().question.key == "--approved-by")
        try person.answer("--approved-by", "fay")
        try person.answer("--operator", "Emeka Obi")
        #expect(try person.statement().first.operatedBy == .known("Emeka Obi"))
    }

    @Test("what nobody stated is said in the statement")
    func left() throws {
        var person = Person(ceremony: try ceremony())
        for key in ["--failure-mode", "--normal-path-down"] as [AnswerKey] {
            try person.answer(key, "")
            try person.answer(key, "")
        }
        try person.answer("--reason", "the portal answers 503")
        for key in ["--ticket", "--approved-by"] as [AnswerKey] {
            try person.answer(key, "")
            try person.answer(key, "")
        }
        try person.answer("--operator", "")
        let statement = try person.statement()
        #expect(statement.rules.breaches.count == 4)
        let lines = person.ceremony.summary(of: statement).dropFirst(2).dropLast(2).map(\.text)
        #expect(
            lines == [
                "none of the policy's", "not shown to be down", "the portal answers 503", "none", "not named", "nobody",
            ])
    }

    @Test(
        "a ticket in the reason is taken from it",
        arguments: [
            ("down, INC-4711", "INC-4711"), ("inc-4711: the portal is down", "inc-4711"), ("(CHG-88)", "CHG-88"),
            ("down since 2026-11-30", nil), ("us-east-1 is down", nil), ("the portal answers 503", nil),
            ("A-1 and INC-12x", nil),
        ])
    func ticket(reason: String, ticket: String?) throws {
        var answers = Answers(isAttended: true)
        answers.give("--reason", reason)
        for key in ["--failure-mode", "--normal-path-down", "--approved-by", "--operator"] as [AnswerKey] {
            answers.give(key, "")
        }
        switch try ceremony().next(answers) {
        case .ready(let statement): #expect(statement.first.ticket?.description == ticket)
        case .ask(let asking): #expect(ticket == nil && asking.question.key == "--ticket")
        }
        // In a script nobody reads what was taken.
        var unread = Answers(isAttended: false)
        unread.give("--reason", reason)
        guard case .ready(let statement) = try ceremony().next(unread) else { throw NotAsked() }
        #expect(statement.first.ticket == nil)
    }

    @Test("without anybody to ask, nothing is taken for granted, and an option that does not fit ends it")
    func unattended() throws {
        var answers = Answers(isAttended: false)
        guard case .ask(let missing) = try ceremony().next(answers) else { throw NotAsked() }
        #expect(missing.question.key == "--reason")
        answers.give("--reason", "the portal answers 503")
        guard case .ready(let statement) = try ceremony().next(answers) else { throw NotAsked() }
        #expect(statement.rules.breaches.count == 4, "\(statement.rules.breaches)")
        answers.give("--failure-mode", "fire")
        answers.give("--approved-by", ["Fay Lund", "Bo Chen"])
        guard case .ready(let other) = try ceremony().next(answers) else { throw NotAsked() }
        #expect(other.rules.breaches.contains { $0.found == "fire is none of AWS root's" })
        #expect(other.rules.breaches.contains { $0.found == "Bo Chen is none" })
        answers.give("--account", "AWS")
        guard case .ask(let wrong) = try ceremony().next(answers) else { throw NotAsked() }
        #expect(wrong.isGiven && wrong.refusal?.words == "--account: the policy has no account AWS")
    }

    @Test("without a policy what happened and who operates the machine is asked, and no more")
    func plain() throws {
        var person = Person(ceremony: try ceremony(binder: false))
        try person.answer("--reason", "nothing works, INC-1")
        try person.answer("--operator", "Dana Novak")
        let statement = try person.statement()
        #expect(statement.first.operatedBy == .known("Dana Novak") && statement.first.ticket == .known("INC-1"))
        #expect(statement.rules.breaches.isEmpty)
        #expect(person.ceremony.summary(of: statement).map(\.name) == ["Reason", "Ticket", "Operator"])
        person.answers.ask("--ticket")
        try person.answer("--ticket", "")
        #expect(try person.statement().first.ticket == nil)
    }
}
