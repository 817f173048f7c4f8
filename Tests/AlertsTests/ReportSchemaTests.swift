// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import DocumentSchemas
import Testing

@testable import Alerts

@Suite("The schema of the alerts' report")
struct ReportSchemaTests {
    private static let schema = DocumentSchema("alerts")

    /// Reports about the example: all is covered, a region is missed, nothing is known; with entries of a log.
    private static func reports() throws -> [String] {
        let log = try AlertFiles.json("Vectors/alerts/log.json")["Records"]?.elements ?? []
        return try [["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"], ["us-east-1"], []].map { regions in
            let set = try RuleSet([AlertFiles.document("examples/aws/break-glass.yaml", regions: regions)])
            var report = AlertsReport(set, try AlertFiles.example())
            report.tryRules(set, on: log)
            report.arrivals = try ["sns.json", "mail-late.eml"].map { file in
                let alert = try ArrivedAlert(AlertFiles.bytes("Vectors/alerts/\(file)"))
                return (file, ArrivalJudgment(alert, log, try AlertFiles.example()))
            }
            return report.json
        }
    }

    @Test("Reports about the example are valid")
    func reports() throws {
        for fault in try Self.schema.faults(in: Self.reports()) { #expect(fault == nil) }
    }

    @Test("A report with a member more or a member less is refused, and one with a word that is none")
    func others() throws {
        let tolerance = try Self.schema.tolerance(of: Self.reports()[1])
        #expect(tolerance.added == [])
        #expect(tolerance.removed == [])
        let words: Set = [
            "result", "ways.way", "ways.outcome", "ways.alerts.kind", "findings.finding", "findings.weight",
            "arrived.checks.check", "arrived.checks.answer",
        ]
        #expect(tolerance.changed.isDisjoint(with: words))
        #expect(tolerance.changed.contains("findings.text"))
    }

    @Test("It has each word that the program has")
    func words() throws {
        #expect(try Self.schema.words(of: "way.way") == Set(EntryWay.allCases.map(\.rawValue)))
        #expect(try Self.schema.words(of: "finding.finding") == Set(AlertFinding.Kind.allCases.map(\.rawValue)))
        let questions = Set(ArrivalCheck.Question.allCases.map(\.rawValue))
        let arrived = try Self.reports().flatMap { report in
            try JSONText.parse(report)["arrived"]?.elements.flatMap { $0["checks"]?.elements ?? [] } ?? []
        }
        #expect(Set(arrived.compactMap { $0.text(at: "check") }) == questions, "the schema was asked about each check")
    }
}
