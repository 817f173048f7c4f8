// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Testing

@testable import Posture

@Suite("Collecting an export")
struct CollectionTests {
    private static let time = EventTime(seconds: 1_780_272_000)

    private func newFolder() -> String {
        FileManager.default.temporaryDirectory.appending(path: "export-\(UInt32.random(in: 0...UInt32.max))").path
    }

    /// What AWS would say, from the files of a case.
    private func answer(_ call: ExportCall, in sample: PostureCase) -> Collection.Outcome {
        if call == .newCredentialReport { return .init(exit: 0, output: Array(#"{"State":"COMPLETE"}"#.utf8)) }
        if let error = sample.export.files["\(call.name).error"] { return .init(exit: 254, output: [], error: error) }
        guard let output = sample.export.files["\(call.name).json"] else {
            return .init(exit: 254, output: [], error: Array("An error occurred (Unexpected) when calling".utf8))
        }
        return .init(exit: 0, output: output)
    }

    private func collect(_ sample: PostureCase) async throws(PostureError) -> Collection {
        try await Collection(
            sample.scope, ask: { (call) throws(PostureError) in answer(call, in: sample) }, now: { Self.time },
            pause: {})
    }

    @Test(
        "The calls follow from the answers, and the folder says the same as the case",
        arguments: ["everything-in-order", "denied-by-organization", "parameter-with-key", "no-bucket"])
    func whole(_ name: String) async throws {
        let sample = try #require(PostureCase.all.first { $0.description.hasSuffix("-\(name)") })
        let collection = try await collect(sample)
        let folder = newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try collection.write(to: folder)
        let export = try Export(folder: folder)
        let inspection = try Inspection(export, sample.scope)
        #expect(
            inspection.findings.map { "\($0.rule.id) | \($0.severity.rawValue) | \($0.place)" }.sorted()
                == sample.findings)
        #expect(inspection.gaps.map(\.question) == [])
        #expect(export.collected == Self.time)
        let unexpected = collection.export.files.filter {
            String(decoding: $0.value, as: UTF8.self).contains("Unexpected")
        }
        #expect(unexpected.keys.sorted() == [])
        #expect(throws: PostureError.self) { try collection.write(to: folder) }
    }

    @Test("The manifest names the file of each call, with its time and exit code")
    func manifest() async throws {
        let folder = newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try (await collect(PostureCase.all[0])).write(to: folder)
        let data = try Data(contentsOf: URL(filePath: "\(folder)/manifest.json"))
        let manifest = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let calls = try #require(manifest["calls"] as? [[String: Any]])
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "manifest.json" }
        #expect(Set(calls.compactMap { $0["file"] as? String }) == Set(files))
        #expect(calls.allSatisfy { $0["at"] as? String == "2026-06-01T00:00:00Z" && $0["exit"] is Int })
    }

    @Test("A call without an answer of AWS ends it, and nothing is written")
    func noAnswer() async {
        await #expect(throws: PostureError.self) {
            try await Collection(
                PostureCase.all[0].scope,
                ask: { (call) throws(PostureError) in
                    call.service == "s3api"
                        ? .init(exit: 255, output: [], error: Array("Could not connect".utf8))
                        : self.answer(call, in: PostureCase.all[0])
                }, now: { Self.time }, pause: {})
        }
    }

    @Test("A profile of an account that the policy does not name is refused")
    func otherAccount() async {
        var scope = PostureCase.all[0].scope
        scope.accounts = ["999999999999"]
        await #expect(throws: PostureError.self) {
            try await Collection(
                scope, ask: { (call) throws(PostureError) in self.answer(call, in: PostureCase.all[0]) },
                now: { Self.time }, pause: {})
        }
    }

    @Test("Each call only reads, and none returns a secret")
    func onlyReads() async throws {
        var operations: Set<String> = []
        for sample in PostureCase.all {
            for call in EmergencyPath(export: sample.export, scope: sample.scope).calls {
                operations.insert("\(call.service) \(call.operation)")
            }
        }
        for operation in operations {
            let verb = operation.split(separator: " ")[1]
            #expect(
                ["get-", "list-", "describe-"].contains { verb.hasPrefix($0) }
                    || verb == "generate-credential-report")
            #expect(!["get-secret-value", "batch-get-secret-value", "get-parameter", "get-parameters"].contains(verb))
        }
        #expect(operations.count == 31)
    }

    @Test("docs/POSTURE.md lists each call and each rule")
    func document() throws {
        let root = PostureCase.root.deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/POSTURE.md"), encoding: .utf8)
        for rule in PostureRule.all {
            #expect(text.contains("| \(rule.id) | \(rule.name) | \(rule.severity.rawValue) | \(rule.demand) |"))
        }
        for sample in PostureCase.all {
            for call in EmergencyPath(export: sample.export, scope: sample.scope).calls {
                #expect(text.contains("`\(call.service) \(call.operation)`"), "\(call.name)")
            }
        }
    }
}
