// SPDX-License-Identifier: Apache-2.0
//
// What people answer at a terminal: a wrong answer is asked again with its reason, and costs no other answer.

import Foundation
import Testing

@Suite("Answers at a terminal")
struct AnswersTests {
    @Test("a statement takes the beginning of a name, and says at once what the policy asks for")
    func statement() async throws {
        let fixture = try await BinderFixture.make()
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(["recover", "--binder", fixture.binder])
        try await screen.waitForPrompt("Which failure mode is it")
        try await screen.type("")
        try await screen.wait(for: "The policy allows an opening for these failures only.")
        try await screen.type("fire")
        try await screen.wait(for: "fire is not in the list; enter a number from 1 to 4, or the beginning of a name")
        try await screen.type("idp")
        try await screen.waitForPrompt("How was it shown that this is down")
        try await screen.wait(for: "Enter alone answers: Two people fail to sign in from two networks")
        try await screen.type("")
        try await screen.waitForPrompt("What happened, with the ticket, such as INC-4711:")
        try await screen.type("override")
        try await screen.wait(for: "Not yet: the program asks for `override` after the last question")
        try await screen.type("")
        try await screen.wait(for: "Enter an answer; Ctrl-C gives up.")
        try await screen.type("SSO is slow")
        try await screen.wait(for: "is convenience, by the policy; say what is broken")
        try await screen.type("the portal answers 503")
        try await screen.waitForPrompt("Ticket:")
        try await screen.type("")
        try await screen.wait(for: "The policy asks for a ticket.")
        try await screen.type("INC-1")
        try await screen.waitForPrompt("Who approved it, separated by commas (empty: nobody):")
        try await screen.type("")
        try await screen.wait(for: "AWS root needs 1 approval; this is 0.")
        try await screen.type("Ana")
        try await screen.wait(for: "Ana is not in the list")
        try await screen.type("fay")
        try await screen.waitForPrompt("Who operates this machine")
        try await screen.type("Dana Novak")
        try await screen.waitForPrompt("Enter if this is right, or the number of an answer to change:")
        let asked = try await screen.text().components(separatedBy: "Ticket:").count
        try await screen.type("4")
        try await screen.wait(until: "the ticket is asked again") {
            $0.components(separatedBy: "Ticket:").count > asked
        }
        try await screen.type("INC-2")
        try await screen.wait(for: "4  Ticket        INC-2")
        try await screen.type("")
        try await screen.waitForPrompt("Sheet:")
        let shown = try await screen.history()
        #expect(shown.contains("1  Failure mode  idp-down"), "\(shown)")
        #expect(shown.contains("2  Normal path   Two people fail to sign in from two networks"), "\(shown)")
        #expect(shown.contains("6  Approved by   Fay Lund"), "\(shown)")
        #expect(try fixture.kinds.last == "recovery opened")
    }

    @Test("an opening that nobody approved is asked about twice, and then for its override")
    func nobody() async throws {
        let fixture = try await BinderFixture.make()
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(["recover", "--binder", fixture.binder] + BinderFixture.statement.dropLast(2))
        try await screen.waitForPrompt("Who approved it")
        try await screen.type("")
        try await screen.wait(for: "leaves it open, and needs an `override`.")
        try await screen.type("")
        try await screen.wait(for: "1  Approved by   nobody")
        try await screen.type("")
        try await screen.waitForPrompt("Type `override` to continue against this rule")
        try await screen.type("")
        try await screen.expectEnd(4)
        #expect(try fixture.kinds.last == "refused")
    }

    @Test("the override can be answered by going back and changing what caused it")
    func backFromOverride() async throws {
        let fixture = try await BinderFixture.make()
        let before = try fixture.kinds
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(["recover", "--binder", fixture.binder] + BinderFixture.statement.dropLast(2))
        try await screen.waitForPrompt("Who approved it")
        try await screen.type("")
        try await screen.wait(for: "leaves it open, and needs an `override`.")
        try await screen.type("")
        try await screen.wait(for: "1  Approved by   nobody")
        try await screen.type("")
        try await screen.waitForPrompt("Type `override` to continue against this rule")
        try await screen.confirm("override")
        try await screen.waitForPrompt("Why, for the record:")
        try await screen.wait(for: "(`back` returns to the question before.)")
        try await screen.type("back")
        try await screen.waitForPrompt("Type `override` to continue against this rule", asked: 2)
        try await screen.type("back")
        try await screen.waitForPrompt("Enter if this is right", asked: 2)
        try await screen.type("1")
        try await screen.waitForPrompt("Who approved it", asked: 3)
        try await screen.type("fay")
        try await screen.wait(for: "1  Approved by   Fay Lund")
        try await screen.type("")
        try await screen.waitForPrompt("Sheet:")
        // The statement that broke the rule stays on record as refused; the one that took its place is kept.
        #expect(try fixture.kinds == before + ["refused", "recovery opened"])
        try await screen.confirm("quit")
        try await screen.expectEnd(130)
    }

    @Test("the review says what each answer about the alerts means")
    func alerts() async throws {
        let fixture = try await BinderFixture.make()
        try #require(try await fixture.recover().code == 0)
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start([
            "review", "--binder", fixture.binder, "--broke", "the portal", "--done", "a login", "--restored",
            "restarted", "--prevents", "another", "--operated-by", "Dana Novak", "--by", "Fay Lund",
        ])
        try await screen.wait(for: "3  missing: they are set up, and none came")
        try await screen.wait(for: "4  none: no alert is set up for this account")
        try await screen.waitForPrompt("Did the alerts of the use arrive:")
        try await screen.type("yes")
        try await screen.wait(for: "yes is not in the list; enter a number from 1 to 4")
        try await screen.waitForPrompt("Did the alerts of the use arrive:", asked: 2)
        try await screen.type("none")
        try await screen.wait(for: "Prevented by")
        try await screen.waitForPrompt("Enter if this is right")
        try await screen.type("")
        try await screen.expectEnd(0)
        #expect(try fixture.kinds.last == "review filed")
    }

    @Test("files and kinds of fields are checked before the credential is typed")
    func beforeTheSecret() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let split = [
            "split", "--binder", fixture.binder, "--output", fixture.scratch.file("sheets"), "--to-disk",
            "--no-read-back", "--allow-swap",
        ]
        for (flags, words, code) in [
            (["--field", "password", "--field-from", "key:file=/nowhere/key"], "/nowhere/key cannot be read", 66),
            (["--field", "password", "--seal", "Bo Chen", "--passphrase-from", "g1m2=/nowhere/p"], "/nowhere/p", 66),
            (["--field", "code:otp", "--untried-seed", "x", "--by", "C"], "the policy calls it password", 4),
        ] {
            let screen = try await Screen(variables: fixture.environment)
            try await screen.start(split + flags)
            try await screen.wait(for: words)
            try await screen.expectEnd(code)
            try await screen.expectNowhere("(not shown)")
        }
        #expect(!FileManager.default.fileExists(atPath: fixture.scratch.file("sheets")))
    }

    @Test(
        "init asks for the credential's name, again for each answer that does not fit, and once more what is to be changed"
    )
    func binder() async throws {
        let scratch = try Scratch()
        let screen = try await Screen(variables: ["XDG_CONFIG_HOME": scratch.file("config")])
        let binder = scratch.file("binder")
        try await screen.start(["init", binder])
        for (question, answers) in [
            ("Ledger name", [("Example Corp", "a ledger's name has 1 to 64"), ("example.com", "Organization")]),
            ("Organization", [("Example Corp", "Account, such as")]),
            ("Account, such as", [("AWS root", "Credential of this account")]),
            ("Credential of this account", [("root password", "Group of custodians")]),
            ("Group of custodians", [("Security", "Custodians of Security")]),
            ("Custodians of Security", [("Ana Ruiz, Bo Chen", "How many of the 2")]),
            ("How many of the 2", [("3", "3 is not a number from 1 to 2"), ("2", "Another group")]),
            ("Another group", [("security", "Try again."), ("", "Your name")]),
            ("Your name", [("Dana Novak", "Made by")]),
        ] {
            for (answer, next) in answers {
                try await screen.waitForPrompt(question)
                try await screen.type(answer)
                try await screen.wait(for: next)
            }
        }
        try await screen.waitForPrompt("Enter if this is right")
        try await screen.type("6")
        try await screen.waitForPrompt("Custodians of Security, separated by commas:", asked: 2)
        try await screen.type("Ana Ruiz, Bo Chen, Gus Ek")
        // The answer for two people is none for three.
        try await screen.waitForPrompt("How many of the 3 are needed")
        try await screen.type("2")
        try await screen.waitForPrompt("Enter if this is right", asked: 2)
        try await screen.type("")
        try await screen.expectEnd(0)
        let policy = try String(contentsOfFile: "\(binder)/policy.yaml", encoding: .utf8)
        #expect(policy.contains("name: root password") && policy.contains("Gus Ek"), "\(policy)")
    }

    @Test("a folder that is no place for a binder is refused before anything is asked")
    func noPlace() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        try await fixture.run(["init", fixture.binder]).expectRefusal(73, "already exists")
        let file = try fixture.scratch.write("x", "file")
        try await fixture.run(["init", file]).expectRefusal(73, "already exists")
        try await fixture.run(["init", fixture.scratch.file("no/where")]).expectRefusal(66, "cannot be made")
    }
}
