// SPDX-License-Identifier: Apache-2.0
//
// docs/policy.schema.json, as python3-jsonschema applies it to what python3-yaml reads.

import Foundation
import Testing

@testable import CustodyPolicy

@Suite("The policy's schema")
struct PolicySchemaTests {
    private static let path = PolicyDocuments.file("policy.schema.json")

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

    @Test("It has each key with the type, the limits, and the description that the program has for it")
    func keys() throws {
        var schema = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: Self.path)) as? [String: Any])
        var definitions = try #require(schema.removeValue(forKey: "$defs") as? [String: Any])
        for key in ["$schema", "title", "description"] { #expect(schema.removeValue(forKey: key) is String) }
        #expect(try text(schema) == text(PolicyDocuments.schema(Policy.Keys.mapping.facts)))
        for mapping in PolicyDocuments.mappings.dropFirst() {
            let name = PolicyDocuments.definition(mapping)
            let definition = try #require(definitions.removeValue(forKey: name) as? [String: Any])
            #expect(try text(definition) == text(PolicyDocuments.schema(mapping)), "\(name)")
        }
        #expect(Set(definitions.keys) == ["identifier", "text", "span", "day", "network"])
    }

    /// One text for all JSON with the same meaning.
    private func text(_ object: [String: Any]) throws -> String {
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try JSONSerialization.data(withJSONObject: object, options: options), as: UTF8.self)
    }
}
