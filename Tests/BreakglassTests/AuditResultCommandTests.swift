// SPDX-License-Identifier: Apache-2.0
//
// The result file of an audit of the log, as the commands take it.

import AuditResult
import CustodyPolicy
import Foundation
import ShareEnvelope
import Testing

@Suite("The result of an audit")
struct AuditResultCommandTests {
    private static let topic = "arn:aws:sns:us-east-1:111122223333:break-glass"
    private static let answers = [
        "--broke", "the portal", "--restored", "restarted", "--prevents", "another", "--operated-by", "Dana Novak",
        "--by", "Fay Lund",
    ]

    /// Writes a result about an entry of the binder's ledger, and returns its path and its SHA-256 by `sha256sum`.
    private static func write(
        _ fixture: BinderFixture, entry: Int, _ verdict: ResultFile.Verdict = .breakGlass, ledger: String? = nil
    ) async throws -> (path: String, digest: String) {
        let checkpoint = try fixture.scratch.text("binder/checkpoint")
        let origin = try #require(checkpoint.split(separator: "\n").first)
        let time = try #require(LedgerTime("2027-03-01T02:10:00Z"))
        let file = try ResultFile(
            program: .known("glasswatch 1.0.0"), time: time, account: .known("AWS root"),
            opening: ResultFile.Opening(ledger: .known(ledger ?? String(origin)), entry: .known("\(entry)")),
            inputs: ResultInputs([]), verdict: verdict,
            failures: verdict == .breakGlass
                ? [] : [ResultFile.Failure(finding: .known("weakening-stands"), events: [.known("event-1")])],
            sessions: ResultFile.Sessions(count: 1, span: TimeSpan(time, time)), standing: [],
            alerts: [ResultFile.Alert(channel: .known(topic), arrived: time, inTime: .yes)], coverage: .all)
        let path = fixture.scratch.file("result-\(entry)-\(UUID().uuidString).json")
        try Data(file.encoded).write(to: URL(filePath: path))
        let sum = try await Program.run("/usr/bin/sha256sum", [path], in: fixture.scratch.path)
        return (path, String(sum.text.prefix(64)))
    }

    @Test("a review takes it, keeps its hash and verdict, and asks what follows from a bad one")
    func review() async throws {
        let fixture = try await BinderFixture.make()
        try #require(try await fixture.recover().code == 0)
        let use = try #require(try fixture.kinds.firstIndex(of: "recovery opened"))
        let before = try fixture.kinds.count
        func review(_ arguments: [String]) async throws -> Ended {
            try await fixture.run(["review", "\(use)", "--binder", fixture.binder] + Self.answers + arguments)
        }
        let foreign = try await Self.write(fixture, entry: use, ledger: "example.org/0123456789abcdef")
        try await review(["--from", foreign.path])
            .expectRefusal(64, "the ledger example.org/0123456789abcdef, and this binder's is example.com/")
        let other = try await Self.write(fixture, entry: use + 1)
        try await review(["--from", other.path])
            .expectRefusal(64, "is about entry \(use + 1), and this is the use of entry \(use)")
        try await review(["--from", "\(fixture.binder)/checkpoint"]).expectRefusal(
            65, "is not an audit result", hint: "glasswatch audit --result")
        let bad = try await Self.write(fixture, entry: use, .backdoor)
        try await review(["--from", bad.path]).expectRefusal(64, "--follows")
        try await review(["--follows", "nothing", "--done", "it", "--alerts", "arrived"])
            .expectRefusal(64, "--follows: no result file says a verdict", hint: "--from")
        #expect(try fixture.kinds.count == before)

        let filed = try await review(["--from", bad.path, "--follows", "the key is deleted"])
        #expect(filed.code == 0, "\(filed.errors)")
        #expect(filed.warningLines.contains { $0.contains("BACKDOOR") }, "\(filed.errors)")
        let entry = try fixture.lastEntry
        #expect(entry["kind"] as? String == "review filed" && entry["alerts"] as? String == "arrived")
        #expect(entry["result"] as? String == bad.digest && entry["verdict"] as? String == "backdoor")
        #expect(entry["follows"] as? String == "the key is deleted")
        #expect((entry["done"] as? String)?.contains("weakening-stands (1 event)") == true)
        let shown = try await fixture.run(["ledger", "show", "\(before)", "--binder", fixture.binder])
        for words in ["the audit of the log says: backdoor", bad.digest, "the key is deleted"] {
            #expect(shown.text.contains(words), "\(shown.text)")
        }
        #expect(try await fixture.verify().code == 0)
    }

    @Test(
        "the end of a drill records the alerts that it shows, and leaves the drill open if it is about something else")
    func drill() async throws {
        let fixture = try await BinderFixture.make()
        let begun = try await fixture.run(
            ["drill", "in-person", "--binder", fixture.binder, "--by", "Dana Novak", "--leave-open"]
                + [fixture.scratch.file("codes.txt")])
        try #require(begun.code == 0, "\(begun.errors)")
        let index = try #require(try fixture.kinds.firstIndex(of: "drill opened"))
        let before = try fixture.kinds.count
        func end(_ arguments: [String]) async throws -> Ended {
            try await fixture.run(
                ["drill", "in-person", "--binder", fixture.binder, "--by", "Dana Novak", "--findings", "none"]
                    + arguments)
        }
        let result = try await Self.write(fixture, entry: index)
        try await end(["--leave-open", "--alert", result.path, fixture.scratch.file("codes.txt")])
            .expectRefusal(64, "--alert is recorded when the drill ends")
        let other = try await Self.write(fixture, entry: index + 1)
        try await end(["--close", "--alert", other.path])
            .expectRefusal(64, "is about entry \(index + 1), and this is the drill of entry \(index)")
        #expect(try fixture.kinds.count == before)
        let ended = try await end(["--close", "--alert", result.path])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.text.contains("\(Self.topic), in time: yes"), "\(ended.text)")
        #expect(ended.text.contains(result.digest), "\(ended.text)")
        let entry = try fixture.lastEntry
        #expect(entry["kind"] as? String == "drill closed" && entry["result"] as? String == result.digest)
        #expect(entry["alerts"] as? [[String: String]] == [["channel": Self.topic, "in_time": "yes"]])
        #expect(try await fixture.verify().code == 0)
    }

    @Test("a recovery has no alert option, and a drill by mail that is not open takes none")
    func elsewhere() async throws {
        let fixture = try await BinderFixture.make()
        let result = try await Self.write(fixture, entry: 3)
        try await fixture.recover(["--alert", result.path]).expectRefusal(64, "--alert: only with --rehearse")
        try await fixture.run(["drill", "mail", "--binder", fixture.binder, "--alert", result.path])
            .expectRefusal(64, "--alert: no drill by mail is open")
    }
}
