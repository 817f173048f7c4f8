// SPDX-License-Identifier: Apache-2.0

import DocumentSchemas
import Foundation
import Testing

@testable import AuditResult

@Suite("The vectors of audit results")
struct ResultVectorTests {
    struct Expectation: Decodable {
        let why: String
        let defect: String?
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Vectors/results").standardizedFileURL

    private static func expectations() throws -> [String: Expectation] {
        try JSONDecoder().decode(
            [String: Expectation].self, from: Data(contentsOf: folder.appending(path: "expected.json")))
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appending(path: name)))
    }

    /// What `expected.json` calls an error.
    private static func name(_ error: ResultError) -> String {
        switch error {
        case .tooLarge: "too large"
        case .otherFormat: "format"
        case .otherVersion: "version"
        case .syntax: "syntax"
        case .missing(let path): "missing \(path)"
        case .unexpected(let path, _): "unexpected \(path)"
        case .form(let path, _): "form \(path)"
        case .contradiction(let path, _): "contradiction \(path)"
        }
    }

    @Test("each good file is taken, and written again byte for byte")
    func good() throws {
        let good = try Self.expectations().filter { $0.value.defect == nil }
        #expect(good.count == 6)
        for name in good.keys {
            let bytes = try Self.bytes(name)
            #expect(try ResultFile(bytes: bytes).encoded == bytes, "\(name)")
        }
    }

    @Test("each bad file is refused for its own defect, in words of its own")
    func bad() throws {
        let bad = try Self.expectations().filter { $0.value.defect != nil }
        #expect(bad.count > 35)
        for (name, expectation) in bad {
            let bytes = try Self.bytes(name)
            let error = #expect(throws: ResultError.self, "\(name): \(expectation.why)") {
                try ResultFile(bytes: bytes)
            }
            guard let error else { continue }
            #expect(Self.name(error) == expectation.defect, "\(name): \(error.words)")
            #expect(!error.words.isEmpty && !error.hint.isEmpty)
        }
    }

    @Test("the schema takes each good file, and refuses what the reader refuses, as far as a schema can")
    func schema() throws {
        let expectations = try Self.expectations()
        let names = expectations.keys.sorted()
        let texts = try names.map { String(decoding: try Self.bytes($0), as: UTF8.self) }
        for (name, fault) in zip(names, try DocumentSchema("result").faults(in: texts)) {
            let isGood = expectations[name]?.defect == nil || Self.beyondSchemas.contains(name)
            #expect((fault == nil) == isGood, "\(name): \(fault ?? "taken")")
        }
    }

    /// The form of the bytes, days of the calendar, and what has to agree with something else.
    private static let beyondSchemas: Set = [
        "bad-white-space.json", "bad-no-line-end.json", "bad-escape.json", "bad-member-twice.json", "bad-utf8.json",
        "bad-time-day.json", "bad-files-digest.json", "bad-files-bytes.json", "bad-files-count.json",
        "bad-files-order.json", "bad-events-count.json", "bad-changes-count.json", "bad-sessions-order.json",
        "bad-alert-twice.json", "bad-uncovered-order.json",
    ]

    @Test("the schema refuses a result with a member more or a member less, and one with a word that is none")
    func schemaOfOthers() throws {
        let text = String(decoding: try Self.bytes("good-backdoor.json"), as: UTF8.self)
        let tolerance = try DocumentSchema("result").tolerance(of: text)
        #expect(tolerance.added == [])
        #expect(tolerance.removed == ["opening", "alerts.arrived"])
        let words: Set = ["format", "time", "inputs.digest", "verdict", "alerts.in_time", "coverage.digests"]
        #expect(tolerance.changed.isDisjoint(with: words))
        #expect(tolerance.changed.contains("program"))
    }

    @Test("each file of the folder is in the list")
    func all() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(names).subtracting(["README.md", "expected.json"]) == Set(try Self.expectations().keys))
    }

    @Test("no change of one bit, and no cut, crashes the reader or is taken for the same result")
    func damage() throws {
        let bytes = try Self.bytes("good-backdoor.json")
        let result = try ResultFile(bytes: bytes)
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << bit
                if let other = try? ResultFile(bytes: changed) {
                    #expect(other != result && other.encoded == changed, "bit \(bit) of byte \(place)")
                }
            }
            #expect(throws: ResultError.self, "\(place) bytes") { try ResultFile(bytes: Array(bytes[..<place])) }
        }
    }
}
