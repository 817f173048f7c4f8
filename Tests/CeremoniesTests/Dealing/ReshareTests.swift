// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import SecretSharing
import Testing

@testable import Ceremonies
@testable import ShareEnvelope

@Suite("A reshare")
struct ReshareTests {
    private static func asked<Plan>(_ next: Next<Plan>) -> Asking? {
        if case .ask(let asking) = next { asking } else { nil }
    }

    private static func plan<Plan>(_ next: Next<Plan>) -> Plan? {
        if case .ready(let plan) = next { plan } else { nil }
    }

    /// A binder whose credential is dealt and proven, and the quorum of its sheets.
    private static func dealt() async throws -> (binder: DealingBinder, quorum: Quorum, set: ReleasedSet) {
        let binder = try DealingBinder()
        let set = try await binder.dealing(.unchanged)
            .run(try Sample.credential(), dice: Sample.secret(""), at: ScriptedDesk())
        return (try binder.again(), try Quorum(set.paper.shares(set.paper.numbers), of: set.paper.dealt.manifest), set)
    }

    @Test("asks why, which sheet, who and what happened; wrong answers are corrected, and one is taken back")
    func questions() async throws {
        let (binder, _, set) = try await Self.dealt()
        let reshare = try Reshare(of: binder.life, sealing: [], binder.binder)
        #expect(reshare.rule.breaches.isEmpty)
        var answers = Answers(isAttended: true)
        func asks() -> AnswerKey? { Self.asked(reshare.next(answers))?.question.key }
        #expect(asks() == "--because")
        answers.type("fire", for: "--because")
        #expect(Self.asked(reshare.next(answers))?.refusal != nil)
        answers.type("lo", for: "--because")
        #expect(asks() == "--share")
        answers.type("g7m1", for: "--share")
        #expect(Self.asked(reshare.next(answers))?.refusal?.hint == "it has g1m1, g1m2")
        answers.type("g1m2", for: "--share")
        #expect(asks() == "--by")
        let isTakenBack = answers.takeBack(before: "--by")
        #expect(isTakenBack)
        #expect(asks() == "--share")
        answers.type("g1m1", for: "--share")
        answers.type("Dana Novak", for: "--by")
        #expect(Self.asked(reshare.next(answers))?.question.words == "What happened to the sheet of g1m1")
        answers.type("the safe burned", for: "--why")
        let plan = try #require(Self.plan(reshare.next(answers)))
        #expect(plan.why == .known("the sheet of share g1m1 is lost"))
        #expect(plan.loss?.set == set.identity && plan.loss?.happened == .known("the safe burned"))
        #expect(reshare.summary(of: plan).compactMap(\.key) == ["--because", "--share", "--by", "--why"])
        let lines = reshare.summary(of: plan).map { "\($0.name): \($0.text)" }
        #expect(
            lines.prefix(4) == [
                "Credential: \(binder.life.name)",
                "Old set: set \(set.identity.code), \(set.identity.words.joined(separator: " "))",
                "Kept by: Ana Ruiz (g1m1); Bo Chen (g1m2)", "To destroy: 2 sheets: g1m1, g1m2",
            ], "\(lines)")
        answers.forget("--because")
        answers.type("people", for: "--because")
        let people = try #require(Self.plan(reshare.next(answers)))
        #expect(people.loss == nil && people.why == .known("the safe burned"))
    }

    @Test("a share that is to be sealed must be somebody's")
    func sealing() async throws {
        let (binder, _, _) = try await Self.dealt()
        let reshare = try Reshare(of: binder.life, sealing: ["Zoe"], binder.binder)
        let asking = Self.asked(reshare.next(Answers(isAttended: true)))
        #expect(asking?.isGiven == true && asking?.refusal?.words == "--seal Zoe: no custodian of that name")
    }

    @Test("a share that is named without a sheet that makes it necessary is refused")
    func shareOfNothing() async throws {
        let (binder, _, _) = try await Self.dealt()
        var answers = Answers(isAttended: false)
        answers.give("--because", "people")
        answers.give("--share", "g1m1")
        let asking = Self.asked(try Reshare(of: binder.life, sealing: [], binder.binder).next(answers))
        #expect(asking?.isGiven == true)
        #expect(asking?.refusal?.words.contains("it is not a sheet that makes this necessary") == true)
    }

    @Test("records the loss first, then what the quorum agrees to, then the new set, and retires the old one last")
    func steps() async throws {
        let (binder, quorum, old) = try await Self.dealt()
        let reshare = try Reshare(of: binder.life, sealing: ["Ana Ruiz"], binder.binder)
        var answers = Answers(isAttended: false)
        for (key, text) in [("--because", "damaged"), ("--share", "g1m2"), ("--by", "Dana"), ("--why", "water")] {
            answers.give(AnswerKey(key), text)
        }
        let plan = try #require(Self.plan(reshare.next(answers)))
        try reshare.recordLoss(of: plan)
        let open = try reshare.open(plan, with: quorum, .open)
        let desk = ScriptedDesk()
        let new = try await Dealing(
            to: plan.roster, DealingEvidence(binder.binder.evidence, program: .known("breakglass test")), .none,
            style: SheetStyle(paper: .a4, format: .pdf, isAnonymous: false, secondsFromUTC: 0, version: "test"),
            isCiphertextApart: false, readsBack: true, executable: Sample.program
        ).run(try Sample.credential(), dice: Sample.secret(""), at: desk)
        #expect(desk.steps.prefix(2) == ["dealt", "passphrase of Ana Ruiz"], "asked once the old quorum is met")
        let retired = try open.retire(for: new)
        #expect(retired.words.contains("set \(old.identity.code) is retired") && retired.warning != nil)
        #expect(
            try binder.kinds.suffix(9) == [
                "sheet lost", "reshare opened", "cosigned", "set created", "sheets released", "sheets read back",
                "cosigned", "set retired", "cosigned",
            ])
        #expect(try binder.again().life.liveSet?.identity == new.identity)
    }

    @Test("a set is retired without a dealing by a quorum of its own sheets, once")
    func retireOnly() async throws {
        let (binder, quorum, set) = try await Self.dealt()
        let history = try #require(binder.life.liveSet)
        let retiring = Retiring(history, isChanged: true, binder.binder)
        #expect(retiring.rules.breaches.isEmpty)
        var answers = Answers(isAttended: true)
        answers.type("Dana Novak", for: "--by")
        answers.type("\u{200B}", for: "--why")
        #expect(Self.asked(retiring.next(answers))?.refusal != nil)
        answers.type("the account is closed", for: "--why")
        let plan = try #require(Self.plan(retiring.next(answers)))
        let lines = retiring.summary(of: plan).map { "\($0.name): \($0.text)" }
        #expect(
            lines == [
                "Retires: set \(set.identity.code), \(set.identity.words.joined(separator: " "))",
                "Kept by: Ana Ruiz (g1m1); Bo Chen (g1m2)", "To destroy: 2 sheets: g1m1, g1m2",
                "Still opens: nothing: the credential was changed", "Instead: no set of it is in force",
                "Asked by: Dana Novak", "Why: the account is closed",
            ], "\(lines)")
        #expect(retiring.summary(of: plan).compactMap(\.key) == ["--by", "--why"])
        let told = try plan.record(signedBy: quorum.shares, of: quorum.manifest, in: binder.binder, .open)
        #expect(told.warning == nil, "what a changed credential's sheets open is worthless")
        let after = try binder.again()
        #expect(after.life.liveSet == nil)
        let ended = try #require(after.binder.state.set(set.identity))
        #expect(!Retiring(ended, isChanged: true, after.binder).rules.breaches.isEmpty)
    }

    @Test("a practice set is not in force instead of the set that is retired")
    func retireBesidePractice() async throws {
        let before = try DealingBinder(account: "AWS root 1111")
        let real = try await before.dealing(.unchanged)
            .run(try Sample.credential(), dice: Sample.secret(""), at: ScriptedDesk())
        let practice = try Sample.dealt(credential: "root password", isPractice: true).manifest
        let custodians = practice.rule.shareNumbers.map { share in
            SetCreated.Custodian(share: share, name: .known("Ana Ruiz"), person: nil, sealed: false)
        }
        try before.again().binder.append(
            .setCreated(
                SetCreated(
                    manifest: practice, practice: real.identity, custodians: custodians, program: .known("test"))))
        try before.again().binder.append(
            .sheetsReleased(SheetsReleased(set: practice.identity, quorumsTried: 3, quorums: 3)))
        let binder = try before.again()
        #expect(binder.binder.state.set(practice.identity)?.isLive == true)
        let retiring = Retiring(try #require(binder.life.liveSet), isChanged: true, binder.binder)
        var answers = Answers(isAttended: true)
        answers.type("Dana Novak", for: "--by")
        answers.type("the account is closed", for: "--why")
        let plan = try #require(Self.plan(retiring.next(answers)))
        let instead = retiring.summary(of: plan).first { $0.name == "Instead" }
        #expect(instead?.text == "no set of it is in force")
    }

    @Test(
        "a set whose replacement is unproven is retired only by an override, which is written first, or once it is changed"
    )
    func retireUnproven() async throws {
        let (first, quorum, old) = try await Self.dealt()
        let desk = ScriptedDesk()
        let new = try await first.dealing(.none, readsBack: false)
            .run(try Sample.credential(), dice: Sample.secret(""), at: desk)
        #expect(desk.unproven?.contains("prove each one with `breakglass drill in-person`") == true)
        let binder = try first.again()
        let history = try #require(binder.binder.state.set(old.identity))
        let retiring = Retiring(history, isChanged: false, binder.binder)
        let breach = try #require(retiring.rules.breaches.first)
        #expect(retiring.rules.breaches.count == 1 && breach.canBeOverridden)
        #expect(breach.expected == "another set in force whose sheets a quorum has proven")
        #expect(
            breach.remedy.hasPrefix(
                "read the sheets of set \(new.identity.code) back first: `breakglass drill in-person`, or "))
        #expect(Retiring(history, isChanged: true, binder.binder).rules.breaches.isEmpty)
        let other = try #require(binder.binder.state.set(new.identity))
        #expect(Retiring(other, isChanged: false, binder.binder).rules.breaches.isEmpty, "the old one is proven")

        var answers = Answers(isAttended: false)
        for (key, text) in [("--by", "Dana Novak"), ("--why", "replaced")] { answers.give(AnswerKey(key), text) }
        let plan = try #require(Self.plan(retiring.next(answers)))
        let instead = retiring.summary(of: plan).first { $0.name == "Instead" }?.text
        #expect(instead == "set \(new.identity.code) is in force, BUT NO QUORUM OF ITS SHEETS WAS EVER PROVEN")
        let passage = try binder.binder.gate(.reshare).judge(
            retiring.rules.breaches, override: Override(why: .known("a drill"), by: plan.author))
        _ = try plan.record(signedBy: quorum.shares, of: quorum.manifest, in: binder.binder, passage)
        #expect(try binder.kinds.suffix(3) == ["exception", "set retired", "cosigned"])
    }

    @Test("practice sheets go to the people of the policy, unsealed, and name the set they are practice for")
    func practice() async throws {
        let binder = try DealingBinder(sealed: true)
        try await binder.dealing(.unchanged)
            .run(try Sample.credential(), dice: Sample.secret(""), at: ScriptedDesk())
        let now = try binder.again()
        let practice = try PracticeDealing(
            for: now.life, beside: try #require(now.life.liveSet), under: now.binder.policy)
        #expect(practice.roster.isPractice && practice.rules.breaches.isEmpty)
        #expect(practice.roster.groups.allSatisfy { $0.custodians.allSatisfy { !$0.isSealed } })
        #expect(throws: Refusal.self) {
            try PracticeDealing(for: now.life, beside: try #require(now.life.liveSet), under: nil)
        }
    }
}
