// SPDX-License-Identifier: Apache-2.0

import Custody
import Ledger
import ShareEnvelope
import Testing

@testable import Ceremonies

@Suite("A review, without a terminal")
struct ReviewCeremonyTests {
    private static let entry = ReviewChoice.entry
    private static let story: [(AnswerKey, String)] = [
        ("--broke", "the portal"), ("--done", "a login"), ("--restored", "restarted"), ("--prevents", "another"),
    ]
    private static let given = Dictionary(uniqueKeysWithValues: story + [("--alerts", "arrived")])

    private static func review(
        _ binder: MadeBinder, isAttended: Bool = true, given: [AnswerKey: String] = [:], operators: [String] = []
    ) throws -> PlayedCeremony<Review> {
        var play = PlayedCeremony(
            Review(in: try binder.binder, evidence: []) { place, _ in "what entry \(place) says" },
            isAttended: isAttended, given: given)
        play.give("--operated-by", operators)
        return play
    }

    private static func use(_ plan: Review.Plan) throws -> (review: UseReview, filed: ReviewFiled) {
        guard case .use(let review, let filed) = plan else { throw Unexpected() }
        return (review, filed)
    }

    private static func closing(_ plan: Review.Plan) throws -> (RecoveryClosing, ClosedRecovery, Opening) {
        guard case .closing(let closing, let closed, of: let recovery) = plan else { throw Unexpected() }
        return (closing, closed, recovery)
    }

    private struct Unexpected: Error {}

    @Test("asks which entry is meant first, and what that one waits for then; another entry can be chosen later")
    func choice() throws {
        let binder = try MadeBinder()
        let use = try binder.recover(shown: true, closed: true)
        let override = try binder.overrideARule()
        var play = try Self.review(binder)
        let lines = play.asking?.question.introduction ?? []
        #expect(lines.contains { $0.contains("\(use)") && $0.contains("a use without a review: the portal") })
        #expect(lines.contains { $0.contains("\(override)") && $0.contains("Fay Lund overrode a rule: none is named") })
        #expect(lines.count == 4, "each has a line of what it is, and one of what it is about, when and who")
        #expect(
            lines[1].contains(/^ +AWS root \/ root password, [0-9-]+T[0-9:]+Z, operated by Dana Novak$/), "\(lines)")
        #expect(lines[3].contains(/^ +no credential is named, [0-9-]+T[0-9:]+Z, decided by Fay Lund$/), "\(lines)")
        play.answer(Self.entry, "0", refused: "entry 0 is not in the list")
        play.answer(Self.entry, "first", refused: "first is not an index")
        play.answer(Self.entry, "\(use)")
        #expect(play.asking?.question.key == "--by", "whoever may not review learns it first")
        play.answer("--by", "Fay Lund")
        #expect(play.asking?.question.key == "--broke")
        play.back()
        play.back()
        play.answer(Self.entry, "\(override)")
        #expect(play.asking?.question.introduction.first == "Entry \(override): what entry \(override) says")
        play.answer("--by", "Gil Or")
        play.answer("--statement", "I was told at once")
        play.change(Self.entry)
        play.answer(Self.entry, "\(use)")
        #expect(
            play.asking?.question.key == "--broke",
            "who answers is known, and nothing else that was said about the other entry counts")
    }

    @Test("a use: a wrong answer costs no other, one is taken back, and another is changed after the summary")
    func use() throws {
        let binder = try MadeBinder()
        let place = try binder.recover(shown: true, closed: true)
        var play = try Self.review(binder)
        let known = play.asking?.question.introduction ?? []
        #expect(known.first == "The use of entry \(place): the portal answers 503")
        for fact in [
            "Credential   AWS root / root password", "Operated by  Dana Novak", "Ticket       none",
            "Review       none yet",
        ] { #expect(known.contains("  \(fact)"), "\(known)") }
        play.answer("--by", "Dana Novak", refused: "Dana Novak used the credential")
        play.answer("--by", "Fay Lund")
        #expect(play.asking?.question.introduction == [], "the facts are told once")
        for (key, text) in Self.story {
            play.answer(key, "", refused: "Enter an answer")
            play.answer(key, text)
        }
        play.back()
        play.answer("--prevents", "a second portal")
        #expect(play.asking?.question.introduction == ["Dana Novak operated the machine."])
        play.answer("--operated-by", " , ", refused: "is empty")
        play.answer("--operated-by", "Dana Novak, Emeka Obi")
        play.answer("--alerts", "yes", refused: "yes is not in the list")
        play.answer("--alerts", "mis")
        #expect(
            try play.summary.dropFirst() == [
                "What broke: the portal", "What was done: a login", "Restored by: restarted",
                "Prevented by: a second portal", "Used by: Dana Novak, Emeka Obi",
                "Alerts: missing: they are set up, and none came", "Reported by: Fay Lund",
            ])
        play.change("--done")
        play.answer("--done", "two logins")
        let (review, filed) = try Self.use(play.plan)
        #expect(filed.done == .known("two logins") && filed.operatedBy == [.known("Dana Novak"), .known("Emeka Obi")])
        #expect(review.warnings(of: filed) == ["the alerts did not work: fix them before the next emergency"])
        let before = try binder.events.count
        #expect(try review.record(filed).count == 1)
        #expect(try binder.events.dropFirst(before) == [.reviewFiled(filed)])
    }

    @Test(
        "who used the credential and reviews the use is asked once more, warned, and put on record",
        arguments: [("Dana Novak", "Emeka Obi"), ("Emeka Obi", "emeka obi"), ("Emeka", "Emeka Obi, Gil Or")])
    func ownReview(reviewer: String, operators: String) throws {
        let binder = try MadeBinder()
        let place = try binder.recover(shown: true, closed: true)
        var play = try Self.review(binder, given: Self.given)
        play.answer("--by", reviewer)
        let isKnown = play.asking?.question.key == "--by"
        #expect(isKnown == (reviewer == "Dana Novak"), "the ledger names who operated the machine")
        if isKnown { play.answer("--by", reviewer) }
        play.answer("--operated-by", operators)
        if !isKnown {
            #expect(play.asking?.refusal?.words.contains("\(reviewer) used the credential") == true)
            play.answer("--by", reviewer)
        }
        let (review, filed) = try Self.use(play.plan)
        #expect(review.warnings(of: filed).contains { $0.hasPrefix("\(reviewer) used the credential and reviews") })
        #expect(try review.record(filed).count == 2)
        #expect(try binder.kinds(2) == ["review filed", "exception"])
        guard case .exception(let remark) = try binder.events.last else { throw Unexpected() }
        #expect(remark.about == EntryPlace(place) && !remark.override)
        #expect(remark.happened == .known("\(reviewer) used it and reviewed the use"))
    }

    @Test("who reviews their own use by options alone is warned and put on record as well")
    func ownReviewByOptions() throws {
        let binder = try MadeBinder()
        _ = try binder.recover(shown: true, closed: true, operatedBy: nil)
        let own = try Self.review(
            binder, isAttended: false, given: Self.given.merging(["--by": "Ana"]) { $1 }, operators: ["Ana", "Bo, Jr."])
        let (review, filed) = try Self.use(own.plan)
        #expect(filed.operatedBy == [.known("Ana"), .known("Bo, Jr.")], "a comma in an option is part of a name")
        #expect(review.warnings(of: filed).count == 1)
        let other = try Self.review(
            binder, isAttended: false, given: Self.given.merging(["--by": "Fay"]) { $1 }, operators: ["Ana"])
        let (_, filedByOther) = try Self.use(other.plan)
        #expect(review.warnings(of: filedByOther).isEmpty)
    }

    @Test("who countersigns reads what was decided, why, and what came of it, before any question, whichever is first")
    func countersignerKnows() throws {
        let binder = try MadeBinder()
        let opening = try binder.recover(shown: false, closed: false)
        let override = try binder.overrideARule(by: "Dana Novak")
        try binder.closeAsShown(opening)
        let given = Self.given.merging(["--by": "Fay Lund"]) { $1 }
        var review = try Self.review(binder, given: [Self.entry: "\(opening)"].merging(given) { $1 })
        review.give("--operated-by", ["Dana Novak"])
        let (ceremony, filed) = try Self.use(review.plan)
        _ = try ceremony.record(filed)
        for given: [AnswerKey: String] in [[:], ["--by": "Gil Or"]] {
            let play = try Self.review(binder, given: given)
            let question = try #require(play.asking?.question)
            #expect(question.key == (given.isEmpty ? "--by" : "--statement"))
            #expect(question.introduction.first == "Entry \(override): what entry \(override) says")
            let told = question.introduction.joined(separator: "\n")
            for fact in [
                /Decided +[0-9-]+T[0-9:]+Z, by Dana Novak: to go on/, /The rule asks +a ticket/,
                /In the recovery +entry/, /Credential +AWS root \/ root password/, /Operated by +Dana Novak/,
                /Reason +the portal answers 503/, /Ticket +none/, /Ended +shown/,
                /Review +[0-9-]+T[0-9:]+Z, by Fay Lund/,
                /What was done +a login/, /Prevented by +another/,
            ] { #expect(told.contains(fact), "\(told)") }
        }
    }

    @Test("an exception of somebody else, or of another ceremony, is not told as one of the recovery before it")
    func otherCeremony() throws {
        let binder = try MadeBinder()
        _ = try binder.recover(shown: false, closed: true)
        let override = try binder.overrideARule(by: "Fay Lund")
        let play = try Self.review(binder, given: [Self.entry: "\(override)"])
        let told = try #require(play.asking?.question.introduction)
        #expect(told.contains { $0.contains("by Fay Lund: to go on") }, "\(told)")
        #expect(!told.contains { $0.contains("In the recovery") || $0.contains("503") }, "\(told)")
    }

    @Test("a recovery that was cut off is closed before the review of its use begins")
    func cutOff() throws {
        let binder = try MadeBinder()
        let place = try binder.recover(shown: true, closed: false)
        var play = try Self.review(binder)
        #expect(play.asking?.question.introduction.first?.contains("entry \(place) was never closed") == true)
        play.answer("--ended", "the power failed")
        play.answer("--by", "Gil Or")
        let (closing, closed, recovery) = try Self.closing(play.plan)
        #expect(closed.review == .next)
        _ = try closing.record(closed)
        #expect(try binder.kinds(1) == ["recovery closed"], "somebody may give up now")
        var next = PlayedCeremony(play.ceremony.use(of: recovery, after: closed))
        for (key, text) in Self.story { next.answer(key, text) }
        next.answer("--operated-by", "Dana Novak")
        next.answer("--alerts", "arrived")
        let filed = try next.plan
        #expect(filed.by == .known("Gil Or"), "who closed it is not asked again")
        _ = try next.ceremony.record(filed)
        #expect(try binder.kinds(2) == ["recovery closed", "review filed"])
    }

    @Test("without a terminal, a recovery is closed alone, or together with a review that has all its answers")
    func cutOffByOptions() throws {
        let binder = try MadeBinder()
        _ = try binder.recover(shown: true, closed: false)
        let ended: [AnswerKey: String] = ["--ended", "--by"].reduce(into: [:]) { $0[$1] = "Gil Or" }
        let alone = try Self.closing(Self.review(binder, isAttended: false, given: ended).plan)
        #expect(alone.1.review == .later)
        let half = try Self.review(binder, isAttended: false, given: ended.merging(["--broke": "it"]) { $1 })
        let (_, closed, recovery) = try Self.closing(half.plan)
        #expect(closed.review == .together)
        let use = half.ceremony.use(of: recovery, after: closed)
        let lacking = PlayedCeremony(use, isAttended: false, given: ["--broke": "it"])
        #expect(lacking.asking?.question.key == "--done")
        var whole = PlayedCeremony(use, isAttended: false, given: Self.given)
        whole.give("--operated-by", ["Ana"])
        #expect(try use.record(whole.plan).count == 2)
        #expect(try binder.kinds(3) == ["recovery revealed", "recovery closed", "review filed"])
    }

    @Test("what was never shown needs no review")
    func unshown() throws {
        let binder = try MadeBinder()
        _ = try binder.recover(shown: false, closed: false)
        let play = try Self.review(binder, given: ["--ended": "it is off", "--by": "Gil Or"])
        #expect(try Self.closing(play.plan).1.review == .none)
    }

    @Test("the options say which entry is meant, and those that fit none are refused")
    func options() throws {
        let binder = try MadeBinder()
        func refusal(_ given: [AnswerKey: String]) throws -> Asking? {
            try Self.review(binder, isAttended: false, given: given).asking
        }
        #expect(try refusal([:])?.refusal?.words == "nothing waits for a review")
        let use = try binder.recover(shown: true, closed: true)
        let override = try binder.overrideARule()
        #expect(try refusal([:])?.refusal?.words == "several entries wait for a review: \(use), \(override)")
        #expect(try refusal(["--ended": "x"])?.refusal?.words == "nothing waits for word of how a recovery ended")
        let other = try refusal([Self.entry: "\(use)", "--statement": "x"])
        #expect(other?.isGiven == true && other?.refusal?.words.contains("waits for the review of a use") == true)
        #expect(try refusal([Self.entry: "0"])?.refusal?.words == "entry 0 does not wait for a review")
        #expect(try refusal(["--statement": "x"])?.question.key == "--by", "only the override waits for that")
    }

    @Test("nobody countersigns their own decision, nor what waits for nobody")
    func countersigning() throws {
        let binder = try MadeBinder()
        let override = try binder.overrideARule(by: "Fay Lund")
        func breaches(_ name: String) throws -> [String] {
            let play = try Self.review(
                binder, isAttended: false,
                given: [Self.entry: "\(override)", "--by": name, "--statement": "it was right"])
            guard case .countersignature(let ceremony, let plan) = try play.plan else { throw Unexpected() }
            let found = ceremony.rules(plan).breaches.map(\.found)
            if found.isEmpty { _ = try ceremony.record(plan) }
            return found
        }
        for name in ["Fay Lund", "fay", "Fay"] {
            #expect(try breaches(name).first?.contains("another person must countersign") == true, "\(name)")
        }
        #expect(try breaches("p1").isEmpty)
        guard case .countersigned(let signed) = try binder.events.last else { throw Unexpected() }
        #expect(signed.by == .known("1 Keeper"), "an identifier stands for its name")
        let twice = try settled(binder, override)
        #expect(twice.found == "entry \(override) needs no countersignature")
        #expect(twice.remedy == "no entry waits for a review" && !twice.canBeOverridden)
    }

    @Test("at a terminal, who decided is refused at the name, before the statement is asked")
    func ownDecision() throws {
        let binder = try MadeBinder()
        let override = try binder.overrideARule(by: "Fay Lund")
        var play = try Self.review(binder, given: [Self.entry: "\(override)"])
        for name in ["Fay Lund", "fay", "Fay"] {
            play.answer("--by", name, refused: "decided it: another person must countersign")
        }
        play.answer("--by", "Gil Or")
        #expect(play.asking?.question.key == "--statement" && play.asking?.refusal == nil)
    }

    private func settled(_ binder: MadeBinder, _ place: UInt64, isAttended: Bool = true) throws -> Breach {
        let play = try Self.review(binder, isAttended: isAttended, given: [Self.entry: "\(place)"])
        guard case .settled(let rule) = try play.plan else { throw Unexpected() }
        #expect(try play.summary.isEmpty)
        return try #require(rule.breaches.first)
    }

    @Test("an entry that needs no countersignature is refused before anything is asked, with those that are open")
    func nothingToSign() throws {
        let binder = try MadeBinder()
        let policy = try #require(try binder.events.firstIndex { $0.kind.rawValue == "policy changed" })
        #expect(try settled(binder, UInt64(policy)).remedy == "no entry waits for a review")
        let use = try binder.recover(shown: true, closed: true)
        let override = try binder.overrideARule()
        for isAttended in [true, false] {
            let breach = try settled(binder, UInt64(policy), isAttended: isAttended)
            #expect(breach.remedy == "these entries wait for a review: \(use), \(override)")
        }
    }

    @Test("at a terminal, a reviewer by options who used the credential is asked once more before anything is recorded")
    func ownReviewDoubted() throws {
        let binder = try MadeBinder()
        _ = try binder.recover(shown: true, closed: true)
        let given = Self.given.merging(["--by": "Dana Novak"]) { $1 }
        let before = try binder.events.count
        var play = try Self.review(binder, given: given, operators: ["Emeka Obi"])
        let asking = play.asking
        #expect(asking?.question.key == "--by" && asking?.isGiven == false)
        #expect(asking?.refusal?.words == "Dana Novak used the credential; a review needs somebody else's eyes")
        play.answer("--by", "", refused: "Enter an answer")
        play.answer("--by", "Fay Lund")
        let (review, filed) = try Self.use(play.plan)
        #expect(filed.by == .known("Fay Lund") && review.warnings(of: filed).isEmpty)
        play.back()
        #expect(play.asking?.refusal != nil, "what the command line gave is asked about again")
        play.answer("--by", "Dana Novak")
        #expect(try Self.use(play.plan).filed.by == .known("Dana Novak"))
        #expect(try binder.events.count == before)
        let other = try Self.review(
            binder, given: Self.given.merging(["--by": "Gil Or"]) { $1 }, operators: ["Emeka Obi"])
        #expect(other.asking == nil)
    }

    @Test("who closes a recovery that they used is asked once more before they review it")
    func ownReviewAfterClosing() throws {
        let binder = try MadeBinder()
        _ = try binder.recover(shown: true, closed: false)
        let ended: [AnswerKey: String] = ["--ended": "the power failed", "--by": "Dana Novak"]
        let play = try Self.review(binder, given: ended)
        let (closing, closed, recovery) = try Self.closing(play.plan)
        _ = try closing.record(closed)
        var next = PlayedCeremony(play.ceremony.use(of: recovery, after: closed), given: Self.given)
        next.give("--operated-by", ["Emeka Obi"])
        #expect(next.asking?.question.introduction.first?.contains("needs somebody else's eyes") == true)
        next.answer("--by", "dana novak")
        #expect(try next.plan.by == .known("dana novak"))
    }

    @Test("a remark is put on record, about an entry if one is named")
    func remark() throws {
        let binder = try MadeBinder()
        var play = PlayedCeremony(Remark(in: try binder.binder), given: ["--about": "2"])
        play.answer("--expected", "two bags")
        play.answer("--happened", "\u{202E}", refused: "--happened")
        play.answer("--happened", "one was torn")
        play.answer("--decided", "another bag")
        play.back()
        play.answer("--decided", "a new bag")
        play.answer("--by", "Dana Novak")
        let plan = try play.plan
        #expect(plan.about == EntryPlace(2) && plan.decided == .known("a new bag") && !plan.override)
        _ = try play.ceremony.record(plan)
        #expect(try binder.events.last == .exception(plan))
        let wrong = PlayedCeremony(Remark(in: try binder.binder), given: ["--about": "two"])
        #expect(wrong.asking?.isGiven == true && wrong.asking?.refusal?.words == "--about: two is not an index")
    }
}
