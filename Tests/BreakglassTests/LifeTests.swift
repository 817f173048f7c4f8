// SPDX-License-Identifier: Apache-2.0
//
// The years between a split and the next: drills by mail, sheets that change hands, a credential on new paper.

import Foundation
import Testing

@Suite("The life of a credential", .serialized)
struct LifeTests {
    /// A binder, and the public and secret codes of each sheet in a text of its own.
    private static func make() async throws -> BinderFixture {
        let fixture = try await BinderFixture.make()
        try await write(fixture, "sheets", "old")
        return fixture
    }

    private static func write(_ fixture: BinderFixture, _ folder: String, _ name: String) async throws {
        let deal = Deal(folder: fixture.scratch.file(folder))
        for share in ["g1m1", "g1m2"] {
            let codes = try await deal.codes(share)
            try (codes.joined(separator: "\n") + "\n").write(
                toFile: fixture.scratch.file("\(name)-\(share).txt"), atomically: true, encoding: .utf8)
        }
    }

    private static func drill(_ fixture: BinderFixture, _ arguments: [String], input: String = "") async throws -> Ended
    {
        try await fixture.run(["drill"] + arguments, input: input)
    }

    @Test("a letter is answered without the binder, and the answer taken once, by code or by its four lines")
    func mail() async throws {
        let fixture = try await Self.make()
        let opened = try await Self.drill(fixture, ["mail", "--binder", fixture.binder, "--by", "Dana Novak"])
        try #require(opened.code == 0, "\(opened.errors)")
        let index = try fixture.kinds.count - 1
        let letter = "\(fixture.binder)/papers/letter-\(index).pdf"
        let away = fixture.scratch.file("letter.pdf")
        try FileManager.default.copyItem(atPath: letter, toPath: away)
        let entries = try fixture.kinds.count
        let answered = try await Self.drill(
            fixture,
            [
                "answer", away, fixture.scratch.file("old-g1m1.txt"), "--yes", "--output",
                fixture.scratch.file("answer.pdf"),
            ])
        try #require(answered.code == 0, "\(answered.errors)")
        #expect(answered.errors.contains("WHOLE: share 1 of 2 in Security"))
        #expect(try fixture.kinds.count == entries, "a custodian's machine writes no ledger")
        let lines = answered.text.split(separator: "\n")
        #expect(lines.map { $0.prefix(4) } == ["BGA1", "A001", "A002", "A003", "A004"])
        let typed = lines.dropFirst().joined(separator: "\n") + "\n"
        let record = ["mail", "--binder", fixture.binder]
        let taken = try await Self.drill(fixture, record + ["-"], input: typed.lowercased())
        #expect(taken.code == 0, "\(taken.errors)")
        #expect(taken.errors.contains("WHOLE: Ana Ruiz, share g1m1"))
        let again = try await Self.drill(fixture, record + [fixture.scratch.file("answer.pdf")])
        again.expectRefusal(4, "share g1m1 has already answered this challenge")
        let changed = typed.replacing("A002", with: "A003")
        let torn = try await Self.drill(fixture, record + ["-"], input: changed)
        torn.expectRefusal(65, "no answer is whole")
        let status = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(status.text.contains("1 of 2 sheets proven in the last 90 days; Security can lose none"))
        #expect(try await fixture.verify().code == 0)
    }

    @Test("a drill in person takes each sheet of a folder by itself, and refuses a file that holds two")
    func oneByOne() async throws {
        let fixture = try await Self.make()
        let both = try await Self.drill(
            fixture,
            ["in-person", "--binder", fixture.binder, "--by", "Dana Novak", "--findings", "none", "--leave-open"]
                + [fixture.scratch.file("codes.txt")])
        #expect(both.warningLines.contains { $0.contains("several custodians came together") }, "\(both.errors)")
        #expect(try !fixture.kinds.contains("cosigned"))
        let folder = fixture.scratch.file("custodians")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        for share in ["g1m1", "g1m2"] {
            try FileManager.default.copyItem(
                atPath: fixture.scratch.file("old-\(share).txt"), toPath: "\(folder)/\(share).txt")
        }
        let drilled = try await Self.drill(
            fixture, ["in-person", "--binder", fixture.binder, "--by", "Dana Novak", "--findings", "none", folder])
        #expect(drilled.code == 0, "\(drilled.errors)")
        #expect(try fixture.kinds.suffix(3) == ["cosigned", "cosigned", "drill closed"])
        #expect(drilled.text.contains("Proven    Ana Ruiz (g1m1), Bo Chen (g1m2)"), "\(drilled.text)")
        #expect(drilled.text.contains("Findings  none") && drilled.text.contains("Next by   "), "\(drilled.text)")
    }

    @Test("who has a later slip than the sheet gets a letter that continues it, and answers with both")
    func slips() async throws {
        let fixture = try await Self.make()
        let sheet = fixture.scratch.file("old-g1m1.txt")
        let received = try await fixture.run(["sheet", "receive", "--binder", fixture.binder, sheet])
        let slip = try #require(received.errors.firstMatch(of: /ledger at ([0-9]+) entries[^\n]*\n +(BGK1[A-Z2-7-]+)/))
        #expect(slip.2.wholeMatch(of: /BGK1(-[A-Z2-7]{4}){24}/) != nil, "\(slip.2)")
        try "\(slip.2)\n".write(toFile: fixture.scratch.file("slip.txt"), atomically: true, encoding: .utf8)
        let opened = try await Self.drill(fixture, ["mail", "--binder", fixture.binder, "--by", "Dana Novak"])
        try #require(opened.code == 0, "\(opened.errors)")
        let letters = try FileManager.default.contentsOfDirectory(atPath: "\(fixture.binder)/papers")
            .filter { $0.hasPrefix("letter-") && $0.hasSuffix(".txt") }.sorted { $0.count < $1.count }
        let index = try fixture.kinds.count - 1
        #expect(letters == ["letter-\(index).txt", "letter-\(index)-since-\(slip.1).txt"], "\(letters)")
        #expect(opened.errors.contains("for Ana Ruiz (g1m1), with the slip of \(slip.1) entries"), "\(opened.errors)")
        func answer(_ letter: String) async throws -> Ended {
            try await Self.drill(
                fixture,
                ["answer", "\(fixture.binder)/papers/\(letter)", sheet, fixture.scratch.file("slip.txt"), "--yes"])
        }
        try await answer(letters[0]).expectRefusal(4, "the letter does not fit your paper")
        let answered = try await answer(letters[1])
        #expect(answered.code == 0, "\(answered.errors)")
        let recorded = try await Self.drill(
            fixture, ["mail", "--binder", fixture.binder, "-"],
            input: String(answered.text.prefix { $0 != "\n" }) + "\n")
        #expect(recorded.code == 0 && recorded.errors.contains("WHOLE: Ana Ruiz"), "\(recorded.errors)")
    }

    @Test("a custodian's machine refuses a letter of another ledger, of a rolled back one, or for another set")
    func wrongLetters() async throws {
        let fixture = try await Self.make()
        let copy = try fixture.copy()
        let sheet = fixture.scratch.file("old-g1m1.txt")
        // A newer paper than the letter's ledger: that of the true binder, against a letter of its old copy.
        let review = try await fixture.run([
            "ledger", "exception", "--binder", fixture.binder, "--expected", "a", "--happened", "b", "--decided", "c",
            "--by", "Dana Novak",
        ])
        try #require(review.code == 0, "\(review.errors)")
        for _ in 0..<3 {
            _ = try await fixture.run([
                "ledger", "exception", "--binder", fixture.binder, "--expected", "a", "--happened", "b", "--decided",
                "c", "--by", "Dana Novak",
            ])
        }
        let slip = try await fixture.run(["ledger", "show", "--checkpoint", "code", "--binder", fixture.binder])
        try slip.text.write(toFile: fixture.scratch.file("slip.txt"), atomically: true, encoding: .utf8)
        let opened = try await Self.drill(
            copy, ["mail", "--binder", copy.binder, "--by", "Dana Novak"])
        try #require(opened.code == 0, "\(opened.errors)")
        let rolledBack = "\(copy.binder)/papers/letter-\(try copy.kinds.count - 1).txt"
        let refused = try await Self.drill(
            fixture, ["answer", rolledBack, sheet, fixture.scratch.file("slip.txt"), "--yes"])
        refused.expectRefusal(4, "the letter does not fit your paper: it continues paper with")
        #expect(refused.text.isEmpty)
        let stranger = try await Self.make()
        let foreign = try await Self.drill(stranger, ["mail", "--binder", stranger.binder, "--by", "Mallory"])
        try #require(foreign.code == 0, "\(foreign.errors)")
        let letter = "\(stranger.binder)/papers/letter-\(try stranger.kinds.count - 1).txt"
        let other = try await Self.drill(fixture, ["answer", letter, sheet, "--yes"])
        other.expectRefusal(4, "the letter is about set")
        #expect(other.text.isEmpty)
        let unasked = try await Self.drill(fixture, ["answer", rolledBack, sheet])
        unasked.expectRefusal(64, "--yes is not given, and there is no terminal to type `sign` at", hint: "--yes")
    }

    @Test("a reshare deals the same credential to the new custodians; the old set is retired by its own quorum")
    func reshare() async throws {
        let fixture = try await Self.make()
        let old = try await Self.code(of: "sheets", fixture)
        let sheets = ["g1m1", "g1m2"].map { fixture.scratch.file("old-\($0).txt") }
        let key = ["--binder", fixture.binder, "--by", "Dana Novak", "--why", "Bo Chen leaves"]
        let alone = try await fixture.run(
            ["reshare", "--because", "people"] + key + [
                "--output", fixture.scratch.file("none"), "--no-read-back", sheets[0],
            ])
        alone.expectRefusal(3, "the quorum is not met")
        #expect(!FileManager.default.fileExists(atPath: fixture.scratch.file("none")))
        let ended = try await fixture.run(
            ["reshare", "--because", "people"] + key + ["--output", fixture.scratch.file("new"), "--no-read-back"]
                + sheets)
        try #require(ended.code == 0, "\(ended.errors)")
        #expect(!ended.text.contains(BinderFixture.password) && !ended.errors.contains(BinderFixture.password))
        #expect(try fixture.kinds.suffix(4) == ["reshare opened", "cosigned", "set created", "sheets released"])
        try await Self.write(fixture, "new", "new")
        let news = ["g1m1", "g1m2"].map { fixture.scratch.file("new-\($0).txt") }
        let mixed = try await fixture.run(fixture.recoverArguments.dropLast() + [sheets[0], news[1]])
        mixed.expectRefusal(3, "the quorum is not met")
        let early = try await fixture.run(["reshare", "--retire-only", old] + key + sheets)
        early.expectRefusal(
            4, "a reshare asks for another set in force whose sheets a quorum has proven",
            hint: "`breakglass drill in-person")
        let drilled = try await Self.drill(
            fixture,
            ["in-person", "--binder", fixture.binder, "--by", "Dana Novak", "--findings", "none"] + news)
        try #require(drilled.code == 0, "\(drilled.errors)")
        let retired = try await fixture.run(["reshare", "--retire-only", old] + key + sheets)
        #expect(retired.code == 0, "\(retired.errors)")
        #expect(try fixture.kinds.suffix(2) == ["set retired", "cosigned"])
        #expect(
            try await fixture.run(["status", "--binder", fixture.binder]).text.contains("its sheets still open it"))
        let destroyed = try await fixture.run([
            "sheet", "destroy", "--binder", fixture.binder, "--how", "cross-cut", "--by", "Dana Novak", sheets[0],
        ])
        #expect(
            destroyed.code == 0 && destroyed.errors.contains("no longer opens anything"), "\(destroyed.errors)")
        try await Self.expectReturned(sheets[0], fixture)
        let recovered = try await fixture.run(fixture.recoverArguments.dropLast() + news)
        #expect(recovered.text == BinderFixture.password, "\(recovered.errors)")
        // What was shown is not dealt anew.
        let burned = try await fixture.run(
            ["reshare", "--because", "people"] + key + ["--output", fixture.scratch.file("late"), "--no-read-back"]
                + news)
        burned.expectRefusal(4, "a reshare asks for a credential that was never shown")
        #expect(try await fixture.verify().code == 0)
    }

    /// A sheet on record as destroyed turns up: it is told, and not destroyed again as if it were new.
    private static func expectReturned(_ sheet: String, _ fixture: BinderFixture) async throws {
        let words = "the ledger says that this sheet was destroyed (entry "
        let again = try await fixture.run(["sheet", "destroy", "--binder", fixture.binder, sheet])
        again.expectRefusal(4, words, hint: "this is another copy")
        let shown = try await fixture.run(["inspect", "--binder", fixture.binder, sheet])
        #expect(shown.code == 0 && shown.warningLines.contains { $0.contains(words) }, "\(shown.errors)")
        #expect(try await fixture.run(["inspect", sheet]).warningLines.isEmpty)
        let drill = try await fixture.run([
            "drill", "in-person", "--binder", fixture.binder, "--by", "Dana Novak", "--findings", "none", sheet,
        ])
        #expect(drill.warningLines.contains { $0.contains(words) }, "\(drill.errors)")
        let received = try await fixture.run(["sheet", "receive", "--binder", fixture.binder, sheet])
        #expect(received.code == 0 && received.warningLines.contains { $0.hasPrefix(words) }, "\(received.errors)")
    }

    private static func code(of folder: String, _ fixture: BinderFixture) async throws -> String {
        let shown = try await fixture.run(["inspect", fixture.scratch.file("\(folder)/manifest.bgm")])
        let line = try #require(shown.text.split(separator: "\n").first { $0.hasPrefix("Set ") })
        return String(try #require(line.split(separator: " ").dropFirst().first))
    }
}
