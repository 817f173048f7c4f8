// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import LogDigests
import Testing

/// A vector of `Vectors/digests/cases`.
struct Vector: Sendable, CustomTestStringConvertible {
    struct Expected: Decodable {
        let rule: String
        let keys: [String]
        let from: String?
        let until: String?
        let verdict: String
        let refusal: String?
        let findings: [String]?
        let covered: [String: [[String]]]?
    }

    let name: String

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let cases = repository.appending(path: "Vectors/digests/cases")

    static let all: [Vector] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: cases.path())
        return (names ?? []).sorted().map { Vector(name: $0) }
    }()

    var testDescription: String { name }

    private var place: URL { Self.cases.appending(path: name) }

    var folderPath: String { place.appending(path: "folder").path() }

    func expected() throws -> Expected {
        try JSONDecoder().decode(Expected.self, from: Data(contentsOf: place.appending(path: "expected.json")))
    }

    func keyFile(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: place.appending(path: name))) }

    func keys() throws -> KeySet {
        var keys = KeySet()
        for name in try expected().keys { try keys.add(keyFile(name)) }
        return keys
    }

    func asked() throws -> TimeSpan? {
        let expected = try expected()
        guard let from = expected.from.flatMap({ EventTime($0) }), let until = expected.until.flatMap({ EventTime($0) })
        else { return nil }
        return TimeSpan(from: from, until: until)
    }

    /// The folder, copied to where it can be changed.
    func copy() throws -> URL {
        let copy = FileManager.default.temporaryDirectory.appending(path: "digests-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: place.appending(path: "folder"), to: copy)
        return copy
    }
}

/// The findings as vectors write them: each kind with the name of its object, sorted.
func words(_ findings: [Finding]) -> [String] {
    findings.map { "\($0.kind.rawValue) \($0.object.split(separator: "/").last ?? "")" }.sorted()
}
