// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import Testing

@testable import Ceremonies
@testable import ShareEnvelope

@Suite("What a split asks")
struct SplitTests {
    private static func asked<Plan>(_ next: Next<Plan>) -> Asking? {
        if case .ask(let asking) = next { asking } else { nil }
    }

    private static func plan<Plan>(_ next: Next<Plan>) -> Plan? {
        if case .ready(let plan) = next { plan } else { nil }
    }

    /// A binder whose credential is dealt, and whose sheets are proven.
    private static func dealt() async throws -> DealingBinder {
        let binder = try DealingBinder()
        try await binder.dealing(.unchanged).run(try Sample.credential(), dice: Sample.secret(""), at: ScriptedDesk())
        return try binder.again()
    }

    @Test("a credential that was never dealt is dealt without a question")
    func first() throws {
        let binder = try DealingBinder()
        let plan = try #require(Self.plan(binder.split().next(Answers(isAttended: true))))
        #expect(plan.roster.account == .known("AWS root") && !plan.isChanged && plan.author == nil)
        #expect(plan.succession == .unchanged)
        let rule = try #require(plan.rule(under: binder.binder.policy, in: binder.binder.state))
        #expect(rule.breaches.isEmpty)
    }

    @Test("with a set in force it asks whether the credential was changed; a wrong word is corrected, and taken back")
    func changed() async throws {
        let binder = try await Self.dealt()
        let split = binder.split()
        var answers = Answers(isAttended: true)
        let question = try #require(Self.asked(split.next(answers)))
        #expect(question.question.key == "--changed" && question.question.introduction[0].contains("is in force"))
        answers.type("perhaps", for: "--changed")
        #expect(Self.asked(split.next(answers))?.refusal != nil)
        answers.type("Changed", for: "--changed")
        #expect(Self.plan(split.next(answers))?.succession == .changed)
        let isTakenBack = answers.takeBack(before: nil)
        #expect(isTakenBack)
        answers.type("", for: "--changed")
        let plan = try #require(Self.plan(split.next(answers)))
        #expect(!plan.isChanged)
        let breaches = plan.rule(under: binder.binder.policy, in: binder.binder.state)?.breaches ?? []
        #expect(breaches.contains { $0.expected == "a credential that was changed at the account" })
    }

    @Test("nobody is asked about a change that a generated password makes, that is stated, or whose rule is overridden")
    func unasked() async throws {
        let binder = try await Self.dealt()
        var stated = Answers(isAttended: false)
        stated.give("--changed", "changed")
        #expect(Self.plan(binder.split().next(stated))?.isChanged == true)
        let open = Answers(isAttended: true)
        #expect(
            Self.plan(binder.split(DealingBinder.generated).next(open))?.succession == .generated(.known("password")))
        #expect(Self.plan(binder.split(isOverriding: true).next(open))?.isChanged == false)
        #expect(Self.plan(binder.split().next(Answers(isAttended: false)))?.isChanged == false)
    }

    @Test("a credential that the policy does not have is refused with those that it has")
    func unknown() throws {
        var answers = Answers(isAttended: true)
        answers.give("--credential", "other password")
        let asking = try #require(Self.asked(try DealingBinder().split().next(answers)))
        #expect(asking.isGiven && asking.refusal?.words == "the policy has no credential of that name")
        #expect(asking.refusal?.hint?.contains("root password") == true)
    }

    @Test("of several credentials one is asked for by number or name; without anybody to ask, the options are named")
    func several() throws {
        let lives = [try DealingBinder().life, try DealingBinder(account: "Tenant").life]
        let question = CredentialQuestion(among: lives, orElse: "none of that name", hint: "adopt a policy")
        func read(_ answers: Answers) -> (name: String?, asking: Asking?) {
            do throws(Asking) { return ("\(try question.plan(answers).name)", nil) } catch { return (nil, error) }
        }
        var answers = Answers(isAttended: true)
        let asking = try #require(read(answers).asking)
        #expect(asking.question.choices?.all.count == 2)
        answers.type("3", for: asking.question.key)
        #expect(read(answers).asking?.refusal != nil)
        answers.type("Ten", for: asking.question.key)
        #expect(read(answers).name == "\(lives[1].name)")
        var given = Answers(isAttended: false)
        #expect(read(given).asking?.refusal?.words == "several credentials match")
        #expect(
            read(given).asking?.refusal?.hint
                == "name one of them: `\(lives[0].name.options)`; `\(lives[1].name.options)`")
        given.give("--account", "Tenant")
        #expect(read(given).name == "\(lives[1].name)")
    }

    @Test("who leaves a seed untried says who answers for it, before the credential is typed")
    func untriedSeed() throws {
        let seed = [FieldSource(name: .known("code"), kind: .oneTimePasswordSeed, origin: .prompt)]
        let split = Split(.roster(try Sample.roster()), seed, isOverriding: false, leavesSeedUntried: true)
        var answers = Answers(isAttended: true)
        #expect(Self.asked(split.next(answers))?.question.key == "--by")
        answers.type("", for: "--by")
        #expect(Self.asked(split.next(answers))?.refusal != nil)
        answers.type("Dana Novak", for: "--by")
        #expect(Self.plan(split.next(answers))?.author == .known("Dana Novak"))
        #expect(Self.plan(split.next(Answers(isAttended: false)))?.author == nil, "the gate asks, or refuses")
    }

    @Test("a generated password needs a screen and proven paper, and comes alone")
    func generated() throws {
        let name = PublicText.known("password")
        func words(_ names: [PublicText], canShow: Bool = true, readsBack: Bool = true) -> String? {
            do throws(Refusal) {
                try SplitPlan.check(generated: names, canShow: canShow, readsBack: readsBack)
                return nil
            } catch { return error.words }
        }
        #expect(words([]) == nil && words([name]) == nil)
        #expect(words([name, .known("other")])?.contains("one password at a time") == true)
        #expect(words([name], canShow: false)?.contains("no terminal to show") == true)
        #expect(words([name], readsBack: false)?.contains("--no-read-back") == true)
    }

    @Test("a code that was given is tried; another one, or none, is said")
    func seedTrial() throws {
        let name = PublicText.known("code")
        #expect(throws: Refusal.self) { try SeedTrial(codes: ["x=123456"], untried: nil, of: [name]) }
        #expect(throws: Refusal.self) { try SeedTrial(codes: ["123456", "code=654321"], untried: nil, of: [name]) }
        #expect(try SeedTrial(codes: [], untried: nil, of: [name]).unasked == [name])
        #expect(try SeedTrial(codes: ["123456"], untried: nil, of: [name]).unasked.isEmpty)
        #expect(throws: Refusal.self) { try SeedTrial.reason("812398") }
        #expect(try SeedTrial.reason("the phone is lost") == .known("the phone is lost"))
        let field = try CredentialField(
            kind: .oneTimePasswordSeed, name: name,
            value: try EnrolmentCode.seedValue(base32: Sample.secret("JBSWY3DPEHPK3PXP")))
        #expect(SeedTrial.defect(of: Sample.secret("12345"), field)?.contains("has 5 digits") == true)
        #expect(try SeedTrial(codes: [], untried: nil, of: [name]).verdict(of: field) == .unasked)
        #expect(
            try SeedTrial(codes: [], untried: .known("x"), of: [name]).verdict(of: field) == .untried(.known("x")))
    }
}
