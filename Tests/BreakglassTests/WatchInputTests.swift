// SPDX-License-Identifier: Apache-2.0
//
// The small files that glasswatch is given beside the logs: whatever stands in their place, it ends soon and says why.

import Foundation
import Glibc
import Testing

@Suite("The small files that glasswatch is given")
struct WatchInputTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try FileManager.default.createDirectory(atPath: scratch.file("logs"), withIntermediateDirectories: false)
        _ = try scratch.write(#"{"Records":[]}"#, "logs/a.json")
        _ = try scratch.write(
            #"[{"account":"AWS","identities":["arn:aws:iam::111122223333:user/break-glass"],"regions":["us-east-1"]}]"#,
            "accounts.json")
        _ = try scratch.write(#"{"Rules":[]}"#, "rules.json")
    }

    /// A command that reads a file, and the largest that it reads in MiB; `nil` where there is no limit.
    private struct Reader {
        let arguments: [String]
        let limit: Int?
        let hint: String
    }

    private static let readers = [
        Reader(arguments: ["digests", "logs", "--keys"], limit: 16, hint: "`aws cloudtrail list-public-keys"),
        Reader(
            arguments: ["audit", "logs", "--expect", "accounts.json", "--keys"], limit: 16,
            hint: "`aws cloudtrail list-public-keys"),
        Reader(arguments: ["audit", "logs", "--openings"], limit: 16, hint: "`breakglass ledger verify --openings`"),
        Reader(arguments: ["export", "sql", "--engine", "duckdb", "--expect"], limit: 16, hint: "docs/OPENINGS.md"),
        Reader(arguments: ["alerts", "rules.json", "--expect"], limit: 16, hint: "docs/OPENINGS.md"),
        Reader(arguments: ["alerts", "--expect", "accounts.json", "--"], limit: 256, hint: "docs/ALERTS.md"),
        Reader(
            arguments: ["alerts", "rules.json", "--expect", "accounts.json", "--log", "logs", "--arrived"], limit: 4,
            hint: "save the message alone"),
        Reader(
            arguments: ["audit", "logs", "--expect", "accounts.json", "--since"], limit: nil,
            hint: "name a file that you can read"),
    ]

    private func expect(_ path: String, _ reader: Reader, _ code: Int, _ words: String, _ hint: String) async throws {
        let ended = try await Program.run(Program.glasswatch, reader.arguments + [path], in: scratch.path)
        #expect(ended.code == code && ended.output.isEmpty, "\(reader.arguments): \(ended.code)")
        #expect(ended.errors.hasPrefix("glasswatch: error: \(path) \(words)\nglasswatch: hint: "), "\(ended.errors)")
        #expect(ended.errors.contains(hint), "\(ended.errors)")
    }

    @Test("A folder, a device, a pipe without a writer and a file beyond the limit are refused with what to do")
    func refused() async throws {
        try FileManager.default.createDirectory(atPath: scratch.file("folder"), withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("device"), withDestinationPath: "/dev/zero")
        #expect(mkfifo(scratch.file("pipe"), 0o600) == 0)
        for reader in Self.readers {
            try await expect("folder", reader, 66, "is a folder, not a file", reader.hint)
            try await expect("device", reader, 65, "is a device, not a file", reader.hint)
            if let limit = reader.limit {
                try await expect("pipe", reader, 66, "is a pipe that no program writes to", reader.hint)
                // A file with a hole takes no room on the disk.
                _ = try scratch.write([], "large")
                #expect(truncate(scratch.file("large"), limit << 20 | 1) == 0)
                try await expect("large", reader, 65, "is larger than the limit of \(limit) MiB", reader.hint)
            } else {
                try await expect("pipe", reader, 65, "is a pipe, not a file", reader.hint)
            }
        }
    }

    @Test("A file that is no state is left unread, however large it is")
    func largeState() async throws {
        let reader = try #require(Self.readers.first { $0.limit == nil })
        _ = try scratch.write([], "large")
        #expect(truncate(scratch.file("large"), 1 << 40) == 0)
        try await expect(
            "large", reader, 65, "is no state that an audit with --since left", "name a new file after --since")
    }

    @Test("A pipe that a program writes to is read, once")
    func pipe() async throws {
        let script = #"exec "$1" export sql --engine duckdb --expect <(cat accounts.json)"#
        let ended = try await Program.run(
            "/bin/bash", ["-c", script, "bash", Program.glasswatch], in: scratch.path)
        #expect(ended.code == 0 && ended.text.contains("user/break-glass"), "\(ended.errors)")
        let alerts = #"exec "$1" alerts rules.json --expect <(cat accounts.json)"#
        let shown = try await Program.run(
            "/bin/bash", ["-c", alerts, "bash", Program.glasswatch], in: scratch.path)
        #expect(shown.code == 8, "\(shown.errors)")
    }
}
