// SPDX-License-Identifier: Apache-2.0
//
// A drill by mail with both ends, without a terminal: the challenge and its letters, the custodian's answer, and what the
// binder makes of it.

import Custody
import CustodyPolicy
import Foundation
import Ledger
import SecretSharing
import ShareEnvelope
import Testing

@testable import Ceremonies

@Suite("A drill by mail")
struct MailDrillTests {
    private static func challenge(_ fixture: DrillBinder) throws -> MailChallenge {
        MailChallenge(to: try fixture.drilled(), in: try fixture.open())
    }

    /// Asks shares, and gives the letter for the people who have only the sheet.
    static func letter(_ fixture: DrillBinder, _ options: [(AnswerKey, String)] = []) throws -> MailLetter {
        let challenge = try challenge(fixture)
        let plan = try #require(challenge.next(.given([("--by", "Dana Novak")] + options)).plan)
        return try #require(try challenge.open(plan).first)
    }

    /// A share's answer to a letter.
    static func answer(
        _ letter: MailLetter, _ index: Int, _ fixture: DrillBinder, at now: LedgerTime = .now
    ) throws -> AnswerCode {
        let received = try ReceivedLetter([letter.letter.encoded], missing: nil)
        let paper = try fixture.paper(letter.letter.continuity.old.rawValue)
        return try received.answer(with: [try fixture.share(index)], of: fixture.manifest, on: [paper], at: now)
            .sign().answer
    }

    @Test("asks everybody for 30 days unless told otherwise, and only for a name; what does not fit is refused")
    func plan() throws {
        let fixture = try DrillBinder()
        let challenge = try Self.challenge(fixture)
        var answers = Answers.typed()
        #expect(challenge.next(answers).asking?.question.key == "--by", "nothing else is asked")
        answers.type("Dana Novak", for: "--by")
        let usual = try #require(challenge.next(answers).plan)
        #expect(usual.shares == fixture.shares && usual.days == 30 && usual.by == DrillBinder.leader)
        #expect(usual.starts.map(\.size.rawValue) == [3], "the sheets show the ledger up to their own set")
        #expect(challenge.rules(usual).breaches.isEmpty)
        answers.give("--share", ["g1m2", "g1m1", "g1m2"])
        answers.give("--days", "9")
        answers.give("--since", "4")
        let told = try #require(challenge.next(answers).plan)
        #expect(told.shares == Array(fixture.shares.prefix(2)) && told.days == 9)
        #expect(told.starts.map(\.size.rawValue) == [4])
        for (key, wrong, words) in [
            ("--days", "367", "--days 367: a challenge is open for 1 to 366 days"), ("--days", "0", "--days 0"),
            ("--share", "g7m1", "--share g7m1: the set has no such share"),
            ("--since", "99", "--since 99: the ledger has 4 entries"), ("--since", "0", "--since 0"),
        ] as [(AnswerKey, String, String)] {
            let asking = try #require(challenge.next(.given([("--by", "D"), (key, wrong)])).asking)
            #expect(asking.isGiven && asking.refusal?.words.hasPrefix(words) == true, "\(asking)")
        }
        #expect(try fixture.kinds().isEmpty)
    }

    @Test("writes one challenge and a letter for each newest paper, with times on local clocks and in UTC")
    func letters() throws {
        let fixture = try DrillBinder()
        var meeting = try InPersonDrill(of: try fixture.drilled(), in: try fixture.open()).open(by: DrillBinder.leader)
        guard case .whole(_, let slip) = try meeting.take(try fixture.sheet(0)) else {
            Issue.record("it signs"); return
        }
        let challenge = try Self.challenge(fixture)
        let plan = try #require(challenge.next(.given([("--by", "Dana Novak")])).plan)
        #expect(plan.starts.map(\.size.rawValue) == [3, slip.index + 1])
        #expect(plan.starts.map(\.readers) == [[], [fixture.shares[0]]])
        let letters = try challenge.open(plan)
        #expect(try fixture.kinds() == [.drillOpened, .cosigned, .drillOpened])
        #expect(letters[0].challenge[1].hasSuffix(" UTC"), "\(letters[0].challenge)")
        #expect(letters[0].addressees.map(\.share) == fixture.shares.dropFirst().map(\.description))
        let reader = try #require(letters[1].addressees.first)
        #expect(letters[1].addressees.count == 1 && reader.name == "1 Keeper" && reader.share == "g1m1")
        #expect(reader.group == "1 Group" && reader.site == "Headquarters", "as ledger and policy know them")
        let index = letters[0].letter.inclusion.index
        for (letter, name) in zip(letters, ["letter-\(index)", "letter-\(index)-since-\(slip.index + 1)"]) {
            let words = try letter.keep(in: fixture.folder)
            #expect(words.contains("papers/\(name).pdf; the same as text: ") && words.contains("papers/\(name).txt"))
            #expect(words.contains("; for 1 Keeper (g1m1), with the slip of ") == name.contains("since"))
            #expect(words.hasSuffix("; for custodians who have no slip") != name.contains("since"))
            #expect(FileManager.default.fileExists(atPath: "\(fixture.folder.path)/papers/\(name).pdf"))
        }
    }

    @Test("that is open is continued, and a further letter is about the same challenge")
    func open() throws {
        let fixture = try DrillBinder()
        func find() throws -> OpenMailDrill? {
            OpenMailDrill(of: try fixture.drilled().life, in: try fixture.open())
        }
        #expect(try find() == nil)
        let letter = try Self.letter(fixture, [("--share", "g1m1,g2m1")])
        let index = letter.letter.inclusion.index
        let drill = try #require(try find())
        #expect(!drill.isOver)
        #expect(drill.words.hasPrefix("a drill by mail is open: entry \(index), until "))
        #expect(drill.words.contains(" UTC; still to come: 1 Keeper (g1m1), 4 Keeper (g2m1)"), "\(drill.words)")
        #expect(try drill.letter(since: 4).letter.inclusion.index == index)
        let closing = drill.end(led: nil).closing
        #expect(closing.hasPrefix("breakglass drill mail --close"))
        #expect(throws: DrillError.newerPaper(size: index + 2, challenge: EntryPlace(index), closing: closing)) {
            try drill.letter(since: index + 2)
        }
        #expect(throws: DrillError.noSuchPaper(size: 0, entries: index + 1)) { try drill.letter(since: 0) }
        _ = try drill.end(led: DrillBinder.leader).close(DrillFindings(findings: nil, by: DrillBinder.leader))
        #expect(try find() == nil)
        #expect(try fixture.kinds() == [.drillOpened, .drillClosed])
    }

    @Test("counts each answer once, and ends when everybody has answered")
    func answers() throws {
        let fixture = try DrillBinder()
        let letter = try Self.letter(fixture, [("--share", "g1m1,g1m2")])
        var answers = MailedAnswers(in: try fixture.open())
        let first = try Self.answer(letter, 0, fixture)
        let recorded = try answers.record(first, from: "answer.pdf")
        #expect(recorded.counts && recorded.words.hasPrefix("WHOLE: 1 Keeper, share g1m1, set "))
        #expect(recorded.stillToCome == "Still to come: g1m2")
        let again = #expect(throws: DrillError.self) { try answers.record(first, from: "answer.pdf") }
        guard case .gate(.refused(.drillMail, let breaches)) = again else { Issue.record("\(again as Any)"); return }
        #expect(breaches.map(\.found) == ["answer.pdf: share g1m1 has already answered this challenge"])
        let last = try answers.record(try Self.answer(letter, 1, fixture), from: "typed")
        #expect(last.counts && last.stillToCome == nil)
        let end = last.end(led: DrillBinder.leader)
        let closed = try end.close(try #require(end.next(.given([])).plan))
        #expect(closed.event.proven == Array(fixture.shares.prefix(2)) && closed.warning == nil)
        #expect(try fixture.kinds() == [.drillOpened, .cosigned, .refused, .cosigned, .drillClosed])
    }

    @Test("tells of an answer of a sheet that the ledger says was destroyed")
    func returned() throws {
        let fixture = try DrillBinder()
        let entry = try fixture.destroy(0)
        let letter = try Self.letter(fixture, [("--share", "g1m1,g1m2"), ("--since", "3")])
        var answers = MailedAnswers(in: try fixture.open())
        let warning = try answers.record(try Self.answer(letter, 0, fixture), from: "answer.pdf").warning
        #expect(warning?.hasPrefix("the ledger says that this sheet was destroyed (entry \(entry)): ") == true)
        #expect(try answers.record(try Self.answer(letter, 1, fixture), from: "answer.pdf").warning == nil)
    }

    @Test("an answer of a share that is not asked is refused, and one that comes too late is kept and proves nothing")
    func late() throws {
        let fixture = try DrillBinder(daysAgo: 30)
        let begun = try #require(LedgerTime(posixSeconds: LedgerTime.now.posixSeconds - 20 * DrillBinder.day))
        let binder = try fixture.open()
        let appended = try binder.append(
            .drillOpened(
                DrillOpened(
                    set: fixture.manifest.identity, shares: [fixture.shares[0]], nonce: DrillNonce(), way: .byMail,
                    expires: begun.adding(seconds: DrillBinder.day), by: DrillBinder.leader)), at: begun)
        let drill = try #require(OpenMailDrill(of: try fixture.drilled().life, in: try fixture.open()))
        #expect(drill.isOver && drill.words.hasSuffix("is over, and not closed"))
        let letter = try drill.letter(since: 3)
        let received = try ReceivedLetter([letter.letter.encoded], missing: nil)
        let paper = try fixture.paper(3)
        #expect(throws: AnsweringError.untimely(.late)) {
            try received.answer(with: [try fixture.share(0)], of: fixture.manifest, on: [paper])
        }
        let signed = begun.adding(seconds: 60)
        #expect(throws: AnsweringError.noConsent(.notAsked(fixture.shares[1]))) {
            try received.answer(with: [try fixture.share(1)], of: fixture.manifest, on: [paper], at: signed).sign()
        }
        var answers = MailedAnswers(in: try fixture.open())
        let recorded = try answers.record(try Self.answer(letter, 0, fixture, at: signed), from: "answer.pdf")
        #expect(!recorded.counts && recorded.words.hasPrefix("LATE: 1 Keeper, share g1m1: "))
        #expect(recorded.stillToCome == nil, "there is no other answer to wait for")
        let closed = try recorded.end(led: nil).close(DrillFindings(findings: nil, by: DrillBinder.leader))
        #expect(closed.event.drill == appended.index && closed.event.unproven == [fixture.shares[0]])
    }
}
