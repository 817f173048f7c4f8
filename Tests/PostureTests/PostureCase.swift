// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Posture

/// A case of Vectors/posture: an export, and what must be said of it.
struct PostureCase: CustomStringConvertible {
    let folder: URL
    let title: String
    let export: Export
    let scope: PostureScope
    let result: String
    /// Rule, severity and place of each finding, in order.
    let findings: [String]
    /// Place and question of each gap, in order.
    let gaps: [String]

    var description: String { folder.lastPathComponent }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Vectors/posture")

    static let all: [PostureCase] =
        try! FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
        .filter { $0.lastPathComponent.first!.isNumber }
        .sorted { $0.path < $1.path }
        .map { try PostureCase($0) }

    static func files(_ folder: URL) throws -> [String: [UInt8]] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: try FileManager.default.contentsOfDirectory(atPath: folder.path).map { name in
                (name, Array(try Data(contentsOf: folder.appending(path: name))))
            })
    }

    static func document(_ file: URL) throws -> JSONValue {
        try JSONValue(document: Array(Data(contentsOf: file)), limit: 1 << 20)
    }

    init(_ folder: URL) throws {
        self.folder = folder
        let expected = try Self.document(folder.appending(path: "expected.json"))
        title = expected.text(at: "title")!
        result = expected.text(at: "result")!
        findings = expected["findings"]!.elements.map { $0.elements.map { $0.text! }.joined(separator: " | ") }.sorted()
        gaps = expected["gaps"]!.elements.map { $0.elements.map { $0.text! }.joined(separator: " | ") }.sorted()
        // A case's file takes the place of the base's, whether it is an answer or a refusal.
        var files = try Self.files(Self.root.appending(path: "base"))
        for (name, content) in try Self.files(folder.appending(path: "export")) {
            let call = name.replacing(/\.(json|error)$/, with: "")
            files["\(call).json"] = nil
            files["\(call).error"] = nil
            files[name] = content
        }
        for name in expected["without"]!.elements { files[name.text!] = nil }
        export = Export(files: files)
        let base = try Self.document(Self.root.appending(path: "scope.json"))
        func texts(_ key: String) -> [String] {
            (expected["scope"]?[key] ?? base[key])!.elements.map { $0.text! }
        }
        scope = PostureScope(
            name: base.text(at: "name"), accounts: texts("accounts"), identities: texts("identities"),
            regions: texts("regions"), trails: texts("trails"), buckets: texts("buckets"), secrets: texts("secrets"),
            alerts: texts("alerts"))
    }
}
