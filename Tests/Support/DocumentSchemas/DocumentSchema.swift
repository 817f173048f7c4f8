// SPDX-License-Identifier: Apache-2.0
//
// The JSON Schemas of docs, as python3-jsonschema applies them.

import Foundation

/// A JSON Schema of docs.
package struct DocumentSchema {
    /// What a schema takes that differs from a document in one place. A place is the names of the members on the way to
    /// it, such as `sessions.network`.
    package struct Tolerance: Decodable {
        /// Objects that may have a member more.
        package var added: Set<String>
        /// Members that may be missing.
        package var removed: Set<String>
        /// Texts that may be another word.
        package var changed: Set<String>
    }

    private let file: URL

    /// The schema in `docs/NAME.schema.json`.
    package init(_ name: String) {
        file = URL(filePath: #filePath).appending(path: "../../../../docs/\(name).schema.json").standardized
    }

    /// The words among which a definition of the schema, or a member of it, chooses; `kind` or `change.outcome`.
    package func words(of path: String) throws -> Set<String> {
        let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
        var definition = schema
        for (depth, name) in path.split(separator: ".").enumerated() {
            let members = definition?[depth == 0 ? "$defs" : "properties"] as? [String: Any]
            definition = members?[String(name)] as? [String: Any]
        }
        if let items = definition?["items"] as? [String: Any] { definition = items }
        return Set((definition?["enum"] as? [Any] ?? []).compactMap { $0 as? String })
    }

    /// For each document why the schema refuses it; `nil` for one that it takes.
    package func faults(in documents: [String]) throws -> [String?] {
        try JSONDecoder().decode([String?].self, from: run(Self.judge, on: JSONEncoder().encode(documents)))
    }

    /// What the schema takes beside a document.
    package func tolerance(of document: String) throws -> Tolerance {
        try JSONDecoder().decode(Tolerance.self, from: run(Self.change, on: Data(document.utf8)))
    }

    private func run(_ program: String, on input: Data) throws -> Data {
        let place = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: place) }
        try input.write(to: place)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", Self.opening + program, file.path()]
        let output = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: place)
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableRuntimeMismatch) }
        return data
    }

    private static let opening = """
        import copy, json, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)

        """

    private static let judge = """
        def fault(text):
            try: document = json.loads(text)
            except ValueError: return "no JSON"
            return next((f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)), None)
        print(json.dumps([fault(text) for text in json.load(sys.stdin)]))
        """

    /// Changes one thing at a time, the first of its kind.
    private static let change = """
        document = json.load(sys.stdin)
        assert validator.is_valid(document)
        taken = {"added": set(), "removed": set(), "changed": set()}
        tried = {"added": set(), "removed": set(), "changed": set()}
        def attempt(kind, place, holder, key, value):
            if place in tried[kind]: return
            tried[kind].add(place)
            before = copy.copy(holder)
            if kind == "removed": del holder[key]
            else: holder[key] = value
            if validator.is_valid(document): taken[kind].add(place)
            holder.clear()
            holder.update(before) if isinstance(holder, dict) else holder.extend(before)
        def walk(value, place, holder=None, key=None):
            if isinstance(value, dict):
                attempt("added", place, value, "unheard-of", 1)
                for name, inner in list(value.items()):
                    below = f"{place}.{name}" if place else name
                    attempt("removed", below, value, name, None)
                    walk(inner, below, value, name)
            elif isinstance(value, list):
                for index, inner in enumerate(value): walk(inner, place, value, index)
            elif isinstance(value, str) and holder is not None:
                attempt("changed", place, holder, key, "unheard-of")
        walk(document, "")
        print(json.dumps({kind: sorted(places) for kind, places in taken.items()}))
        """
}
