// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Binders")
struct BinderTests {
    @Test("a recovery writes its statement, its consents and its end, and every witness is named by an audit")
    func recovery() async throws {
        let fixture = try await BinderFixture.make()
        let recovered = try await fixture.recover()
        #expect(recovered.text == BinderFixture.password, "\(recovered.errors)")
        #expect(
            try fixture.kinds == [
                "binder opened", "policy changed", "set created", "sheets released", "recovery opened", "cosigned",
                "recovery revealed", "recovery closed",
            ])
        let alone = try await fixture.verify()
        #expect(alone.code == 0 && alone.text.contains("Believed up to: 0 of 8 entries."), "\(alone.text)")
        #expect(!alone.text.contains("kept by"), "shares that only the ledger vouches for are no witnesses")
        let codes = try await Deal(folder: fixture.scratch.file("sheets")).codes("g1m1")
        let printed = try #require(codes.first { $0.hasPrefix("BGK1") })
        let audit = try await fixture.verify(["--printed", printed])
        #expect(audit.code == 0, "\(audit.text)")
        #expect(audit.text.contains("kept by Ana Ruiz,") && audit.text.contains("kept by Bo Chen,"), "\(audit.text)")
        #expect(audit.text.contains("entries 0 to 4"), "\(audit.text)")
        // A slip of the pen is no sign of a forged ledger.
        let copied = try await fixture.verify(["--printed", printed.replacing("AAAA", with: "AAA", maxReplacements: 1)])
        #expect(copied.text.contains("was misread: a character is wrong"), "\(copied.text)")
        #expect(copied.text.contains("A code was misread: it counts neither for nor against"), "\(copied.text)")
        #expect(try fixture.scratch.text("binder/ledger.jsonl").contains(BinderFixture.password) == false)
    }

    @Test("a picture of a sheet stands for its code, and a file that is not there is said as such")
    func printedPicture() async throws {
        let fixture = try await BinderFixture.make()
        let audit = try await fixture.verify(["--printed", fixture.scratch.file("sheets/sheet-g1m1.pdf")])
        #expect(audit.code == 0 && audit.text.contains("the paper at 3 entries"), "\(audit.text)\(audit.errors)")
        let mistyped = try await fixture.verify(["--printed", fixture.scratch.file("sheets/sheet-g1m9.pdf")])
        mistyped.expectRefusal(66, "there is no such file", hint: "a code begins with BGK1")
        let nonsense = try await fixture.verify(["--printed", "nonsense"])
        #expect(nonsense.code == 65 && nonsense.text.contains("A code was misread"), "\(nonsense.text)")
        // The second verifier ends in the same way.
        let second = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Vectors/verify_ledger.py").standardized.path
        for (printed, code) in [("nonsense", 65), ("sheet-g1m9.pdf", 66)] as [(String, Int32)] {
            let verified = try await Program.run(
                "/usr/bin/python3", ["-B", second, fixture.binder, "--printed", printed])
            #expect(verified.code == code, "\(printed): \(verified.text) \(verified.errors)")
        }
        let blank = fixture.scratch.file("blank.png")
        try await Program.tool("qrencode", "-o", blank, "something else")
        try await fixture.verify(["--printed", blank]).expectRefusal(65, "shows no code of a checkpoint", hint: "scan")
    }

    @Test("the statement stands in the ledger and on the screen before a sheet is read")
    func statementFirst() async throws {
        let fixture = try await BinderFixture.make()
        let ended = try await fixture.run(
            ["recover", "--binder", fixture.binder] + BinderFixture.statement + [
                "--field", "password", "--output", "-", "/nowhere.pdf",
            ])
        #expect(ended.code == 3, "\(ended.errors)")
        #expect(try fixture.kinds.suffix(2) == ["recovery opened", "recovery closed"])
        let shown = try #require(ended.errors.range(of: "Ticket        INC-1"))
        let read = try #require(ended.errors.range(of: "/nowhere.pdf"))
        #expect(shown.lowerBound < read.lowerBound)
    }

    @Test(
        "a statement that the policy does not allow is refused, which is an entry; on record it goes on all the same",
        arguments: [
            ("--failure-mode", "a failure mode"), ("--normal-path-down", "the normal path"), ("--ticket", "a ticket"),
            ("--approved-by", "1 approval"),
        ])
    func refusals(option: String, words: String) async throws {
        let fixture = try await BinderFixture.make()
        var statement = BinderFixture.statement
        let place = try #require(statement.firstIndex(of: option))
        statement.removeSubrange(place...place + 1)
        let arguments = [
            "recover", "--binder", fixture.binder, "--field", "password", "--output", "-",
            fixture.scratch.file("codes.txt"),
        ]
        let refused = try await fixture.run(arguments + statement)
        #expect(refused.code == 4, "\(refused.errors)")
        #expect(refused.output.isEmpty)
        #expect(refused.errorLines.first?.contains(words) == true, "\(refused.errors)")
        #expect(refused.hintLines.first?.contains("--override") == true)
        #expect(try fixture.kinds.last == "refused")
        let overridden = try await fixture.run(arguments + statement + ["--override", "the approver is on a plane"])
        #expect(overridden.text == BinderFixture.password, "\(overridden.errors)")
        #expect(try fixture.kinds.count { $0 == "exception" } == 1)
        #expect(try fixture.scratch.text("binder/ledger.jsonl").contains(#""override":true"#))
    }

    @Test("convenience is no emergency")
    func convenience() async throws {
        let fixture = try await BinderFixture.make()
        let statement = BinderFixture.statement.map { $0 == "the portal answers 503" ? "SSO is slow" : $0 }
        let ended = try await fixture.run(
            ["recover", "--binder", fixture.binder, "--field", "password", "--output", "-"] + statement + [
                fixture.scratch.file("codes.txt")
            ])
        #expect(ended.code == 4)
        #expect(ended.errorLines.first?.contains("slow") == true, "\(ended.errors)")
    }

    @Test("without its key, without its folder and on a read-only disk the evidence goes into a journal that is merged")
    func journals() async throws {
        let fixture = try await BinderFixture.make()
        try FileManager.default.moveItem(
            atPath: fixture.scratch.file("config"), toPath: fixture.scratch.file("elsewhere"))
        let recovered = try await fixture.recover()
        #expect(recovered.text == BinderFixture.password, "\(recovered.errors)")
        #expect(recovered.warningLines.contains { $0.contains("breakglass-journal.jsonl") }, "\(recovered.errors)")
        #expect(try fixture.kinds.count == 4)
        #expect(
            try fixture.kinds(of: "breakglass-journal.jsonl") == [
                "journal opened", "recovery opened", "exception", "cosigned", "recovery revealed", "recovery closed",
            ])
        try FileManager.default.moveItem(
            atPath: fixture.scratch.file("elsewhere"), toPath: fixture.scratch.file("config"))
        let merge = ["ledger", "merge", "--binder", fixture.binder, fixture.scratch.file("breakglass-journal.jsonl")]
        let merged = try await fixture.run(merge)
        #expect(merged.code == 0, "\(merged.errors)")
        #expect(merged.errors.contains("6 entries"))
        let told = merged.errors.replacing(/\s+/, with: " ")
        let review = "`breakglass review \(try fixture.kinds.count - 1).1 --binder \(fixture.binder)`"
        #expect(told.contains("What now waits for a review:") && told.contains(review), "\(told)")
        #expect(try fixture.kinds.last == "journal merged")
        let audit = try await fixture.verify()
        #expect(audit.code == 0, "\(audit.text)")
        let again = try await fixture.run(merge)
        #expect(again.errors.contains("already has all of this journal"))
        #expect(try fixture.kinds.count { $0 == "journal merged" } == 1)
    }

    @Test("a binder that is not there is told, and the credential comes back all the same")
    func missingBinder() async throws {
        let fixture = try await BinderFixture.make()
        try FileManager.default.removeItem(atPath: fixture.binder)
        let recovered = try await fixture.recover()
        #expect(recovered.text == BinderFixture.password, "\(recovered.errors)")
        #expect(recovered.warningLines.contains { $0.contains("cannot be used") })
        #expect(try fixture.kinds(of: "breakglass-journal.jsonl").contains("recovery revealed"))
    }

    @Test("a ledger that was rolled back is told from the sheets, and the recovery goes on in a journal")
    func contradiction() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let old = try fixture.copy()
        _ = try await fixture.split()
        let deal = Deal(folder: fixture.scratch.file("sheets"))
        let codes = try await deal.codes("g1m1") + deal.codes("g1m2")
        try codes.joined(separator: "\n").write(
            toFile: fixture.scratch.file("codes.txt"), atomically: true, encoding: .utf8)
        // Another set of the same account in a rolled-back ledger, which then has other entries of that size.
        for name in ["ledger.jsonl", "checkpoint", "frontier"] {
            try FileManager.default.removeItem(atPath: "\(fixture.binder)/\(name)")
            try FileManager.default.copyItem(atPath: "\(old.binder)/\(name)", toPath: "\(fixture.binder)/\(name)")
        }
        let code = try #require(codes.first { $0.hasPrefix("BGK1") })
        let audit = try await fixture.verify(["--printed", code])
        #expect(audit.code == 65)
        #expect(audit.text.contains("this ledger disagree at 3 entries; one of them is false"), "\(audit.text)")
        #expect(audit.text.contains("It cannot be believed from entry 0 on"), "\(audit.text)")
        // Nor does such a ledger know the set: whether paper or ledger is to be believed is for a person to say.
        let refused = try await fixture.recover()
        refused.expectRefusal(4, "a recovery asks for a set of this ledger", hint: "--override")
        #expect(
            refused.warningLines.contains {
                $0.contains("this paper and this ledger disagree") && $0.contains("codes.txt shows")
            }, "\(refused.errors)")
        // A ledger that cannot be written hides nothing: the journal keeps what the paper shows.
        let inJournal = try await fixture.recover([
            "--journal", fixture.scratch.file("own.jsonl"), "--override", "the ledger was rolled back",
        ])
        #expect(inJournal.text == BinderFixture.password, "\(inJournal.errors)")
        #expect(inJournal.warningLines.contains { $0.contains("this paper and this ledger disagree") })
        #expect(try fixture.scratch.text("own.jsonl").contains("does not continue: one of the two is false"))
        let recovered = try await fixture.recover(["--override", "the ledger was rolled back"])
        #expect(recovered.text == BinderFixture.password, "\(recovered.errors)")
        let journal = try fixture.kinds(of: "breakglass-journal.jsonl")
        #expect(journal.contains("refused") && journal.contains("recovery revealed"), "\(journal)")
    }

    @Test("a new binder has what is needed without Breakglass: two descriptions, and a reader that recovers by itself")
    func withoutBreakglass() async throws {
        let fixture = try await BinderFixture.make()
        let folder = "\(fixture.binder)/without-breakglass"
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        for name in ["docs/FORMAT.md", "docs/LEDGER.md", "Vectors/recover.py", "Vectors/verify_ledger.py"] {
            let source = root.appending(path: name)
            let copy = try Data(contentsOf: URL(filePath: "\(folder)/\(source.lastPathComponent)"))
            #expect(try copy == Data(contentsOf: source), "\(name)")
        }
        let readme = try String(contentsOfFile: "\(folder)/README.txt", encoding: .utf8)
        #expect(readme.split(separator: "\n").allSatisfy { $0.count <= 120 })
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name != "README.txt" {
            #expect(readme.contains(name), "the README explains \(name)")
        }
        for need in ["PyNaCl", "zbarimg", "pdftoppm", "69 if"] { #expect(readme.contains(need), "\(need)") }
        let recovered = try await Program.run(
            "/usr/bin/python3",
            ["-B", "\(folder)/recover.py", fixture.scratch.file("codes.txt"), "--field", "password"])
        #expect(recovered.text == BinderFixture.password, "\(recovered.errors)")
        let verified = try await Program.run(
            "/usr/bin/python3", ["-B", "\(folder)/verify_ledger.py", fixture.binder])
        #expect(verified.code == 0, "\(verified.text) \(verified.errors)")
    }

    @Test("verify says which paper is of another ledger, and that nothing in this one is wrong for that")
    func foreignCode() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let other = try await BinderFixture.make()
        let codes = try await Deal(folder: other.scratch.file("sheets")).codes("g1m1")
        let audit = try await fixture.verify(["--printed", try #require(codes.first { $0.hasPrefix("BGK1") })])
        #expect(audit.code == 65)
        #expect(
            audit.text.contains(
                /DISPUTED  V5  the paper at \d+ entries \([a-z ]+\) belongs to another ledger or another key/),
            "\(audit.text)")
        #expect(audit.text.contains("if it comes from another organization's ledger"), "\(audit.text)")
        #expect(audit.text.contains("Nothing in the ledger is wrong, but the evidence belongs to another ledger"))
        #expect(!audit.text.contains("one of them is false"), "\(audit.text)")
    }

    @Test("verify says of a file of terabytes that it is too large, and not that it is missing")
    func tooLarge() async throws {
        let fixture = try await BinderFixture.make()
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: "\(fixture.binder)/manifests").first {
                $0.hasSuffix(".bgm")
            })
        try #require(truncate("\(fixture.binder)/manifests/\(name)", 2 << 40) == 0)
        let audit = try await fixture.verify()
        #expect(
            audit.text.contains("X1  ") && audit.text.contains("\(name) cannot be read: it has 2199023255552 bytes"),
            "\(audit.text)")
        #expect(!audit.text.contains("is missing"), "\(audit.text)")
        try FileManager.default.removeItem(atPath: "\(fixture.binder)/manifests/\(name)")
        #expect(try await fixture.verify().text.contains("\(name) is missing"))
        try #require(truncate("\(fixture.binder)/ledger.jsonl", 3 << 40) == 0)
        let whole = try await fixture.verify()
        whole.expectRefusal(65, "it has 3298534883328 bytes", hint: "an intact copy of the binder")
        #expect(!whole.errors.contains("`breakglass ledger verify"), "\(whole.errors)")
    }

    @Test("who names no binder hears first what was not done, and then what was expected")
    func unnamedBinder() async throws {
        let fixture = try await BinderFixture.make()
        let recovered = try await fixture.run(
            ["recover", "--journal", fixture.scratch.file("journal.jsonl"), "--field", "password", "--output", "-"]
                + BinderFixture.statement + [fixture.scratch.file("codes.txt")])
        #expect(recovered.text == BinderFixture.password, "\(recovered.errors)")
        #expect(
            recovered.warningLines.contains {
                $0.hasPrefix("no binder was named, though the sheets show one; its policy could not be applied")
            }, "\(recovered.errors)")
    }

    @Test(
        "a slip or a sheet of another ledger is named and counts for nothing; the evidence stays in the ledger",
        arguments: [true, false])
    func foreignPaper(isSheet: Bool) async throws {
        let fixture = try await BinderFixture.make()
        let other = try await BinderFixture.make()
        let codes = try await Deal(folder: other.scratch.file("sheets")).codes("g1m1")
        let shown = codes.filter { isSheet || $0.hasPrefix("BGK1") }
        try #require(shown.count == (isSheet ? codes.count : 1) && codes.contains { $0.hasPrefix("BGK1") })
        let slip = try fixture.scratch.write(shown.joined(separator: "\n") + "\n", "slip.txt")
        let recovered = try await fixture.recover([slip])
        #expect(recovered.text == BinderFixture.password, "\(recovered.errors)")
        #expect(!recovered.errors.contains("disagree"), "\(recovered.errors)")
        #expect(
            recovered.errors.contains("slip.txt: its checkpoint belongs to another ledger, and does not count here"),
            "\(recovered.errors)")
        #expect(try fixture.kinds.contains("recovery revealed"))
    }

    @Test("an edited policy is not in force before it is adopted, and the entry says what changed")
    func adoption() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let path = "\(fixture.binder)/policy.yaml"
        let policy = try String(contentsOfFile: path, encoding: .utf8)
        try policy.replacing("window: 4 h", with: "window: 8 h").write(toFile: path, atomically: true, encoding: .utf8)
        let audit = try await fixture.verify()
        #expect(audit.text.contains("policy --adopt"), "\(audit.text)")
        let adopted = try await fixture.run([
            "policy", "--adopt", "--binder", fixture.binder, "--by", "Dana Novak", "--why", "nights are long",
        ])
        #expect(adopted.code == 0, "\(adopted.errors)")
        let last = try #require(try fixture.scratch.text("binder/ledger.jsonl").split(separator: "\n").last)
        #expect(
            last.contains(#""by":"Dana Novak","why":"nights are long""#) && last.contains("from 4 h to 8 h"), "\(last)")
        #expect(try await fixture.verify().code == 0)
    }

    @Test("the adoption names what is newly critical, with its rule and the fix, and what another person countersigns")
    func criticalAdoption() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let path = "\(fixture.binder)/policy.yaml"
        let policy = try String(contentsOfFile: path, encoding: .utf8)
        let looser = policy.replacing("threshold: 2", with: "threshold: 1")
        try #require(looser != policy)
        try looser.write(toFile: path, atomically: true, encoding: .utf8)
        let adopt = ["policy", "--adopt", "--binder", fixture.binder, "--by", "Dana Novak", "--why"]
        let adopted = try await fixture.run(adopt + ["one sheet is quicker"])
        #expect(adopted.code == 0, "\(adopted.errors)")
        #expect(
            adopted.warningLines.contains {
                $0.contains("(BG001 quorum-of-one, critical): Raise a group's threshold")
            }, "\(adopted.errors)")
        #expect(adopted.warningLines.contains { $0.hasPrefix("this loosens a rule: ") }, "\(adopted.errors)")
        #expect(
            adopted.errors.contains(
                "must countersign it: `breakglass review \(try fixture.kinds.count - 1) --binder \(fixture.binder)`"))
        try (looser + "# later\n").write(toFile: path, atomically: true, encoding: .utf8)
        let again = try await fixture.run(adopt + ["a comment"])
        #expect(again.code == 0 && again.warningLines.isEmpty, "what was critical before is not named again")
    }

    @Test("a bad policy is refused by line and column, and nothing is written")
    func badPolicy() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let path = "\(fixture.binder)/policy.yaml"
        let policy = try String(contentsOfFile: path, encoding: .utf8)
        try policy.replacing("window: 4 h", with: "window: soon").write(toFile: path, atomically: true, encoding: .utf8)
        let ended = try await fixture.run([
            "policy", "--adopt", "--binder", fixture.binder, "--by", "Dana Novak", "--why", "x",
        ])
        ended.expectRefusal(65, "policy.yaml:")
        #expect(try fixture.kinds.count == 2)
    }

    @Test("what only an adoption needs is refused without --adopt, and what only checks is refused with it")
    func adoptionOptions() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        func policy(_ arguments: [String]) async throws -> Ended {
            try await fixture.run(["policy"] + arguments + ["--binder", fixture.binder])
        }
        try await policy(["--by", "Dana Novak", "--why", "x"])
            .expectRefusal(
                64, "--by, --why: without --adopt, nothing is written",
                hint: "`breakglass policy --adopt --binder \(fixture.binder)`")
        try await policy(["--binder-key", "x", "--clock-is-right"])
            .expectRefusal(64, "--binder-key, --clock-is-right: without --adopt")
        try await policy(["--adopt", "--json", "--by", "D", "--why", "x"]).expectRefusal(64, "--json with --adopt")
        try await policy(["--adopt", "--by", "D", "--why", "x", "\(fixture.binder)/policy.yaml"])
            .expectRefusal(64, "a file with --adopt")
        #expect(try fixture.kinds.count == 2)
    }

    @Test("a set with its locked credential kept apart leaves no ciphertext in the binder")
    func apart() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        _ = try await fixture.split(["--vault-sheet"])
        let kept = try FileManager.default.contentsOfDirectory(atPath: "\(fixture.binder)/manifests")
        #expect(kept.count == 1 && kept[0].hasSuffix(".bgm"), "\(kept)")
        let name = "\(fixture.binder)/manifests/\(kept[0].dropLast(4)).bgc"
        try Data([0]).write(to: URL(filePath: name))
        let audit = try await fixture.verify()
        #expect(audit.code == 65)
        #expect(audit.text.contains("must be kept apart"), "\(audit.text)")
    }

    @Test("an overridden rule is countersigned by another person, not by who decided")
    func countersignature() async throws {
        let fixture = try await BinderFixture.make()
        var statement = BinderFixture.statement
        let place = try #require(statement.firstIndex(of: "--ticket"))
        statement.removeSubrange(place...place + 1)
        _ = try await fixture.run(
            [
                "recover", "--binder", fixture.binder, "--field", "password", "--output", "-", "--override",
                "no tickets at night",
            ]
                + statement + [fixture.scratch.file("codes.txt")])
        let index = try #require(try fixture.kinds.firstIndex(of: "exception"))
        let sign = [
            "review", "--binder", fixture.binder, "\(index)", "--statement", "I was told at once",
        ]
        let same = try await fixture.run(sign + ["--by", "Dana Novak"])
        same.expectRefusal(4, "another person must countersign")
        let other = try await fixture.run(sign + ["--by", "Fay Lund"])
        #expect(other.code == 0, "\(other.errors)")
        let twice = try await fixture.run(sign + ["--by", "Fay Lund"])
        twice.expectRefusal(4, "needs no countersignature")
    }

    @Test("init leaves nothing behind where it cannot finish, and never replaces a binder")
    func initialising() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let again = try await fixture.run([
            "init", fixture.binder, "--name", "example.com", "--organisation", "Example Corp", "--account", "x",
            "--group", "A:1", "--custodian", "A:B", "--by", "C",
        ])
        again.expectRefusal(73, "already exists")
        let nowhere = try await fixture.run([
            "init", fixture.scratch.file("no/where"), "--name", "example.com", "--organisation", "Example Corp",
            "--account", "x", "--group", "A:1", "--custodian", "A:B", "--by", "C",
        ])
        #expect(nowhere.code != 0)
        let keys = try FileManager.default.contentsOfDirectory(atPath: fixture.scratch.file("config/breakglass"))
        #expect(keys.count == 1)
        #expect(fixture.scratch.names == ["binder", "config"])
    }
}
