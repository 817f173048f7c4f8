// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Practice, spares and lost sheets", .serialized)
struct SparePracticeTests {
    private static func code(of folder: String, _ fixture: TwoFactorFixture) async throws -> String {
        let shown = try await fixture.base.run(["inspect", fixture.file("\(folder)/manifest.bgm")])
        let line = try #require(shown.text.split(separator: "\n").first { $0.hasPrefix("Set ") })
        return String(try #require(line.split(separator: " ").dropFirst().first))
    }

    @Test("practice sheets open a worthless credential under the same rule, say so, and are refused in an emergency")
    func practice() async throws {
        let fixture = try await TwoFactorFixture.make()
        let dealt = try await fixture.run([
            "recover", "--rehearse", "--practice", "--account", "AWS root", "--credential", "root password", "--output",
            fixture.file("practice-sheets"), "--no-read-back",
        ])
        try #require(dealt.code == 0, "\(dealt.errors)")
        let words = try #require(dealt.errors.firstMatch(of: /they open to (practice only: [a-z ]+)/)?.1)
        let page = try await Program.tool("pdftotext", "-layout", fixture.file("practice-sheets/sheet-g1m1.pdf"), "-")
        #expect(
            page.contains("PRACTICE AWS root") && page.contains("For practice: it opens nothing of value"))
        try await fixture.keepCodes("practice")
        let practices = ["practice-g1m1", "practice-g1m2"].map(fixture.file)
        let recover =
            ["recover", "--account", "AWS root", "--credential", "root password"] + TwoFactorFixture.statement
            + ["--field", "password", "--output", "-"]
        func duties() async throws -> [String] {
            // How long something is still to come changes by itself.
            try await fixture.run(["status"]).text.replacing(/in \d+ (days?|hours?|minutes?)/, with: "soon")
                .split(separator: "\n").dropLast().map(String.init)
        }
        let status = try await duties()
        let trained = try await fixture.run(recover + ["--practice"] + practices)
        #expect(trained.text == String(words), "\(trained.errors)")
        #expect(
            try await duties() == status,
            "a practice leaves nothing to be done")
        let inEarnest = try await fixture.run(recover + practices)
        inEarnest.expectRefusal(4, "these are practice sheets, which open nothing of value", hint: "--practice")
        let real = try await fixture.run(recover + ["--practice"] + fixture.quorums.prefix(2))
        real.expectRefusal(4, "practice sheets alone: real sheets were read: g1m1", hint: "put them back")
        #expect(try fixture.kinds().suffix(3).contains("exception"), "whose sheets came is on record")
        #expect(!(try fixture.kinds().suffix(2).contains("recovery revealed")))
        let named = ["--account", "AWS root", "--credential", "root password", "--by", "Dana"]
        let exceptions = try fixture.kinds().count { $0 == "exception" }
        let drilled = try await fixture.run(["drill", "in-person"] + named + practices)
        #expect(drilled.code == 0, "\(drilled.errors)")
        #expect(drilled.warningLines.count { $0.contains("a practice sheet proves nothing") } == 2, "\(drilled.errors)")
        let tried = try await fixture.run(["recover", "--rehearse"] + named + practices)
        tried.expectRefusal(3, "the quorum is not met")
        #expect(try fixture.kinds().suffix(4) == ["drill opened", "drill closed", "drill opened", "drill closed"])
        #expect(try fixture.kinds().count { $0 == "exception" } == exceptions, "nobody has to countersign that")
        let rehearsal = try await fixture.run(
            ["recover", "--rehearse", "--by", "Dana", "--output", fixture.file("x")] + fixture.quorums)
        rehearsal.expectRefusal(64, "a rehearsal prints no sheets", hint: "--practice")
        #expect(try await fixture.run(["ledger", "verify"]).code == 0)
    }

    @Test("what fits only a recovery or only a rehearsal is refused with the other, and nothing is written")
    func rehearsalOptions() async throws {
        let fixture = try await TwoFactorFixture.make()
        let before = try fixture.kinds()
        for (arguments, words) in [
            (["--rehearse", "--reason", "x", "--field", "y"], "--field, --reason: a rehearsal prints no sheets"),
            (["--rehearse", "--dice"], "--dice: a rehearsal prints no sheets"),
            (["--rehearse", "--practice", "--by", "Dana"], "--by: --rehearse --practice prints practice sheets"),
            (["--by", "Dana"], "--by: only with --rehearse"),
            (["--findings", "none", "--vault-sheet"], "--findings, --vault-sheet: only with --rehearse"),
        ] {
            try await fixture.run(["recover"] + arguments + fixture.quorums.prefix(2)).expectRefusal(64, words)
        }
        #expect(try fixture.kinds() == before)
    }

    @Test("a lost sheet's place is taken by a spare of its group, which signs, and by nothing else")
    func spare() async throws {
        let fixture = try await TwoFactorFixture.make()
        let page = try await Program.tool("pdftotext", "-layout", fixture.file("password-sheets/sheet-g1m3.pdf"), "-")
        #expect(page.contains("Spare sheet, kept apart by"))
        #expect(try await fixture.run(["who-can"]).text.contains("Bank vault, box 3, spare"))
        let receive = ["sheet", "receive", "--replaces", "g1m2"]
        let early = try await fixture.run(receive + [fixture.file("password-g1m3")])
        early.expectRefusal(4, "--replaces g1m2: no sheet of that number is lost")
        let code = try await Self.code(of: "password-sheets", fixture)
        let lost = try await fixture.run(["sheet", "lost", code, "g1m2", "--happened", "water", "--by", "Dana"])
        #expect(lost.code == 0 && lost.errors.contains("A spare can take its place: g1m3 (Gus Ek)"), "\(lost.errors)")
        #expect(try await fixture.run(["status"]).text.contains("hand over the spare g1m3 (Gus Ek)"))
        let wrong = try await fixture.run(receive + [fixture.file("password-g1m1")])
        wrong.expectRefusal(4, "share g1m1 is not a spare that can take the place of g1m2", hint: "spares: g1m3")
        let taken = try await fixture.run(receive + ["--bag", "B-9", fixture.file("password-g1m3")])
        #expect(taken.code == 0 && taken.errors.contains("Bo Chen has share g1m3"), "\(taken.errors)")
        #expect(try fixture.kinds().suffix(2) == ["sheet received", "cosigned"])
        let status = try await fixture.run(["status"]).text
        #expect(!status.contains("is lost"), "\(status)")
        #expect(status.contains("can still be found: g1m2 (Bo Chen), replaced by the spare g1m3"), "\(status)")
        let who = try await fixture.run(["who-can"]).text
        #expect(!who.contains("spare") && who.contains("Lost") && !who.contains("Gus Ek"), "\(who)")
    }

    @Test(
        "a reshare for a lost sheet records the loss and deals the same credential to everybody, from the sheets that are left"
    )
    func lost() async throws {
        let fixture = try await TwoFactorFixture.make()
        let reshare = [
            "reshare", "--because", "lost", "--share", "g1m2", "--credential", "root password", "--by", "Dana",
            "--output",
            fixture.file("issued-sheets"), "--no-read-back",
        ]
        let unknown = try await fixture.run(
            [
                "reshare", "--because", "lost", "--share", "g2m1", "--credential", "root password",
                fixture.file("password-g1m1"),
            ])
        unknown.expectRefusal(64, "has no share g2m1", hint: "g1m1, g1m2, g1m3")
        let sheets = ["password-g1m1", "password-g1m3"].map(fixture.file)
        let issued = try await fixture.run(reshare + ["--why", "the safe burned"] + sheets)
        try #require(issued.code == 0, "\(issued.errors)")
        #expect(
            try fixture.kinds().suffix(5) == [
                "sheet lost", "reshare opened", "cosigned", "set created", "sheets released",
            ])
        try await fixture.keepCodes("issued")
        let opened = try await fixture.run(
            ["recover", "--account", "AWS root", "--credential", "root password"] + TwoFactorFixture.statement
                + ["--field", "password", "--output", "-"] + ["issued-g1m1", "issued-g1m2"].map(fixture.file))
        #expect(opened.text == TwoFactorFixture.password, "\(opened.errors)")
    }

    @Test(
        "a changed credential is refused if it was never dealt and while the window runs, and retires the old set as rotated"
    )
    func changed() async throws {
        let fixture = try await TwoFactorFixture.make(deals: false)
        let split = [
            "split", "--changed", "--credential", "root password", "--field-from",
            "password=\(fixture.file("password"))",
            "--output",
            fixture.file("rotated-sheets"), "--no-read-back",
        ]
        let never = try await fixture.run(split)
        never.expectRefusal(4, "a split asks for a credential that was dealt before", hint: "without --changed")
        #expect(try await fixture.splitPassword().code == 0)
        try await fixture.keepCodes("password")
        let opened = try await fixture.run(
            ["recover", "--account", "AWS root", "--credential", "root password"] + TwoFactorFixture.statement
                + ["--field", "password", "--output", "-"] + fixture.quorums.prefix(2))
        #expect(opened.code == 0, "\(opened.errors)")
        let open = try await fixture.run(split)
        let use = try #require(try fixture.kinds().firstIndex(of: "recovery opened"))
        open.expectRefusal(
            4, "a split asks for a credential that is not in use",
            hint: "`breakglass review \(use) --binder \(fixture.binder)`")
        let overridden = try await fixture.run(
            split + ["--override", "the window is over in fact", "--by", "Dana Novak"])
        #expect(overridden.code == 0, "\(overridden.errors)")
        #expect(overridden.errors.contains("One thing is left: review entry"), "\(overridden.errors)")
        #expect(try fixture.base.scratch.text("binder/ledger.jsonl").contains(#""rotated":true"#))
    }
}
