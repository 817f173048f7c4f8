// SPDX-License-Identifier: Apache-2.0
//
// `glasswatch audit --since`, as a cron job runs it.

import Foundation
import Testing

@Suite("The state of an audit that runs again and again")
struct AuditStateCommandTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try FileManager.default.createDirectory(atPath: scratch.file("logs"), withIntermediateDirectories: false)
        _ = try scratch.write(
            #"[{"account":"AWS","identities":["arn:aws:iam::111122223333:user/break-glass"]}]"#, "accounts.json")
        try write("a.json", user: "ada")
    }

    /// Writes a log in which a user reads something.
    private func write(_ name: String, user: String) throws {
        _ = try scratch.write(
            """
            {"Records":[{"eventVersion":"1.11","eventTime":"2026-03-01T02:10:00Z","eventID":"\(name)",\
            "eventSource":"iam.amazonaws.com","eventName":"ListUsers","awsRegion":"us-east-1","readOnly":true,\
            "eventType":"AwsApiCall","recipientAccountId":"111122223333","sourceIPAddress":"203.0.113.10",\
            "userIdentity":{"type":"IAMUser","principalId":"AIDA\(user)","accountId":"111122223333",\
            "arn":"arn:aws:iam::111122223333:user/\(user)","accessKeyId":"AKIA\(user)","userName":"\(user)"}}]}
            """, "logs/\(name)")
    }

    private func audit(_ arguments: String...) async throws -> Ended { try await audit(arguments) }

    private func audit(_ arguments: [String]) async throws -> Ended {
        let program = URL(filePath: Program.path).deletingLastPathComponent().appending(path: "glasswatch").path
        return try await Program.run(
            program, ["audit", "logs", "--expect", "accounts.json"] + arguments, in: scratch.path)
    }

    @Test("The first run makes the file, the next ones say only what is new, and the exit code is the verdict's")
    func runs() async throws {
        let first = try await audit("--since", "state.jsonl")
        #expect(first.code == 0 && first.text.contains("FIRST RUN WITH THIS STATE"), "\(first.errors)")
        let second = try await audit("--since", "state.jsonl")
        #expect(second.code == 0 && second.text.contains("Nothing changed. Files: 1 not read again."))
        try write("b.json", user: "break-glass")
        let third = try await audit("--since", "state.jsonl")
        #expect(third.code != 0 && third.text.contains("  The verdict was break-glass."))
        let fourth = try await audit("--since", "state.jsonl")
        #expect(fourth.code == third.code && fourth.text.contains("STILL OPEN"))
        #expect(scratch.names == ["accounts.json", "logs", "state.jsonl"])
        let mode = try FileManager.default.attributesOfItem(atPath: scratch.file("state.jsonl"))[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test("The JSON has what changed beside all that it has otherwise")
    func json() async throws {
        let plain = try await audit("--json")
        let since = try await audit("--json", "--since", "state.jsonl")
        func members(_ ended: Ended) throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(ended.output)) as? [String: Any])
        }
        let news = try #require(try members(since)["since"] as? [String: Any])
        #expect(news["changed"] as? Bool == true)
        #expect(Set(try members(since).keys).subtracting(try members(plain).keys) == ["since"])
    }

    @Test("A problem is told once on standard error, and stays in the verdict")
    func warnings() async throws {
        _ = try scratch.write("no log", "logs/broken.json")
        let first = try await audit("--since", "state.jsonl")
        #expect(first.code == 9 && first.errors.contains("glasswatch: warning: logs/broken.json"))
        let second = try await audit("--since", "state.jsonl")
        #expect(second.code == 9 && second.errors.isEmpty && second.text.contains("[broken-file]"))
    }

    @Test(
        "A file that cannot be used is refused with what to do, and stays as it is",
        arguments: [
            ("no state", "is no state that an audit with --since left"),
            (#"{"format":"glasswatch state","version":7}"#, "is a state of version 7"),
            (#"{"format":"glasswatch state","version":1}"#, "is damaged, line 1: it ends too early"),
        ])
    func refusals(content: String, words: String) async throws {
        _ = try scratch.write(content + "\n", "state.jsonl")
        let ended = try await audit("--since", "state.jsonl")
        #expect(ended.code == 65 && ended.output.isEmpty)
        #expect(ended.errors.contains("glasswatch: error: state.jsonl \(words)"), "\(ended.errors)")
        #expect(ended.errors.contains("glasswatch: hint: name a new file after --since"), "\(ended.errors)")
        #expect(try scratch.text("state.jsonl") == content + "\n")
    }

    @Test("A result needs all files, a state lies outside of the logs, and its folder must be there")
    func places() async throws {
        for (arguments, code, words) in [
            (["--since", "state.jsonl", "--result", "result.json"], 64, "--since reads only new files"),
            (["--since", "logs/state.jsonl"], 64, "lies among the logs"),
            (["--since", "nowhere/state.jsonl"], 74, "cannot be written"),
        ] {
            let ended = try await audit(arguments)
            #expect(ended.code == code && ended.errors.contains(words), "\(arguments): \(ended.errors)")
        }
        #expect(scratch.names == ["accounts.json", "logs"])
    }
}
