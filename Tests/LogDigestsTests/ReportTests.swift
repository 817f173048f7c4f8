// SPDX-License-Identifier: Apache-2.0

import DocumentSchemas
import Foundation
import LogDigests
import Testing

@Suite("Report on digest files")
struct ReportTests {
    private func report(_ name: String, at path: String? = nil) throws -> DigestReport {
        let vector = Vector(name: name)
        let folder = try #require(DownloadedFolder(path: path ?? vector.folderPath))
        return DigestReport(
            DigestValidation(folder, keys: try vector.keys()), folder: "logs", asked: try vector.asked())
    }

    @Test("says what is proven and what is missing")
    func text() throws {
        #expect(
            try report("log-missing").text(width: 80) == [
                "Unverified: the digests do not prove everything; see what is missing below.",
                "3 of 3 digest files and 5 of 6 log files are valid.",
                "",
                "111122223333 us-east-1, trail main",
                "  3 of 3 digest files valid",
                "  proven: 2026-03-01T00:00:00Z to 2026-03-01T01:00:00Z",
                "  proven: 2026-03-01T02:00:00Z to 2026-03-01T03:00:00Z",
                "  validated up to 2026-03-01T01:00:00Z; digests end at 2026-03-01T03:00:00Z",
                "",
                "Not shown",
                "  D-19 missing-log",
                "    s3://example-logs/AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/01/",
                "    111122223333_CloudTrail_us-east-1_20260301T0130Z_d26ed248b3c5d246.json.gz",
                "      it is not in the folder",
            ])
    }

    @Test("keeps within 80 columns, except for names of files")
    func width() throws {
        for vector in Vector.all where try vector.expected().verdict != "refused" {
            for line in try report(vector.name).text(width: 80) where line.count > 80 {
                #expect(line.hasSuffix(".json.gz") || line.hasSuffix(".json") || line.hasSuffix(".json.gz:"))
                #expect(!line.trimmingCharacters(in: .whitespaces).contains(" "))
            }
        }
    }

    @Test("lets no name of a file steer the terminal")
    func control() throws {
        let copy = try Vector(name: "gzip-one-member").copy()
        defer { try? FileManager.default.removeItem(at: copy) }
        try Data("{}".utf8).write(to: copy.appending(path: "a\u{1B}[2J\u{202E}.json.gz"))
        let text = try report("gzip-one-member", at: copy.path()).text(width: 80)
        #expect(text.contains { $0.contains("a\u{FFFD}[2J\u{FFFD}.json.gz") })
        #expect(!text.contains { $0.contains("\u{1B}") || $0.contains("\u{202E}") })
    }

    @Test("has in JSON the members that docs/DIGESTS.md lists, and no others")
    func json() throws {
        var names: Set<String> = []
        func collect(_ value: Any) {
            if let object = value as? [String: Any] {
                names.formUnion(object.keys)
                for inner in object.values { collect(inner) }
            }
            for inner in value as? [Any] ?? [] { collect(inner) }
        }
        for name in ["chains-organization", "chains-a-region-ends", "log-missing"] {
            collect(try JSONSerialization.jsonObject(with: JSONEncoder().encode(try report(name))))
        }
        let document = try String(
            contentsOf: Vector.repository.appending(path: "docs/DIGESTS.md"), encoding: .utf8)
        let output = try #require(document.range(of: "With `--json`"))
        let end = try #require(document.range(of: "## Differences"))
        let listed = Set(document[output.upperBound..<end.lowerBound].split(separator: "`").map(String.init))
        #expect(names.isSubset(of: listed))
        #expect(names.count > 25)
    }

    @Test("has a schema that takes the report of each vector, and no other member, missing member or word")
    func schema() throws {
        let schema = DocumentSchema("digests")
        let vectors = try Vector.all.filter { try $0.expected().verdict != "refused" }
        let reports = try vectors.map { String(decoding: try JSONEncoder().encode(report($0.name)), as: UTF8.self) }
        for (vector, fault) in zip(vectors, try schema.faults(in: reports)) { #expect(fault == nil, "\(vector.name)") }
        let place = try #require(vectors.firstIndex { $0.name == "log-missing" })
        let tolerance = try schema.tolerance(of: reports[place])
        #expect(tolerance.added == [])
        #expect(
            tolerance.removed.isSubset(of: [
                "asked", "chains.covered", "chains.validatedUntil", "chains.name.organization", "findings.from",
                "findings.until", "asked.uncovered.chain", "asked.uncovered.chain.organization",
            ]))
        let words: Set = ["verdict", "findings.rule", "findings.finding", "findings.level", "chains.digestsFrom"]
        #expect(tolerance.changed.isDisjoint(with: words))
        #expect(tolerance.changed.contains("findings.message"))
        #expect(try schema.words(of: "finding.finding") == Set(FindingKind.allCases.map(\.rawValue)))
    }

    @Test("follows no link out of the folder")
    func links() throws {
        let copy = try Vector(name: "gzip-one-member").copy()
        defer { try? FileManager.default.removeItem(at: copy) }
        let folder = try #require(DownloadedFolder(path: copy.path()))
        let log = try #require(folder.files.first { $0.path.contains("T0110Z") })
        let place = copy.appending(path: log.path)
        let elsewhere = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.moveItem(at: place, to: elsewhere)
        defer { try? FileManager.default.removeItem(at: elsewhere) }
        try FileManager.default.createSymbolicLink(at: place, withDestinationURL: elsewhere)
        let validation = DigestValidation(
            try #require(DownloadedFolder(path: copy.path())), keys: try Vector(name: "gzip-one-member").keys())
        #expect(words(validation.findings).map { $0.prefix { $0 != " " } } == ["missing-log"])
    }
}
