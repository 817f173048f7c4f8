// SPDX-License-Identifier: Apache-2.0
//
// An account whose password and one-time password are kept by different people, from the split of both to the day after.

import Foundation
import Testing

@Suite("Password and second factor", .serialized)
struct TwoFactorTests {
    @Test("both quorums come together, and one screen shows password and current code side by side, which then is gone")
    func together() async throws {
        let fixture = try await TwoFactorFixture.make()
        let screen = try await Screen(variables: fixture.base.environment)
        try await screen.start(
            ["recover", "--binder", fixture.binder, "--account", "AWS root"] + TwoFactorFixture.statement
                + fixture.quorums.dropLast())
        try await screen.wait(for: "Security  ■■  2 of 2 needed, met")
        try await screen.wait(for: "Platform  ■□  1 of 2 needed")
        try await screen.waitForPrompt("Sheet:")
        try await screen.type(fixture.quorums[3])
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.confirm("show")
        try await screen.waitForPrompt("Then type `show` to show the credential")
        #expect(try fixture.kinds().suffix(4).contains("recovery revealed"), "all is on disk before it is shown")
        let start = Date()
        try await screen.confirm("show")
        let shown = try await screen.wait(for: "more seconds")
        #expect(shown.contains("password  |\(TwoFactorFixture.password)|"))
        let code = try #require(shown.firstMatch(of: /code +([0-9]{6})   for/)?.1)
        #expect(try await TwoFactorFixture.seed.codes(since: start).contains(String(code)))
        try await screen.press("x")
        try await screen.wait(for: "The screen is cleared")
        try await screen.type("")
        let next = try await screen.wait(
            for: "--credential 'one-time password'")
        #expect(Screen.holds(next, "--credential 'root password'"), "\(next)")
        for words in ["Cleared: it counts as used.", "into a new bag", "the window ends at", "File the review by"] {
            #expect(next.contains(words), "\(next)")
        }
        let place = try fixture.kinds().count - 8
        #expect(next.contains("`breakglass review \(place) --binder \(fixture.binder)`"), "\(next)")
        try await screen.expectEnd(0)
        try await screen.expectNowhere(TwoFactorFixture.password)
        #expect(
            try fixture.kinds().suffix(8) == [
                "recovery opened", "recovery opened", "cosigned", "recovery revealed", "cosigned", "recovery revealed",
                "recovery closed", "recovery closed",
            ])
        #expect(try await fixture.run(["ledger", "verify"]).code == 0)
        // One story is for both, and each is dealt anew.
        let review = try await fixture.run([
            "review", "--broke", "the portal", "--done", "a login", "--restored", "restarted", "--prevents", "another",
            "--operated-by", "Dana Levi", "--alerts", "missing", "--evidence", fixture.file("seed"), "--by", "Fay Lund",
        ])
        #expect(review.code == 0 && review.warningLines.contains { $0.contains("alerts") }, "\(review.errors)")
        for credential in ["root password", "one-time password"] {
            #expect(
                review.errors.contains(
                    "`breakglass split --changed --account 'AWS root' --credential '\(credential)' "),
                "\(review.errors)")
        }
        #expect(try fixture.base.scratch.text("binder/ledger.jsonl").contains(#""evidence":[{"name":"seed","digest":"#))
        let status = try await fixture.run(["status"])
        #expect(status.text.components(separatedBy: "counts as burned").count == 3, "\(status.text)")
        let rotated = try await fixture.run([
            "split", "--changed", "--credential", "root password", "--field-from",
            "password=\(fixture.file("password"))",
            "--output",
            fixture.file("new-sheets"), "--no-read-back",
        ])
        #expect(rotated.code == 0 && rotated.errors.contains("AWS root / root password is unopened again"))
        #expect(
            try await fixture.run(["status"]).text.components(separatedBy: "counts as burned").count == 2,
            "the second factor is burned still")
    }

    @Test("where a name fits both credentials, the error lists each as the options to type, and a split tells its own")
    func named() async throws {
        let fixture = try await TwoFactorFixture.make(deals: false)
        let names = ["root password", "one-time password"].map { "--account 'AWS root' --credential '\($0)'" }
        let dealt = try await fixture.splitPassword()
        for command in ["drill in-person", "recover --rehearse --practice --output /dev/shm/practice"] {
            let wanted = "`breakglass \(command) \(names[0]) --binder \(fixture.binder)`"
            #expect(dealt.errors.contains(wanted), "\(dealt.errors)")
        }
        let status = try await fixture.run(["status"])
        #expect(
            status.text.replacing(/\s+/, with: " ").contains(
                "`breakglass split \(names[1]) --binder \(fixture.binder)`"), "\(status.text)")
        #expect(try await fixture.splitSeed().code == 0)
        for command in [["drill", "mail"], ["paper", "drill", "--account", "AWS root"]] {
            let command = command + ["--by", "Dana Levi"]
            try await fixture.run(command).expectRefusal(
                64, "several credentials match", hint: "name one of them: `\(names[0])`; `\(names[1])`")
        }
    }

    @Test("without a binder both factors are opened one after the other, and the screen says so, and what to do")
    func withoutBinder() async throws {
        let fixture = try await TwoFactorFixture.make()
        let screen = try await Screen(variables: fixture.base.environment)
        try await screen.start(
            ["recover", "--journal", fixture.file("journal.jsonl"), "--reason", "INC-1", "--operator", "Dana Levi"]
                + fixture.quorums)
        try await screen.waitForPrompt("The number or the code of the right set, or another sheet:")
        let shown = try await screen.history()
        #expect(shown.contains("these sheets belong to a binder"), "\(shown)")
        #expect(shown.contains("These are two credentials of one account."), "\(shown)")
        #expect(shown.contains("the other comes next, under the same statement"), "\(shown)")
        try await screen.type("9")
        try await screen.wait(for: "none of these sets has this number; the numbers are 1 to 2")
        // Sets that were dealt in the same second are in no particular order.
        try await screen.confirm(shown.contains("  1  AWS root / root password") ? "1" : "2")
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.confirm("show")
        let first = try await screen.wait(for: "Enter clears it; `next` also opens the other factor; cleared in ")
        #expect(first.contains(TwoFactorFixture.password), "\(first)")
        // Any key clears it; `next` on the screen itself is the answer to the prompt that follows.
        try await screen.press("q")
        try await screen.waitForPrompt(
            "The screen is cleared. `next` opens AWS root / one-time password; Enter ends; `again` shows it once more:")
        try await screen.confirm("again")
        try await screen.wait(for: "Enter clears it; `next` also opens the other factor")
        try await screen.confirm("next")
        try await screen.wait(for: "Next: AWS root / one-time password, set ")
        try await screen.wait(for: "To be shown: AWS root / one-time password")
        #expect(try await !screen.history().contains("What comes next:"), "that is for the end")
        try await screen.confirm("quit")
        try await screen.wait(for: "Cleared: it counts as used. What comes next:")
        try await screen.expectEnd(130)
        let journal = try fixture.base.scratch.text("journal.jsonl").split(separator: "\n")
        let opened = journal.filter { $0.contains(#""kind":"recovery opened""#) }
        #expect(opened.count == 2 && opened.allSatisfy { $0.contains("Dana Levi") && $0.contains("INC-1") })
        #expect(opened.last?.contains("one-time password") == true, "\(opened)")
        #expect(journal.count { $0.contains(#""kind":"recovery closed""#) } == 2)
        #expect(journal.count { $0.contains(#""kind":"recovery revealed""#) } == 1)
    }

    @Test(
        "on a narrow terminal, what does not fit beside its name has a screen of its own and is shown as it is",
        arguments: [
            // Beside this name it would fit, if letters of two columns had one.
            ("パスワード管理者用の鍵", "correct-horse-bat"), ("the password of the whole tenant", "abcdefghij0123456789"),
            ("password", "correct-horse-battery-staple-31"),
        ])
    func narrow(name: String, password: String) async throws {
        let fixture = try await TwoFactorFixture.make(deals: false)
        _ = try fixture.base.scratch.write(password, "password")
        for ended in [
            try await fixture.split("root password", "\(name)=\(fixture.file("password"))", "password-sheets"),
            try await fixture.splitSeed(),
        ] { try #require(ended.code == 0, "\(ended.errors)") }
        try await fixture.keepCodes("password")
        try await fixture.keepCodes("seed")
        let screen = try await Screen(variables: fixture.base.environment, columns: 40)
        try await screen.start(
            ["recover", "--binder", fixture.binder, "--account", "AWS root"] + TwoFactorFixture.statement
                + fixture.quorums)
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.confirm("show")
        try await screen.wait(for: "Then type `show` to show the credential")
        try await screen.confirm("show")
        let first = try await screen.wait(for: "more seconds")
        #expect(first.contains(/code +[0-9]{6}   for/) && !first.contains(password), "\(first)")
        // The countdown goes on, and moves nothing.
        try await Task.sleep(for: .seconds(2))
        #expect(try await screen.text().hasPrefix("All that it takes to sign in\n\ncode"))
        try await screen.press("x")
        let second = try await screen.wait(for: name)
        #expect(second.split(separator: "\n").contains { $0 == "|\(password)|" }, "\(second)")
        try await screen.press("x")
        try await screen.wait(for: "The screen is cleared")
        try await screen.type("")
        try await screen.expectEnd(0)
    }

    @Test("a share whose number two sets have is put aside by number and set")
    func dropOfOne() async throws {
        let fixture = try await TwoFactorFixture.make()
        let screen = try await Screen(variables: fixture.base.environment)
        try await screen.start(
            ["recover", "--binder", fixture.binder, "--account", "AWS root"] + TwoFactorFixture.statement
                + fixture.quorums.filter { $0.hasSuffix("g1m1") })
        try await screen.waitForPrompt("Sheet:")
        try await screen.confirm("drop g1m1")
        try await screen.wait(for: "drop g1m1 2  AWS root / one-time password")
        try await screen.confirm("drop g1m1 2")
        try await screen.wait(for: "share g1m1 is put aside")
        #expect(try await screen.text().contains("Security  ■□"))
        try await screen.confirm("quit")
        try await screen.expectEnd(130)
    }

    @Test("Ctrl-C in the middle closes both recoveries, and shows neither")
    func interrupted() async throws {
        let fixture = try await TwoFactorFixture.make()
        let screen = try await Screen(variables: fixture.base.environment)
        try await screen.start(
            ["recover", "--binder", fixture.binder, "--account", "AWS root"] + TwoFactorFixture.statement
                + fixture.quorums.prefix(3))
        try await screen.waitForPrompt("Sheet:")
        try await screen.press("C-c")
        try await screen.expectEnd(130)
        #expect(
            try fixture.kinds().suffix(4) == [
                "recovery opened", "recovery opened", "recovery closed", "recovery closed",
            ])
        try await screen.expectNowhere(TwoFactorFixture.password)
    }

    @Test("a whole account that the policy does not let open is refused by one entry, and opened on one exception")
    func gate() async throws {
        let fixture = try await TwoFactorFixture.make()
        let screen = try await Screen(variables: fixture.base.environment)
        let before = try fixture.kinds()
        let arguments =
            ["recover", "--binder", fixture.binder, "--account", "AWS root"]
            + TwoFactorFixture.statement.map { $0 == "idp-down" ? "power-down" : $0 } + fixture.quorums
        try await screen.start(arguments)
        try await screen.wait(for: "Type `override` to continue against this rule")
        try await Task.sleep(for: .milliseconds(700))
        try await screen.send("override\n")
        try await screen.wait(for: "That came too fast for a hand.")
        // What another question would have got is no reason.
        try await screen.type("Emeka Obi")
        try await screen.wait(for: "That is not the word. Type override letter by letter, or Enter.")
        try await screen.type("")
        try await screen.expectEnd(4)
        #expect(try fixture.kinds() == before + ["refused"])
        try await screen.start(arguments + ["--override", "the failure has no name yet"])
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.press("C-c")
        try await screen.expectEnd(130)
        #expect(
            try fixture.kinds().dropFirst(before.count + 1)
                == ["recovery opened", "recovery opened", "exception", "recovery closed", "recovery closed"])
    }

    @Test("sheets of an older set do not count when a whole account is opened, and the newer ones are named")
    func olderSheet() async throws {
        let fixture = try await TwoFactorFixture.make()
        let old = try fixture.base.scratch.text("password-g1m1")
        let dealt = try await fixture.split(
            "root password", "password=\(fixture.file("password"))", "new-sheets",
            ["--override", "a test", "--by", "Dana Novak"])
        #expect(dealt.code == 0, "\(dealt.errors)")
        _ = try fixture.base.scratch.write(old, "older")
        let screen = try await Screen(variables: fixture.base.environment)
        try await screen.start(
            ["recover", "--binder", fixture.binder, "--account", "AWS root"] + TwoFactorFixture.statement
                + [fixture.file("older")] + fixture.quorums.suffix(2))
        try await screen.waitForPrompt("Sheet:")
        let shown = try await screen.wait(until: "the older set is named") {
            Screen.holds($0, "which was abandoned on")
        }
        #expect(
            Screen.holds(shown, "it does not count: Ana Ruiz's sheet of AWS root / root password"), "\(shown)")
        #expect(shown.contains("0 of 2 needed"), "\(shown)")
        try await screen.press("C-c")
        try await screen.expectEnd(130)
    }

    @Test("a set that a journal brings is held against the ledger's rules, and what it breaks waits for another person")
    func mergedSet() async throws {
        let fixture = try await TwoFactorFixture.make()
        let journal = fixture.file("journal.jsonl")
        let dealt = try await fixture.base.run([
            "split", "--journal", journal, "--account", "AWS root", "--credential", "one-time password", "--group",
            "Platform:1", "--custodian", "Platform:Ana Ruiz", "--custodian", "Platform:Zoe Low", "--field-from",
            "password=\(fixture.file("password"))", "--output", fixture.file("elsewhere"), "--no-read-back",
        ])
        try #require(dealt.code == 0, "\(dealt.errors)")
        let before = try fixture.kinds()
        let merged = try await fixture.run(["ledger", "merge", journal])
        #expect(merged.code == 0)
        #expect(merged.errors.contains("password and second factor in different hands"), "\(merged.errors)")
        #expect(merged.errors.contains("nobody else has countersigned it"), "\(merged.errors)")
        let added = Array(try fixture.kinds().dropFirst(before.count))
        #expect(
            added.first == "journal merged" && added.dropFirst().allSatisfy { $0 == "exception" } && added.count > 1)
        #expect(try await fixture.run(["status"]).text.contains("`breakglass review "))
    }

    @Test(
        "sheets of another credential of the account than the stated one open nothing, with or without a set in force")
    func statedCredential() async throws {
        for dealsBoth in [true, false] {
            let fixture = try await TwoFactorFixture.make(deals: dealsBoth)
            if !dealsBoth {
                try #require(try await fixture.splitPassword().code == 0)
                try await fixture.keepCodes("password")
            }
            let ended = try await fixture.run(
                ["recover", "--account", "AWS root", "--credential", "one-time password"]
                    + TwoFactorFixture.statement + ["--field", "password", "--output", "-"]
                    + fixture.quorums.prefix(2))
            #expect(ended.code == (dealsBoth ? 3 : 4) && ended.output.isEmpty, "\(ended.errors)")
            #expect(ended.errors.contains(dealsBoth ? "it does not count" : "sheets of one-time password"))
            #expect(
                Screen.holds(ended.errors, "to show both, start again without --credential") == dealsBoth,
                "\(ended.errors)")
            #expect(!(try fixture.kinds().contains("recovery revealed")))
        }
    }

    @Test("one field to a pipe takes one credential, which then has to be named")
    func piped() async throws {
        let fixture = try await TwoFactorFixture.make()
        let recover =
            ["recover", "--account", "AWS root"] + TwoFactorFixture.statement
            + ["--field", "password", "--output", "-"] + fixture.quorums
        let unnamed = try await fixture.run(recover)
        unnamed.expectRefusal(64, "--credential is not given", hint: "root password; one-time password")
        let named = try await fixture.run(recover + ["--credential", "root password"])
        #expect(named.text == TwoFactorFixture.password, "\(named.errors)")
        #expect(try fixture.kinds().filter { $0 == "recovery revealed" }.count == 1)
    }

    @Test(
        "split refuses one person, group or place in both, writes that it did, and goes on when told why, on record",
        arguments: [
            (
                "{person: dana, site: firm, container: safe 4}", "{person: ana, site: firm, container: safe 4}",
                "Ana Ruiz"
            ),
            ("name: Platform", "name: Security", "Security keeps sheets of root password too"),
            ("{person: dana, site: firm, container: safe 4}", "{person: dana, site: hq, container: x}", "Headquarters"),
        ])
    func refused(old: String, new: String, words: String) async throws {
        let fixture = try await TwoFactorFixture.make([(old, new)], deals: false)
        let before = try fixture.kinds()
        let refused = try await fixture.splitSeed()
        refused.expectRefusal(4, "password and second factor in different hands and places", hint: "--override")
        #expect(refused.errors.contains(words), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: fixture.file("seed-sheets")))
        #expect(try fixture.kinds() == before + ["refused"])
        let overridden = try await fixture.splitSeed([
            "--override", "nobody else can be trained before Monday", "--by", "Dana Novak",
        ])
        #expect(overridden.code == 0, "\(overridden.errors)")
        #expect(try fixture.kinds().suffix(3) == ["exception", "set created", "sheets released"])
        #expect(try await fixture.run(["status"]).text.contains("overrode a rule"))
    }
}
