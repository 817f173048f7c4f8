// SPDX-License-Identifier: Apache-2.0
//
// A drill by mail from its challenge to its end, with one command.

import Foundation
import Testing

@Suite("Drills by mail, with one command", .serialized)
struct DrillMailTests {
    /// A binder with a sheet's codes in a text of its own for each share.
    private static func make() async throws -> BinderFixture {
        let fixture = try await BinderFixture.make()
        let deal = Deal(folder: fixture.scratch.file("sheets"))
        for share in ["g1m1", "g1m2"] {
            _ = try fixture.scratch.write(try await deal.codes(share).joined(separator: "\n") + "\n", "\(share).txt")
        }
        return fixture
    }

    private static func mail(_ fixture: BinderFixture, _ arguments: [String]) async throws -> Ended {
        try await fixture.run(["drill", "mail", "--binder", fixture.binder] + arguments)
    }

    /// The answer of a share to the last challenge, as a file.
    private static func answer(_ share: String, to index: Int, _ fixture: BinderFixture) async throws -> String {
        let path = fixture.scratch.file("answer-\(share).pdf")
        let answered = try await fixture.run([
            "drill", "answer", "\(fixture.binder)/papers/letter-\(index).txt", fixture.scratch.file("\(share).txt"),
            "--yes", "--output", path,
        ])
        try #require(answered.code == 0, "\(answered.errors)")
        return path
    }

    /// Opens a drill by mail.
    ///
    /// - Returns: the challenge's entry.
    private static func open(_ fixture: BinderFixture) async throws -> Int {
        let opened = try await mail(fixture, ["--by", "Dana Novak"])
        try #require(opened.code == 0, "\(opened.errors)")
        return try fixture.kinds.count - 1
    }

    @Test("the last answer ends the drill, and its report is printed")
    func complete() async throws {
        let fixture = try await Self.make()
        let index = try await Self.open(fixture)
        let first = try await Self.mail(
            fixture, ["--by", "Dana Novak", "--findings", "none", try await Self.answer("g1m1", to: index, fixture)])
        #expect(first.code == 0 && first.errors.contains("Still to come: g1m2"), "\(first.errors)")
        #expect(first.text.isEmpty)
        let last = try await Self.mail(
            fixture, ["--by", "Dana Novak", "--findings", "none", try await Self.answer("g1m2", to: index, fixture)])
        #expect(last.code == 0 && last.errors.contains("Everybody has answered."), "\(last.errors)")
        #expect(last.text.contains("Proven    Ana Ruiz (g1m1), Bo Chen (g1m2)"), "\(last.text)")
        #expect(last.text.contains("Findings  none"), "\(last.text)")
        #expect(try fixture.kinds.suffix(2) == ["cosigned", "drill closed"])
        #expect(try await fixture.verify().code == 0)
    }

    @Test("the last answer is kept although nobody is named, and the command that ends the drill is shown")
    func nobodyNamed() async throws {
        let fixture = try await Self.make()
        let index = try await Self.open(fixture)
        let answers = [
            try await Self.answer("g1m1", to: index, fixture), try await Self.answer("g1m2", to: index, fixture),
        ]
        let recorded = try await Self.mail(fixture, answers)
        #expect(recorded.code == 0, "\(recorded.errors)")
        #expect(
            recorded.errors.contains(
                "`breakglass drill mail --close --by NAME --binder \(fixture.binder)` ends the drill"))
        #expect(try fixture.kinds.suffix(2) == ["cosigned", "cosigned"])
        let closed = try await Self.mail(fixture, ["--close", "--by", "Dana Novak"])
        #expect(closed.code == 0 && closed.errors.contains("2 of 2 proven"), "\(closed.errors)")
    }

    @Test("while a drill is open no other challenge is written, but a further letter is, and --close ends the drill")
    func openAlready() async throws {
        let fixture = try await Self.make()
        let index = try await Self.open(fixture)
        for arguments in [[], ["--share", "g1m1"], ["--days", "9"]] {
            try await Self.mail(fixture, ["--by", "Dana Novak"] + arguments).expectRefusal(
                64, "a drill by mail is open: entry \(index)",
                hint: "`breakglass drill mail --close --binder \(fixture.binder)` ends the drill")
        }
        let further = try await Self.mail(fixture, ["--since", "\(index)"])
        #expect(further.code == 0, "\(further.errors)")
        let papers = try FileManager.default.contentsOfDirectory(atPath: "\(fixture.binder)/papers")
        #expect(papers.contains("letter-\(index)-since-\(index).pdf") && papers.contains("letter-\(index).pdf"))
        try await Self.mail(fixture, ["--since", "\(index + 2)"]).expectRefusal(
            64, "that paper is newer than the challenge of entry \(index)")
        #expect(try fixture.kinds.count { $0 == "drill opened" } == 1)
        let closed = try await Self.mail(fixture, ["--close", "--by", "Dana Novak", "--findings", "the mail is slow"])
        #expect(closed.code == 0 && closed.text.contains("Findings  the mail is slow"), "\(closed.errors)")
        #expect(closed.warningLines.contains { $0.contains("not proven: Ana Ruiz (g1m1), Bo Chen (g1m2)") })
        try await Self.mail(fixture, ["--close", "--by", "Dana Novak"]).expectRefusal(64, "no drill by mail is open")
        #expect(try await Self.open(fixture) > index)
    }

    @Test("options that do not fit what the command does are refused before anything is written")
    func options() async throws {
        let fixture = try await Self.make()
        let before = try fixture.kinds
        let sheet = fixture.scratch.file("g1m1.txt")
        for (arguments, words) in [
            (["--close", sheet], "--close records no answers"),
            (["--days", "9", sheet], "--days: for a new challenge only"),
            (["--credential", "root password", sheet], "--credential: for a new challenge only"),
            (["--close", "--share", "g1m1"], "--share: for a new challenge only"),
            (["--by", "Dana Novak", "--findings", "none"], "--findings: no drill by mail is open"),
        ] { try await Self.mail(fixture, arguments).expectRefusal(64, words) }
        #expect(try fixture.kinds == before)
    }

    @Test("at a terminal, an open drill asks for its answers, and the last one for the findings")
    func atTerminal() async throws {
        let fixture = try await Self.make()
        let index = try await Self.open(fixture)
        let answers = [
            try await Self.answer("g1m1", to: index, fixture), try await Self.answer("g1m2", to: index, fixture),
        ]
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(["drill", "mail", "--binder", fixture.binder])
        try await screen.wait(for: "A drill by mail is open: entry \(index)")
        for (index, answer) in answers.enumerated() {
            try await screen.wait(until: "answer \(index + 1) is asked for") {
                $0.components(separatedBy: "Answer:").count == index + 2
            }
            try await screen.type(answer)
        }
        try await screen.wait(for: "Findings; type `none`")
        try await screen.confirm("none")
        try await screen.wait(for: "leads the drill of entry \(index). Anybody with the binder and its key may end it")
        try await screen.wait(for: "Who ends the drill")
        try await screen.type("Dana Novak")
        try await screen.expectEnd(0)
        #expect(try fixture.kinds.suffix(3) == ["cosigned", "cosigned", "drill closed"])
    }

    @Test("at a terminal, - asks for the lines of an answer, shows and checks each, and records it at an empty line")
    func typedLines() async throws {
        let fixture = try await Self.make()
        let index = try await Self.open(fixture)
        let answered = try await fixture.run([
            "drill", "answer", "\(fixture.binder)/papers/letter-\(index).txt", fixture.scratch.file("g1m1.txt"),
            "--yes",
        ])
        let lines = answered.text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("A00") }
        try #require(lines.count == 4, "\(answered.text)")
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(["drill", "mail", "--binder", fixture.binder, "--by", "Dana Novak", "-"])
        try await screen.wait(for: "Type the lines of the answer; an empty line or Ctrl-D ends.")
        for (number, line) in (["nonsense"] + lines + [""]).enumerated() {
            try await screen.wait(until: "line \(number + 1) is asked for") {
                $0.components(separatedBy: "Line:").count == number + 2
            }
            try await screen.type(line)
            if number == 0 { try await screen.wait(for: "This is neither a line nor the code of an answer.") }
            if number == 1 { try await screen.wait(for: "Line: \(line.prefix(8))") }
        }
        try await screen.wait(for: "Still to come: g1m2")
        try await screen.expectEnd(0)
        #expect(try fixture.kinds.last == "cosigned")
    }

    @Test("a drill in person that was left open is ended without sheets")
    func leftOpen() async throws {
        let fixture = try await Self.make()
        let drill = ["drill", "in-person", "--binder", fixture.binder, "--by", "Dana Novak"]
        try await fixture.run(drill + ["--close"]).expectRefusal(64, "no drill in person or rehearsal is open")
        let left = try await fixture.run(drill + ["--leave-open", fixture.scratch.file("g1m1.txt")])
        #expect(left.code == 0 && left.errors.contains("stays open"), "\(left.errors)")
        #expect(
            left.errors.contains(
                "`breakglass drill in-person --close --binder \(fixture.binder)` ends it. Dana Novak leads"),
            "\(left.errors)")
        try await fixture.run(drill + ["--close", fixture.scratch.file("g1m2.txt")]).expectRefusal(
            64, "--close reads no sheets")
        let closed = try await fixture.run(drill + ["--close"])
        #expect(closed.code == 0 && closed.text.contains("Proven    Ana Ruiz (g1m1)"), "\(closed.errors)")
        #expect(try fixture.kinds.last == "drill closed")
    }
}
