// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import ShareEnvelope
import Testing

@Suite("Why a rule is overridden")
struct OverridingTests {
    private static let ticket = Breach(expected: "a ticket", found: "none is named", remedy: "--ticket INC-1")
    private static let word: AnswerKey = "the override"
    private static let record: AnswerKey = "the record"

    private static func play(
        author: String? = nil, isAttended: Bool = true, given: [AnswerKey: String] = [:], breaches: Int = 1,
        isTyped: Bool = false
    ) -> PlayedCeremony<Overriding> {
        PlayedCeremony(
            Overriding(
                Array(repeating: ticket, count: breaches), by: author.map { .known($0) }, named: "--operator",
                isTyped: isTyped),
            isAttended: isAttended, given: given)
    }

    @Test("a person types the word, then says why and who; each answer can be taken back")
    func asked() throws {
        var play = Self.play()
        #expect(play.asking?.question.words == "Type `override` to continue against this rule; Enter gives up")
        play.answer(Self.word, "INC-4711", refused: "That is not the word.")
        play.answer(Self.word, "override")
        play.answer("--override", "", refused: "Enter an answer")
        play.answer("--override", "no tickets at nihgt")
        play.back()
        play.answer("--override", "no tickets at night")
        play.answer("--operator", "\u{202E}", refused: "--operator")
        play.answer("--operator", "123456", refused: "--operator has no letter, so it names no person")
        play.answer("--operator", "Dana Novak")
        play.answer(Self.record, "record")
        #expect(try play.plan == Override(why: .known("no tickets at night"), by: .known("Dana Novak")))
    }

    @Test("who is named already is not asked, and Enter alone overrides nothing")
    func named() throws {
        var play = Self.play(author: "Fay Lund", breaches: 2)
        #expect(play.asking?.question.words.contains("these 2 rules") == true)
        play.answer(Self.word, "override")
        play.answer("--override", "a test")
        play.answer(Self.record, "record")
        #expect(try play.plan == Override(why: .known("a test"), by: .known("Fay Lund")))
        var silent = Self.play(author: "Fay Lund")
        silent.answer(Self.word, "")
        #expect(try silent.plan == nil)
    }

    @Test("what was typed is shown, and overrides nothing before a person typed the word that puts it on record")
    func confirmed() throws {
        var play = Self.play(given: ["--override": "a test"])
        play.answer("--operator", "Dana Novka")
        #expect(play.asking?.question.word == "record")
        #expect(
            play.asking?.question.introduction == [
                "Rule           a ticket", "Found          none is named", "Overridden by  Dana Novka",
                "Why            a test",
            ])
        for text in ["", "Dana Novak", "override"] {
            play.answer(Self.record, text, refused: "That is not the word. Type record to continue; Ctrl-C gives up")
        }
        play.back()
        play.answer("--operator", "Dana Novak")
        play.answer(Self.record, "record")
        #expect(try play.plan == Override(why: .known("a test"), by: .known("Dana Novak")))
    }

    @Test("what the command line says is confirmed by it; what was typed at an earlier question is confirmed here")
    func typedBefore() throws {
        let why: [AnswerKey: String] = ["--override": "a test"]
        let override = Override(why: .known("a test"), by: .known("Fay Lund"))
        #expect(try Self.play(author: "Fay Lund", given: why).plan == override)
        #expect(try Self.play(author: "Fay Lund", isAttended: false, given: why, isTyped: true).plan == override)
        var play = Self.play(author: "Fay Lund", given: why, isTyped: true)
        play.answer(Self.record, "record")
        #expect(try play.plan == override)
    }

    @Test("the command line says why without the word; nobody there and nothing given overrides nothing")
    func given() throws {
        let why: [AnswerKey: String] = ["--override": "a test"]
        #expect(
            try Self.play(author: "Fay Lund", isAttended: false, given: why).plan
                == Override(why: .known("a test"), by: .known("Fay Lund")))
        let unnamed = Self.play(isAttended: false, given: why).asking
        #expect(unnamed?.question.key == "--operator" && unnamed?.question.words == "Who overrides this rule")
        #expect(try Self.play(isAttended: false).plan == nil)
        #expect(try Self.play(given: ["--override": ""]).plan == nil)
    }
}
