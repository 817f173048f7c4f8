// SPDX-License-Identifier: Apache-2.0

import DocumentSchemas
import Foundation
import Posture
import Testing

@Suite("Posture of an export")
struct PostureCaseTests {
    @Test("Each case gives exactly the findings, the gaps and the result that it expects", arguments: PostureCase.all)
    func expected(_ sample: PostureCase) throws {
        let inspection = try Inspection(sample.export, sample.scope)
        let findings = inspection.findings.map { "\($0.rule.id) | \($0.severity.rawValue) | \($0.place)" }.sorted()
        let gaps = inspection.gaps.map { "\($0.place) | \($0.question)" }.sorted()
        #expect(findings == sample.findings, "\(sample.title)")
        #expect(gaps == sample.gaps, "\(sample.title)")
        #expect(PostureReport(inspection).result.rawValue == sample.result, "\(sample.title)")
    }

    @Test("Each rule is broken in a case, and the numbers have no holes")
    func everyRule() throws {
        let broken = Set(PostureCase.all.flatMap { $0.findings }.map { String($0.prefix { $0 != " " }) })
        #expect(PostureRule.all.map(\.id).filter { !broken.contains($0) } == [])
        #expect(PostureRule.all.map(\.id) == (1...PostureRule.all.count).map { "P-\($0)" })
    }

    @Test("An export without one of its files is never fine")
    func eachFileCounts() throws {
        let whole = PostureCase.all[0]
        #expect(whole.result == "fine")
        // The account's summary only stands in for what a credential report does not say.
        for name in whole.export.files.keys where name != "iam-get-account-summary.json" {
            var files = whole.export.files
            files[name] = nil
            let inspection = try Inspection(Export(files: files), whole.scope)
            let isGuardrail = name.hasPrefix("organizations-")
            #expect((PostureReport(inspection).result != .fine) == !isGuardrail, "\(name)")
        }
    }

    @Test("Lines have 80 columns unless a word is longer, and nothing that a terminal obeys")
    func lines() throws {
        for sample in PostureCase.all {
            for line in PostureReport(try Inspection(sample.export, sample.scope)).lines {
                #expect(line.count <= 80 || line.split(separator: " ").count <= 3, "\(line)")
                #expect(!line.unicodeScalars.contains { $0.value < 0x20 })
            }
        }
    }

    @Test("The JSON says what the text says")
    func json() throws {
        let sample = try #require(PostureCase.all.first { $0.description.contains("-stopped") })
        let report = PostureReport(try Inspection(sample.export, sample.scope))
        let content = try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any]
        #expect(content?["schema"] as? String == "glasswatch-posture/1")
        #expect(content?["result"] as? String == "open")
        let findings = content?["findings"] as? [[String: String]]
        #expect(findings?.map { $0["rule"] } == ["P-2"])
        #expect(findings?[0]["fix"]?.hasPrefix("aws cloudtrail start-logging --name arn:aws:") == true)
    }

    @Test("The schema takes the report of each case, and no other member, missing member or word")
    func schema() throws {
        let schema = DocumentSchema("posture")
        let reports = try PostureCase.all.map { PostureReport(try Inspection($0.export, $0.scope)).json }
        for (sample, fault) in zip(PostureCase.all, try schema.faults(in: reports)) {
            #expect(fault == nil, "\(sample.title)")
        }
        let whole = try #require(zip(PostureCase.all, reports).first { !$0.0.findings.isEmpty && !$0.0.gaps.isEmpty }).1
        let tolerance = try schema.tolerance(of: whole)
        #expect(tolerance.added == [])
        #expect(tolerance.removed.isSubset(of: ["name", "collected"]))
        let words: Set = ["schema", "result", "account", "findings.rule", "findings.severity"]
        #expect(tolerance.changed.isDisjoint(with: words))
        #expect(tolerance.changed.contains("findings.seen"))
        #expect(try schema.words(of: "finding.severity") == Set(PostureSeverity.allCases.map(\.rawValue)))
    }

    @Test("An export of an account that the policy does not name is refused")
    func otherAccount() throws {
        var scope = PostureCase.all[0].scope
        scope.accounts = ["999999999999"]
        #expect(throws: PostureError.self) { try Inspection(PostureCase.all[0].export, scope) }
    }

    @Test("Without a policy, the trails are judged and the rest cannot be told")
    func noPolicy() throws {
        let inspection = try Inspection(PostureCase.all[0].export, PostureScope())
        #expect(Set(inspection.findings.map(\.severity)) == [.note])
        #expect(Set(inspection.findings.map(\.seen)) == ["administrators can do it: emergency"])
        #expect(inspection.gaps.map(\.place) == ["the policy"])
    }
}
