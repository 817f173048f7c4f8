// SPDX-License-Identifier: Apache-2.0
//
// What is left when a machine dies, and how people end it.

import Foundation
import Testing

@Suite("Ceremonies that were cut off")
struct CutOffTests {
    /// A recovery that a kill ended behind its statement.
    private static func cutOff() async throws -> BinderFixture {
        let fixture = try await BinderFixture.make()
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(
            Array(fixture.recoverArguments.dropLast(5)).filter { !$0.hasPrefix("--field") } + BinderFixture.statement)
        try await screen.waitForPrompt("Sheet:")
        _ = try await Program.tool("pkill", "-KILL", "-f", "recover --binder \(fixture.binder)", mayFail: true)
        try await screen.wait(for: "exit=137.")
        return fixture
    }

    @Test("a recovery that was killed stands as going on until somebody closes it, and then is over")
    func killed() async throws {
        let fixture = try await Self.cutOff()
        let opening = try fixture.kinds.count - 1
        #expect(try fixture.kinds.last == "recovery opened")
        let told = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(
            told.text.contains("if so, `breakglass review \(opening) --binder \(fixture.binder)` closes it"),
            "\(told.text)")
        let close = ["review", "--binder", fixture.binder, "--by", "Dana Novak"]
        let unknown = try await fixture.run(close + ["--ended", "x", "0"])
        unknown.expectRefusal(64, "entry 0 does not wait for a review", hint: "\(opening)")
        let unsaid = try await fixture.run(close + ["\(opening)"])
        unsaid.expectRefusal(64, "--ended is not given")
        let closed = try await fixture.run(close + ["--ended", "the machine lost its power", "\(opening)"])
        #expect(closed.code == 0, "\(closed.errors)")
        let line = try fixture.scratch.text("binder/ledger.jsonl").split(separator: "\n").last ?? ""
        #expect(line.contains(#""outcome":"left open""#) && line.contains("Dana Novak: the machine lost its power"))
        let after = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(!after.text.contains("never closed"), "\(after.text)")
        #expect(try await fixture.verify().code == 0)
    }

    @Test("a recovery that was killed while it wrote a journal is ended by an exception about it, once it was merged")
    func inJournal() async throws {
        let fixture = try await BinderFixture.make()
        let journal = fixture.scratch.file("journal")
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(
            ["recover", "--binder", fixture.binder, "--journal", journal] + BinderFixture.statement)
        try await screen.waitForPrompt("Sheet:")
        _ = try await Program.tool("pkill", "-KILL", "-f", "recover --binder \(fixture.binder)", mayFail: true)
        try await screen.wait(for: "exit=137.")
        #expect(try await fixture.run(["ledger", "merge", "--binder", fixture.binder, journal]).code == 0)
        let place = "\(try fixture.kinds.count - 1).1"
        #expect(
            try await fixture.run(["status", "--binder", fixture.binder]).text.contains(
                "`breakglass review \(place) --binder \(fixture.binder)`"))
        let closed = try await fixture.run([
            "review", "--binder", fixture.binder, "--by", "Dana Novak", "--ended", "the battery was empty",
            place,
        ])
        #expect(closed.code == 0, "\(closed.errors)")
        #expect(try fixture.kinds.last == "exception")
        #expect(!(try await fixture.run(["status", "--binder", fixture.binder]).text.contains("never closed")))
        #expect(try await fixture.verify().code == 0)
    }

    @Test("a split whose sheets nobody ever read back is dealt anew, and the first set is abandoned, not retired")
    func unreadSplit() async throws {
        let fixture = try await BinderFixture.make()
        let again = try await fixture.run(
            fixture.splitArguments.map { $0 == fixture.scratch.file("sheets") ? fixture.scratch.file("again") : $0 },
            input: BinderFixture.password)
        #expect(again.code == 0, "\(again.errors)")
        #expect(again.warningLines.contains { $0.contains("the set in force was never read back") })
        #expect(try fixture.kinds.last == "set abandoned")
        #expect(!(try await fixture.run(["status", "--binder", fixture.binder]).text.contains("is retired")))
    }

    @Test("a recovery that names no binder, with sheets that show one, says so and leaves what must be countersigned")
    func withoutBinder() async throws {
        let fixture = try await BinderFixture.make()
        let journal = fixture.scratch.file("stray.jsonl")
        let opened = try await fixture.run([
            "recover", "--journal", journal, "--reason", "down", "--field", "password", "--output", "-",
            fixture.scratch.file("codes.txt"),
        ])
        #expect(opened.text == BinderFixture.password, "\(opened.errors)")
        #expect(opened.warningLines.contains { $0.contains("these sheets belong to a binder") }, "\(opened.errors)")
        #expect(try await fixture.run(["ledger", "merge", "--binder", fixture.binder, journal]).code == 0)
        #expect(try await fixture.run(["status", "--binder", fixture.binder]).text.contains("overrode a rule"))
    }

    @Test("a journal of another ledger that lies in the way does not get this one's evidence")
    func foreignJournal() async throws {
        let (fixture, other) = (try await BinderFixture.make(), try await BinderFixture.make())
        let lost = ["--binder-key", "nowhere"]
        #expect(try await other.recover(lost).code == 0)
        let stray = other.scratch.file("breakglass-journal.jsonl")
        let before = try String(contentsOfFile: stray, encoding: .utf8)
        try FileManager.default.copyItem(atPath: stray, toPath: fixture.scratch.file("breakglass-journal.jsonl"))
        #expect(try await fixture.recover(lost).code == 0)
        #expect(try fixture.scratch.text("breakglass-journal.jsonl") == before)
        let own = try #require(fixture.scratch.names.first { $0.hasPrefix("breakglass-journal-") })
        #expect(
            try await fixture.run(["ledger", "merge", "--binder", fixture.binder, fixture.scratch.file(own)]).code == 0)
    }
}
