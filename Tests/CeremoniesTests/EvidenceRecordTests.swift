// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import SecretSharing
import Testing

@testable import Ceremonies

@Suite("The file that keeps the evidence")
struct EvidenceRecordTests {
    let scratch: Scratch
    let path: String

    init() throws {
        scratch = try Scratch()
        path = scratch.file("record.jsonl")
    }

    @Test("a line is one JSON object with time, ceremony, set, shares, reason and outcome, readable by its owner alone")
    func line() throws {
        let dealt = try Sample.dealt()
        let shares = [try Sample.number(1, 2), try Sample.number(2, 1)]
        try EvidenceRecord(path: path).append(
            EvidenceLine(
                time: Date(timeIntervalSince1970: 1_800_000_000.9), ceremony: .recover, set: dealt.manifest.identity,
                shares: shares, reason: "identity provider down, INC-4711 \"now\"", outcome: .revealing,
                detail: "field password"))
        let text = try scratch.text("record.jsonl")
        #expect(
            text
                == #"{"ceremony":"recover","detail":"field password","outcome":"revealing","#
                + #""reason":"identity provider down, INC-4711 \"now\"","set":"\#(dealt.manifest.identity.hexadecimal)","#
                + #""shares":["g1m2","g2m1"],"time":"2027-01-15T08:00:00Z"}"# + "\n")
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test("lines are only ever added")
    func appending() throws {
        let record = EvidenceRecord(path: path)
        var before = ""
        for index in 1...5 {
            try record.append(line("number \(index)"))
            let now = try scratch.text("record.jsonl")
            #expect(now.hasPrefix(before))
            #expect(now.split(separator: "\n").count == index)
            before = now
        }
    }

    @Test("a last line that a crash left unfinished is kept, closed, and followed by a whole one")
    func tornTail() throws {
        for torn in [#"{"ceremony":"rec"#, "x", String(repeating: "y", count: 10_000)] {
            try Data(("{}\n" + torn).utf8).write(to: URL(filePath: path))
            try EvidenceRecord(path: path).append(line("after"))
            let lines = try scratch.text("record.jsonl").split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == 4)
            #expect(lines[0] == "{}")
            #expect(lines[1] == torn)
            #expect(try reason(lines[2]) == "after")
            #expect(lines[3].isEmpty)
        }
    }

    @Test("an empty file and one that ends with a line end are continued as they are")
    func wholeTail() throws {
        for text in ["", "{}\n"] {
            try Data(text.utf8).write(to: URL(filePath: path))
            try EvidenceRecord(path: path).append(line("after"))
            let now = try scratch.text("record.jsonl")
            #expect(now.hasPrefix(text + "{\"ceremony\""))
        }
    }

    @Test("many writers at once leave whole lines, one for each")
    func manyWriters() async throws {
        let path = path
        try Data("torn".utf8).write(to: URL(filePath: path))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for turn in 0..<10 { try EvidenceRecord(path: path).append(Self.line("\(writer).\(turn)")) }
                }
            }
            try await group.waitForAll()
        }
        let lines = try scratch.text("record.jsonl").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "torn")
        #expect(lines.last == "")
        let reasons = try Set(lines.dropFirst().dropLast().map { try reason($0) })
        #expect(lines.count == 82)
        #expect(reasons.count == 80)
    }

    @Test("a symbolic link is refused, and what it points to is not touched")
    func symbolicLink() throws {
        let target = scratch.file("target")
        try Data("kept".utf8).write(to: URL(filePath: target))
        #expect(symlink(target, path) == 0)
        #expect(throws: EvidenceError(path: path, reason: String(cString: strerror(ELOOP)))) {
            try EvidenceRecord(path: path).append(line("x"))
        }
        #expect(try scratch.text("target") == "kept")
    }

    @Test("a folder, a device and a pipe are no record")
    func noPlainFile() throws {
        #expect(throws: EvidenceError(path: scratch.path, reason: String(cString: strerror(EISDIR)))) {
            try EvidenceRecord(path: scratch.path).append(line("x"))
        }
        #expect(throws: EvidenceError(path: "/dev/full", reason: "is not a plain file")) {
            try EvidenceRecord(path: "/dev/full").append(line("x"))
        }
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: EvidenceError(path: path, reason: "is not a plain file")) {
            try EvidenceRecord(path: path).append(line("x"))
        }
    }

    @Test("a folder that is not there is told, and not made")
    func noFolder() throws {
        let path = scratch.file("nowhere/record.jsonl")
        #expect(throws: EvidenceError(path: path, reason: String(cString: strerror(ENOENT)))) {
            try EvidenceRecord(path: path).append(line("x"))
        }
        #expect(scratch.names.isEmpty)
    }

    @Test("a record named without a folder lies in the folder where the program was started")
    func bareName() throws {
        let name = "breakglass-record-\(UUID().uuidString).jsonl"
        defer { unlink(name) }
        try EvidenceRecord(path: name).append(line("x"))
        #expect(access(name, F_OK) == 0)
    }

    private func line(_ reason: String) -> EvidenceLine { Self.line(reason) }

    private static func line(_ reason: String) -> EvidenceLine {
        EvidenceLine(
            time: Date(timeIntervalSince1970: 0), ceremony: .split, set: nil, shares: [], reason: reason,
            outcome: .failed)
    }

    private func reason(_ line: Substring) throws -> String {
        try #require(try JSONDecoder().decode(EvidenceLine.self, from: Data(line.utf8)).reason)
    }
}
