// SPDX-License-Identifier: Apache-2.0

import Foundation
import LogDigests
import Testing

@Suite("Vectors of digest files")
struct VectorTests {
    @Test("judges each vector as is written beside it", arguments: Vector.all)
    func judge(_ vector: Vector) throws {
        let expected = try vector.expected()
        guard expected.verdict != "refused" else {
            let fault = try #require(throws: FormatFault.self) { _ = try vector.keys() }
            #expect(fault.words.contains(expected.refusal ?? "?"))
            return
        }
        let folder = try #require(DownloadedFolder(path: vector.folderPath))
        let validation = DigestValidation(folder, keys: try vector.keys())
        let report = DigestReport(validation, folder: "folder", asked: try vector.asked())
        #expect(report.verdict.rawValue == expected.verdict)
        #expect(words(validation.findings) == expected.findings)
        var covered: [String: [[String]]] = [:]
        for chain in validation.coverage.chains {
            let name = chain.name
            let organization = name.organization.map { " \($0)" } ?? ""
            covered["\(name.account) \(name.region) \(name.trail)\(organization)"] = chain.covered.map {
                [$0.from.description, $0.until.description]
            }
        }
        #expect(covered == expected.covered)
    }

    @Test("has a vector that is valid and one that is not for each rule")
    func rules() throws {
        var verdicts: [String: Set<Bool>] = [:]
        for vector in Vector.all {
            let expected = try vector.expected()
            verdicts[expected.rule, default: []].insert(expected.verdict == "valid")
        }
        #expect(verdicts.keys.sorted() == (1...24).map { "D-\($0)" }.sorted())
        let oneSided = verdicts.filter { $0.value.count == 1 }.keys.sorted()
        // A restart and another bucket are notes; without a digest nothing is valid.
        #expect(oneSided == ["D-16", "D-17", "D-21"])
    }

    @Test("finds every kind of finding in some vector")
    func kinds() throws {
        var found: Set<String> = []
        for vector in Vector.all {
            for finding in try vector.expected().findings ?? [] { found.insert(String(finding.prefix { $0 != " " })) }
        }
        #expect(found == Set(FindingKind.allCases.map { $0.rawValue }))
    }
}
