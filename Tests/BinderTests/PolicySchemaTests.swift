// SPDX-License-Identifier: Apache-2.0
//
// docs/policy.schema.json, as python3-jsonschema applies it to what python3-yaml reads.

import Foundation
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("The policy's schema")
struct PolicySchemaTests {
    private static let path = URL(filePath: #filePath).appending(path: "../../../docs/policy.schema.json").standardized

    /// Reads YAML texts as a JSON list and writes a list of what the schema says of each. Dates stay text, as in
    /// YAML 1.2.
    private static let judge = """
        import json, sys, yaml, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        class Loader(yaml.SafeLoader): pass
        Loader.yaml_implicit_resolvers = {
            first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
        print(json.dumps([validator.is_valid(yaml.load(text, Loader)) for text in json.load(sys.stdin)]))
        """

    private func verdicts(_ texts: [String]) throws -> [Bool] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", Self.judge, Self.path.path()]
        let input = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: input) }
        try JSONEncoder().encode(texts).write(to: input)
        let output = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try JSONDecoder().decode([Bool].self, from: data)
    }

    @Test("It takes what the parser takes: the good policy and every variant of lint's tests")
    func good() throws {
        let edits = [[]] + LintCase.all.flatMap { $0.trips + $0.spares }
        let texts = edits.map(PolicyFixture.text)
        for text in texts { #expect(PolicyFile.errors(in: text) == []) }
        for (verdict, edits) in zip(try verdicts(texts), edits) { #expect(verdict, "\(edits)") }
    }

    @Test("It refuses what the parser refuses, as far as a schema can")
    func broken() throws {
        let found = try verdicts(PolicyErrorCase.all.map { PolicyFixture.text($0.edits) })
        for (isValid, example) in zip(found, PolicyErrorCase.all) {
            #expect(isValid != example.isSchemaMatter, "\(example.edits)")
        }
        #expect(PolicyErrorCase.all.count(where: \.isSchemaMatter) >= 20)
    }

    @Test("It has the parser's keys, each with a description")
    func keys() throws {
        let schema = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: Self.path)) as? [String: Any])
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        let top = try #require(schema["properties"] as? [String: [String: Any]])
        let pairs: [([String: Any], PolicyKeys)] = [
            (schema, .policy), (definitions["failureMode"] ?? [:], .failureMode), (definitions["site"] ?? [:], .site),
            (definitions["person"] ?? [:], .person), (definitions["account"] ?? [:], .account),
            (definitions["credential"] ?? [:], .credential), (definitions["group"] ?? [:], .group),
            (definitions["custodian"] ?? [:], .custodian), (top["key_change"] ?? [:], .keyChange),
        ]
        #expect(pairs.count == PolicyKeys.all.count)
        for (object, keys) in pairs {
            let properties = try #require(object["properties"] as? [String: [String: Any]])
            #expect(Set(properties.keys) == Set(keys.known))
            #expect(object["required"] as? [String] == keys.required)
            #expect(object["additionalProperties"] as? Bool == false)
            for (key, value) in properties { #expect(value["description"] is String, "\(key)") }
        }
    }
}
