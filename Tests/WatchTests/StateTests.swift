// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import LogDigests
import Testing

@testable import Watch

@Suite("The state that an audit leaves")
struct StateTests {
    /// A state with all kinds of lines.
    private static func folder() throws -> LogFolder {
        let folder = try LogFolder()
        var log = TestLog()
        log.signIn()
        log.add(
            TestLog.root, "iam", "CreateAccessKey", ["userName": "x"],
            ["accessKey": ["accessKeyId": "AKIA1", "userName": "x"]])
        log.add(
            TestLog.user("bob", key: "AKIA2"), "iam", "DeleteAccessKey",
            ["userName": "x", "accessKeyId": "AKIA1"], more: [("userAgent", "a \"quoted\" \\ agent\n\u{1F511}")])
        try folder.write("a.json", log.records)
        try folder.write("b.json", "no log")
        _ = try folder.readNew()
        return folder
    }

    private static func fault(_ bytes: [UInt8]) -> StateFault? {
        do throws(StateFault) {
            _ = try AuditState(bytes, sha256: Checksums.sha256)
            return nil
        } catch {
            return error
        }
    }

    /// The lines with another one at a place, and an end that fits.
    private static func changed(_ bytes: [UInt8], _ change: (inout [String]) -> Void) -> [UInt8] {
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        lines.removeLast()
        change(&lines)
        let body = lines.map { $0 + "\n" }.joined()
        let end = #"{"lines":\#(lines.count),"sha256":"\#(Checksums.sha256(Array(body.utf8)))"}"#
        return Array((body + end + "\n").utf8)
    }

    @Test("A state that is read is the one that was written")
    func roundTrip() throws {
        let folder = try Self.folder()
        let state = try #require(folder.state)
        #expect(state.files.map(\.actorRecords.count) == [2, 0])
        #expect(state.files.map(\.objectRecords.count) == [1, 0])
        #expect(state.files[1].problems.count == 1)
        #expect(!state.leads.isEmpty)
        #expect(state.last.items.contains { $0.finding == "broken-file" && $0.subject != nil })
        let again = try AuditState(folder.bytes, sha256: Checksums.sha256)
        #expect(again.bytes(sha256: Checksums.sha256) == folder.bytes)
        #expect(again.files[0].actorRecords.map(\.event) == state.files[0].actorRecords.map(\.event))
    }

    @Test("Each line is a JSON object, and the last one is the SHA-256 of all others")
    func form() throws {
        let bytes = try Self.folder().bytes
        let lines = bytes.split(separator: 0x0A)
        for line in lines { #expect(throws: Never.self) { try JSONValue(document: Array(line), limit: bytes.count) } }
        let last = try JSONValue(document: Array(try #require(lines.last)), limit: bytes.count)
        #expect(last["lines"] == .number(String(lines.count - 1)))
        let before = Array(bytes[..<lines[lines.count - 1].startIndex])
        #expect(last["sha256"] == .string(Checksums.sha256(before)))
    }

    @Test("What is no state, or one of another version, is told from one that is damaged")
    func refusals() throws {
        let bytes = try Self.folder().bytes
        for foreign in ["", "\n", "{}", "[1]\n", #"{"format":"glasswatch audit","version":1}"#, "\u{0}\u{1}"] {
            #expect(Self.fault(Array(foreign.utf8)) == .foreign, "\(foreign)")
        }
        #expect(
            Self.fault(Self.changed(bytes) { $0[0] = $0[0].replacing(#""version":1"#, with: #""version":2"#) })
                == .version("2"))
        #expect(Self.fault(bytes) == nil)
        #expect(Self.fault(Self.changed(bytes) { _ in }) == nil)
    }

    @Test("A state that is cut anywhere, or has one byte changed, is refused")
    func damage() throws {
        let bytes = try Self.folder().bytes
        for count in stride(from: 0, to: bytes.count, by: 37) {
            #expect(Self.fault(Array(bytes[..<count])) != nil, "cut after \(count)")
            var other = bytes
            other[count] ^= 1
            #expect(Self.fault(other) != nil, "byte \(count)")
        }
        #expect(Self.fault(Array(bytes.dropLast())) != nil)
    }

    @Test(
        "Lines that no run writes are refused, though the end fits",
        arguments: [
            #"{"leads":"AAAA"}"#, #"{"leads":"AQAAAAEAAAA="}"#, #"{"leads":7}"#, #"{"file":"x"}"#, #"{"record":"{}"}"#,
            #"{"time":"2026-03-01T02:00:00Z","verdict":"fine"}"#, #"{"verdict":"backdoor"}"#, "{}", "nothing",
            #"{"bytes":1,"file":"x","gone":false,"missing":false,"modified":1,"parts":[{"traces":"AgAAAAEAAAA="}]}"#,
            #"{"for":"nobody","name":"x","offset":0,"record":"{}"}"#,
            #"{"for":"actor","name":"x","offset":0,"record":"{"}"#,
        ])
    func lines(line: String) throws {
        let bytes = try Self.folder().bytes
        let changed = Self.changed(bytes) { $0.insert(line, at: $0.count - 1) }
        guard case .damaged? = Self.fault(changed) else {
            Issue.record("\(line): \(Self.fault(changed).map { "\($0)" } ?? "taken")")
            return
        }
    }

    @Test("A state without a verdict, or with a line after it, is refused")
    func verdict() throws {
        let bytes = try Self.folder().bytes
        #expect(Self.fault(Self.changed(bytes) { $0.removeLast() }) != nil)
        #expect(Self.fault(Self.changed(bytes) { $0.append($0[1]) }) != nil)
    }

    @Test("An ordinary log takes less than 100 bytes an event, however small its files are")
    func size() throws {
        let folder = try LogFolder()
        let (files, events) = (50, 8)
        for number in 0..<files {
            var log = TestLog()
            for event in 0..<events {
                log.add(
                    TestLog.role(
                        "Deploy", "s\(number * 3 + event % 3)", key: "ASIA\(number * 3 + event % 3)",
                        since: "2026-03-01T01:00:00Z"), "ec2", "DescribeInstances", reads: true)
            }
            try folder.write("\(number).json", log.records)
        }
        _ = try folder.readNew()
        let paths = files * folder.path("10.json").utf8.count
        #expect((folder.bytes.count - paths) / (files * events) < 100)
    }
}
