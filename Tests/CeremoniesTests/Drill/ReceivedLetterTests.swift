// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope
import Testing

@testable import Ceremonies

@Suite("A letter on a custodian's machine")
struct ReceivedLetterTests {
    @Test("is one whole letter that is what it claims")
    func whole() throws {
        let letter = try MailDrillTests.letter(try DrillBinder())
        let bytes = letter.letter.encoded
        #expect(throws: AnsweringError.noLetter(missing: [], count: 0)) { try ReceivedLetter([], missing: nil) }
        #expect(throws: AnsweringError.noLetter(missing: [2], count: 3)) {
            try ReceivedLetter([], missing: ([2], 3))
        }
        #expect(throws: AnsweringError.severalLetters) { try ReceivedLetter([bytes, bytes], missing: nil) }
        #expect(throws: AnsweringError.falseLetter(.malformed)) {
            try ReceivedLetter([Array(bytes.dropLast())], missing: nil)
        }
        let received = try ReceivedLetter([bytes], missing: nil)
        let nonce = letter.letter.opened.nonce
        #expect(received.lines[0] == "Challenge  \(nonce.words.joined(separator: " "))  (\(nonce.ledgerText))")
        for name in ["Written    ", "Until      "] {
            #expect(received.lines.contains { $0.hasPrefix(name) && $0.hasSuffix(" UTC") }, "\(received.lines)")
        }
        #expect(received.lines.contains("By         Dana Novak"))
    }

    @Test("is answered by the one share of its set, with paper that it continues, while the challenge is open")
    func held() throws {
        let fixture = try DrillBinder()
        let letter = try MailDrillTests.letter(fixture)
        let received = try ReceivedLetter([letter.letter.encoded], missing: nil)
        let share = try fixture.share(0)
        let (manifest, paper) = (fixture.manifest, try fixture.paper(3))
        func answer(
            _ shares: [Share], _ manifest: Manifest?, _ paper: Set<CheckpointCode>, at now: LedgerTime = .now
        ) throws -> LetterAnswer {
            try received.answer(with: shares, of: manifest, on: paper, at: now)
        }
        #expect(throws: AnsweringError.noShare) { try answer([], manifest, [paper]) }
        #expect(throws: AnsweringError.noShare) { try answer([share], nil, [paper]) }
        #expect(throws: AnsweringError.severalShares(Array(fixture.shares.prefix(2)))) {
            try answer([share, try fixture.share(1)], manifest, [paper])
        }
        let other = try Sample.dealt().manifest
        #expect(throws: AnsweringError.otherSet(letter: manifest.identity, sheet: other.identity)) {
            try answer([share], other, [paper])
        }
        #expect(throws: AnsweringError.noPaper) { try answer([share], manifest, []) }
        #expect(throws: AnsweringError.otherLedger(.otherStart(letter: 3, paper: 4))) {
            try answer([share], manifest, [paper, try fixture.paper(4)])
        }
        let stranger = try DrillBinder().paper(3)
        #expect(throws: AnsweringError.otherLedger(.otherKey)) { try answer([share], manifest, [stranger]) }
        let early = try #require(LedgerTime(posixSeconds: LedgerTime.now.posixSeconds - 2 * DrillBinder.day))
        #expect(throws: AnsweringError.untimely(.early)) { try answer([share], manifest, [paper], at: early) }
        #expect(throws: AnsweringError.untimely(.late)) {
            try answer([share], manifest, [paper], at: LedgerTime.now.adding(seconds: 31 * DrillBinder.day))
        }
        #expect(try answer([share], manifest, [paper]).continuity.contains("your paper with 3 entries"))
    }

    @Test("is not answered as long as a slip was misread, because that one may be the newest")
    func misread() throws {
        let fixture = try DrillBinder()
        let received = try ReceivedLetter([try MailDrillTests.letter(fixture).letter.encoded], missing: nil)
        let share = try fixture.share(0)
        for paper in [[], [try fixture.paper(3)], [try fixture.paper(4)], [try DrillBinder().paper(3)]] {
            #expect(throws: AnsweringError.misreadPaper(["slip.txt"])) {
                try received.answer(
                    with: [share], of: fixture.manifest, on: Set(paper), misread: ["slip.txt"])
            }
        }
        let answer = try received.answer(with: [share], of: fixture.manifest, on: [try fixture.paper(3)])
        #expect(answer.continuity.contains("your paper with 3 entries"))
    }

    @Test("is signed once its custodian has typed the word, beside the clock in local time and UTC")
    func signed() throws {
        let fixture = try DrillBinder()
        let letter = try MailDrillTests.letter(fixture)
        let ceremony = try ReceivedLetter([letter.letter.encoded], missing: nil)
            .answer(with: [try fixture.share(0)], of: fixture.manifest, on: [try fixture.paper(3)])
        var answers = Answers.typed()
        let asked = try #require(ceremony.next(answers).asking)
        #expect(asked.question.word == "sign" && asked.refusal == nil)
        #expect(asked.question.introduction.count == 1)
        #expect(asked.question.introduction[0].hasPrefix("Clock      this machine shows "))
        #expect(asked.question.introduction[0].hasSuffix(" UTC"))
        for wrong in ["", "yes", "signed"] {
            answers.type(wrong, for: "--yes")
            #expect(ceremony.next(answers).asking?.refusal != nil, "\(wrong)")
        }
        answers.type("Sign", for: "--yes")
        #expect(ceremony.next(answers).plan != nil)
        answers.forget("--yes")
        #expect(ceremony.next(answers).asking != nil)
        #expect(ceremony.next(.given([])).asking != nil, "nobody has confirmed it")
        #expect(ceremony.next(.given([("--yes", "")])).plan != nil)
        let signed = try ceremony.sign()
        #expect(signed.lines.map { String($0.prefix(4)) } == ["BGA1", "A001", "A002", "A003", "A004"])
        for code in [signed.lines[0], String(signed.slip[1].drop { $0 == " " })] {
            let groups = code.split(separator: "-")
            #expect(groups.count > 20 && groups.dropLast().allSatisfy { $0.count == 4 }, "\(code)")
        }
        #expect(signed.words.hasPrefix("WHOLE: share 1 of 3 in 1 Group, set "))
        #expect(signed.slip.first?.contains("ledger at \(letter.letter.inclusion.index + 1) entries") == true)
        #expect(try !signed.page().publicBytes.isEmpty)
    }
}
