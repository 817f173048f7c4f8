// SPDX-License-Identifier: Apache-2.0
//
// Sheets that change hands: who may have which, what is refused, and what is told.

import Foundation
import Testing

@Suite("Receipts", .serialized)
struct ReceiptTests {
    private static let dealt = Task {
        try await TwoFactorFixture.make([
            (
                "{id: fay, name: Fay Lund}",
                "{id: fay, name: Fay Lund}\n  - {id: zoe, name: Zoë Ek}\n  - {id: kim, name: Kim Berg, left: 2026-01-01}"
            )
        ])
    }

    /// A copy, so that every test begins where the sheets were dealt.
    private static func make() async throws -> TwoFactorFixture {
        TwoFactorFixture(base: try await dealt.value.base.copy())
    }

    private static func receive(
        _ fixture: TwoFactorFixture, _ share: String, _ flags: [String] = []
    ) async throws -> Ended {
        try await fixture.run(["sheet", "receive"] + flags + [fixture.file("password-\(share)")])
    }

    private static func code(_ fixture: TwoFactorFixture) async throws -> String {
        let text = try await fixture.run(["who-can", "--json"]).text
        return String(try #require(text.firstMatch(of: /"set" : "([A-Z0-9-]+)"/)?.1))
    }

    @Test(
        "the custodian that a sheet was dealt to needs no option; another is named as the policy does, by name or identifier"
    )
    func custodian() async throws {
        let fixture = try await Self.make()
        let own = try await Self.receive(fixture, "g1m1")
        #expect(own.code == 0 && own.errors.contains("Ana Ruiz has share g1m1"), "\(own.errors)")
        for (given, place) in [("zoe", "Bank vault, box 9"), ("Zoë Ek", nil), ("zoë ek", nil)] as [(String, String?)] {
            let flags = ["--custodian", given] + (place.map { ["--place", $0] } ?? [])
            let ended = try await Self.receive(fixture, "g1m1", flags)
            #expect(ended.code == 0 && ended.errors.contains("Zoë Ek has share g1m1"), "\(ended.errors)")
            let who = try await fixture.run(["who-can"])
            #expect(who.text.contains("Zoë Ek") && who.text.contains("Bank vault, box 9"), "\(who.text)")
        }
        #expect(!(try fixture.kinds().contains("exception")))
        #expect(try fixture.base.scratch.text("binder/ledger.jsonl").contains(#""custodian":"Zoë Ek","person":"zoe""#))
    }

    @Test(
        "a stranger, a leaver, who has another sheet, and who keeps the other factor are refused; said why, it is on record",
        arguments: [
            ("Nobody Known", "it has nobody called Nobody Known", "Ana Ruiz (ana)"),
            ("kim", "Kim Berg left on 2026-01-01", "somebody else"),
            ("bo", "Bo Chen has g1m2 of this set already", "somebody else"),
            ("Dana Levi", "Dana Levi will keep a sheet of AWS root / one-time password", "--override"),
        ])
    func refused(given: String, words: String, hint: String) async throws {
        let fixture = try await Self.make()
        let before = try fixture.kinds()
        try await Self.receive(fixture, "g1m1", ["--custodian", given]).expectRefusal(4, words, hint: hint)
        #expect(try fixture.kinds() == before + ["refused"])
        let ended = try await Self.receive(
            fixture, "g1m1", ["--custodian", given, "--override", "nobody else is here", "--by", "Dana Novak"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try fixture.kinds() == before + ["refused", "exception", "sheet received", "cosigned"])
        #expect(try await fixture.run(["status"]).text.contains("overrode a rule"))
        #expect(try await fixture.run(["ledger", "verify"]).code == 0)
    }

    @Test("who has paper of the other factor is refused though the policy plans it no more")
    func heldPaper() async throws {
        let fixture = try await Self.make()
        let moved = try await fixture.run(
            [
                "people", "leave", "Dana Levi", "--successor", "Zoë Ek", "--by", "Fay Lund", "--why", "another job",
                "--on", "2099-01-01",
            ])
        try #require(moved.code == 0, "\(moved.errors)")
        let ended = try await Self.receive(fixture, "g1m1", ["--custodian", "dana"])
        ended.expectRefusal(4, "Dana Levi keeps g1m1 of set", hint: "--override")
    }

    @Test("a bag's serial is given once: the label takes it from the receipt")
    func bagOfLabel() async throws {
        let fixture = try await Self.make()
        let file = fixture.file("label.pdf")
        let received = try await Self.receive(fixture, "g1m1", ["--bag", "TE-204417", "--label", file])
        try #require(received.code == 0, "\(received.errors)")
        #expect(try await Program.tool("pdftotext", "-layout", file, "-").contains("TE-204417"))
    }

    @Test("a place that the policy does not plan is said with the policy's, and every list shows where the sheet is")
    func otherPlace() async throws {
        let fixture = try await Self.make()
        #expect(try await fixture.run(["who-can"]).text.contains("g1m1  Headquarters, safe 1"))
        let ended = try await Self.receive(fixture, "g1m1", ["--custodian", "ana", "--place", "Bank vault, box 9"])
        #expect(ended.code == 0 && ended.errors.contains("Ana Ruiz has share g1m1"), "\(ended.errors)")
        #expect(
            ended.warningLines.contains {
                $0.hasPrefix("the policy plans this sheet at Headquarters, safe 1, not at Bank vault, box 9")
            }, "\(ended.errors)")
        let who = try await fixture.run(["who-can"]).text
        #expect(who.contains("g1m1  Bank vault, box 9") && !who.contains("g1m1  Headquarters, safe 1"), "\(who)")
        let kit = try await fixture.run(["paper", "night", "--credential", "root password", "--by", "Dana Levi"])
        #expect(kit.code == 0, "\(kit.errors)")
        let papers = try FileManager.default.contentsOfDirectory(atPath: fixture.file("binder/papers"))
        let file = try #require(papers.first { $0.hasPrefix("night-") })
        let page = try await Program.tool("pdftotext", "-layout", fixture.file("binder/papers/\(file)"), "-")
        #expect(page.contains("box 9") && !page.contains("safe 1"), "\(page)")
    }

    @Test("a bag with the serial of another, and a sheet of a retired set, are told")
    func warnings() async throws {
        let fixture = try await Self.make()
        #expect(try await Self.receive(fixture, "g1m1", ["--bag", "B-1"]).warningLines.isEmpty)
        let again = try await Self.receive(fixture, "g1m1", ["--bag", "B-1"])
        #expect(again.warningLines.isEmpty, "it is the same sheet's: \(again.errors)")
        let second = try await Self.receive(fixture, "g1m2", ["--bag", "B-1"])
        #expect(second.code == 0)
        #expect(second.warningLines.contains { $0.hasPrefix("the bag of share g1m1 of set ") }, "\(second.errors)")
        let status = try await fixture.run(["status"]).text.replacing(/\s+/, with: " ")
        #expect(status.contains("one bag serial, B-1, is on record for g1m1 (Ana Ruiz) of set"), "\(status)")
        let code = try await Self.code(fixture)
        let reshared = try await fixture.run(
            [
                "reshare", "--because", "people", "--credential", "root password", "--by", "Fay Lund", "--why",
                "a drill", "--output",
                fixture.file("new"), "--no-read-back",
            ]
                + fixture.quorums.prefix(2))
        try #require(reshared.code == 0, "\(reshared.errors)")
        let retired = try await fixture.run(
            [
                "reshare", "--retire-only", code, "--by", "Fay Lund", "--why", "reissued", "--override",
                "the new sheets come next week",
            ] + fixture.quorums.prefix(2))
        try #require(retired.code == 0, "\(retired.errors)")
        let old = try await Self.receive(fixture, "g1m1")
        #expect(
            old.code == 0 && old.warningLines.contains { $0.contains("is retired: its sheets STILL OPEN") },
            "\(old.errors)")
    }

    @Test("a sheet is lost once, until it is found")
    func lostTwice() async throws {
        let fixture = try await Self.make()
        let lost = ["sheet", "lost", try await Self.code(fixture), "g1m2", "--happened", "water", "--by", "Dana Levi"]
        #expect(try await fixture.run(lost).code == 0)
        let before = try fixture.kinds()
        try await fixture.run(lost).expectRefusal(4, "is lost already, says entry", hint: "it was found")
        #expect(try fixture.kinds() == before + ["refused"])
        #expect(try await Self.receive(fixture, "g1m2").code == 0)
        #expect(try await fixture.run(lost).code == 0)
    }

    @Test("a sheet that was said to be lost counts when it comes to a recovery, and another person has to look at it")
    func lostAndUsed() async throws {
        let fixture = try await Self.make()
        let lost = ["sheet", "lost", try await Self.code(fixture), "g1m2", "--happened", "water", "--by", "Dana Levi"]
        #expect(try await fixture.run(lost).code == 0)
        let sheets = ["password-g1m1", "password-g1m2"].map(fixture.file)
        let opened = try await fixture.run(
            ["recover", "--account", "AWS root", "--credential", "root password"] + TwoFactorFixture.statement
                + ["--field", "password", "--output", "-"] + sheets)
        #expect(opened.text == TwoFactorFixture.password, "\(opened.errors)")
        #expect(opened.errors.contains("this sheet was said to be lost on"), "\(opened.errors)")
        let status = try await fixture.run(["status"])
        #expect(status.text.replacing("\n", with: " ").contains("was said to be lost on"), "\(status.text)")
    }

    @Test("a reshare for a lost sheet writes nothing while anything stands in its way")
    func reshareAfterLoss() async throws {
        let fixture = try await Self.make()
        let before = try fixture.kinds()
        let reshare = [
            "reshare", "--because", "damaged", "--share", "g1m2", "--credential", "root password", "--by", "Dana Levi",
            "--why", "a fire", "--no-read-back",
        ]
        let sheets = ["password-g1m1", "password-g1m3"].map(fixture.file)
        let taken = try await fixture.run(reshare + ["--output", fixture.file("password-sheets")] + sheets)
        #expect(taken.code == 73, "\(taken.errors)")
        try await fixture.run(reshare + sheets).expectRefusal(64, "the sheets have nowhere to go")
        #expect(try fixture.kinds() == before)
        let issued = try await fixture.run(reshare + ["--output", fixture.file("issued")] + sheets)
        #expect(issued.code == 0, "\(issued.errors)")
        #expect(try fixture.kinds()[before.count] == "sheet lost")
    }

    @Test("who keeps the other factor takes nobody's place, but for an override on record")
    func replace() async throws {
        let fixture = try await Self.make()
        let replace = [
            "people", "leave", "Bo Chen", "--successor", "Emeka Obi", "--by", "Fay Lund", "--why", "another job",
        ]
        let before = try fixture.kinds()
        try await fixture.run(replace).expectRefusal(
            4, "Emeka Obi will keep a sheet of AWS root / one-time password", hint: "--override")
        #expect(try fixture.kinds() == before + ["refused"])
        let ended = try await fixture.run(replace + ["--override", "nobody else can be trained before Monday"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try fixture.kinds() == before + ["refused", "policy changed", "exception", "custodian left"])
        #expect(try await fixture.run(["status"]).text.contains("overrode a rule"))
        #expect(try await fixture.run(["ledger", "verify"]).code == 0)
    }
}
