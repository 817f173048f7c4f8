// SPDX-License-Identifier: Apache-2.0
//
// The real program on a machine whose clock is wrong (faketime sets it): nothing is dated by it unless a person says that
// it is right, and an emergency goes on.

import Foundation
import Testing

@Suite("A clock that is wrong")
struct WrongClockTests {
    private static let dealt = Task {
        let fixture = try await BinderFixture.make()
        let codes = try await Deal(folder: fixture.scratch.file("sheets")).codes("g1m1")
        _ = try fixture.scratch.write(codes.joined(separator: "\n") + "\n", "g1m1.txt")
        return fixture
    }

    private static func run(
        _ fixture: BinderFixture, _ arguments: [String], at time: String, input: String = ""
    ) async throws -> Ended {
        try await Program.run(
            "faketime", ["-f", time, Program.path] + arguments, input: Array(input.utf8), in: fixture.scratch.path,
            environment: fixture.environment.merging(["TZ": "UTC"]) { $1 })
    }

    /// Commands that append to the ledger.
    static let appending: [(name: String, arguments: @Sendable (BinderFixture) -> [String])] = [
        ("drill mail", { _ in ["drill", "mail", "--by", "D"] }),
        ("split", { ["split", "--field-from", "password=-", "--output", $0.scratch.file("x"), "--no-read-back"] }),
        ("sheet receive", { ["sheet", "receive", $0.scratch.file("g1m1.txt")] }),
        ("people leave", { _ in ["people", "leave", "bo-chen", "--by", "D", "--why", "x"] }),
        ("policy --adopt", { _ in ["policy", "--adopt", "--by", "D", "--why", "x"] }),
        (
            "ledger exception",
            { _ in ["ledger", "exception", "--expected", "a", "--happened", "b", "--decided", "c", "--by", "D"] }
        ),
        ("paper", { _ in ["paper", "recovery", "--by", "D"] }),
    ]

    @Test(
        "no command dates an entry by a clock that lies before the last one, or far behind it",
        arguments: appending.indices,
        ["1970-01-02 00:00:00", "2199-01-01 00:00:00"])
    func refused(index: Int, time: String) async throws {
        let fixture = try await Self.dealt.value.copy()
        if Self.appending[index].name == "policy --adopt" {
            // One that is in force already is not adopted.
            let policy = try fixture.scratch.text("binder/policy.yaml")
            _ = try fixture.scratch.write(policy + "# later\n", "binder/policy.yaml")
        }
        let before = try fixture.scratch.bytes("binder/ledger.jsonl")
        let arguments = Self.appending[index].arguments(fixture) + ["--binder", fixture.binder]
        let ended = try await Self.run(fixture, arguments, at: time, input: BinderFixture.password)
        ended.expectRefusal(4, "this machine's clock shows \(time.prefix(10))", hint: "--clock-is-right")
        #expect(try fixture.scratch.bytes("binder/ledger.jsonl") == before)
    }

    @Test("a clock that is said to be right dates the entry")
    func confirmed() async throws {
        let fixture = try await Self.dealt.value.copy()
        let ended = try await Self.run(
            fixture,
            ["drill", "mail", "--by", "D", "--clock-is-right", "--binder", fixture.binder], at: "2199-01-01 00:00:00")
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.warningLines.contains { $0.contains("this machine's clock shows 2199-01-01") })
        #expect(try fixture.kinds.last == "drill opened")
    }

    @Test("a recovery warns, goes on, and writes it down", arguments: ["1970-01-02 00:00:00", "2199-01-01 00:00:00"])
    func recovery(time: String) async throws {
        let fixture = try await Self.dealt.value.copy()
        let before = try fixture.kinds
        let ended = try await Self.run(fixture, fixture.recoverArguments, at: time)
        #expect(ended.text == BinderFixture.password, "\(ended.errors)")
        #expect(ended.warningLines.contains { $0.contains("this machine's clock shows \(time.prefix(10))") })
        #expect(try fixture.kinds.dropFirst(before.count).prefix(2) == ["recovery opened", "exception"])
        #expect(try fixture.scratch.text("binder/ledger.jsonl").contains("a clock that continues from the last entry"))
    }

    @Test("after a recovery under a clock that was reset, commands at the true time go on, and its duties start then")
    func afterReset() async throws {
        let fixture = try await Self.dealt.value.copy()
        let ended = try await Self.run(fixture, fixture.recoverArguments, at: "1970-01-02 00:00:00")
        #expect(ended.text == BinderFixture.password, "\(ended.errors)")
        let drill = try await fixture.run(["drill", "mail", "--by", "D", "--binder", fixture.binder])
        #expect(drill.code == 0, "\(drill.errors)")
        #expect(drill.warningLines.isEmpty, "\(drill.errors)")
        let status = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(status.text.contains("the window ends at 2"), "\(status.text)")
        #expect(!status.text.contains("days ago") && !status.text.contains("by 1970"), "\(status.text)")
        let back = try await Self.run(
            fixture, ["drill", "mail", "--by", "D", "--binder", fixture.binder], at: "1970-01-02 01:00:00")
        back.expectRefusal(4, "this machine's clock shows 1970-01-02", hint: "--clock-is-right")
    }

    @Test("a journal is dated by a clock that fits its last entry")
    func journal() async throws {
        let fixture = try await Self.dealt.value.copy()
        let journal = fixture.scratch.file("journal.jsonl")
        func split(_ folder: String) -> [String] {
            [
                "split", "--account", "x", "--group", "A:1", "--custodian", "A:Ana", "--field-from", "password=-",
                "--journal", journal, "--output", fixture.scratch.file(folder), "--no-read-back",
            ]
        }
        let first = try await Self.run(fixture, split("a"), at: "2027-01-02 00:00:00", input: "pw")
        #expect(first.code == 0, "\(first.errors)")
        let back = try await Self.run(fixture, split("b"), at: "2026-12-02 00:00:00", input: "pw")
        back.expectRefusal(4, "the latest entry is of 2027-01-02", hint: "--clock-is-right")
        let early = try await Self.run(
            fixture, Array(split("c").filter { $0 != "--journal" && $0 != journal }), at: "1980-01-02 00:00:00",
            input: "pw")
        early.expectRefusal(4, "this program was made after", hint: "--clock-is-right")
    }

    @Test("init makes no binder by a clock that was reset")
    func initialising() async throws {
        let fixture = BinderFixture(scratch: try Scratch())
        let ended = try await Self.run(
            fixture,
            [
                "init", fixture.binder, "--name", "example.com", "--organisation", "Example Corp", "--account", "x",
                "--group", "A:1", "--custodian", "A:B", "--by", "C",
            ], at: "1970-01-02 00:00:00")
        ended.expectRefusal(4, "this program was made after", hint: "--clock-is-right")
        #expect(fixture.scratch.names.isEmpty)
    }
}
