// SPDX-License-Identifier: Apache-2.0

import Alerts
import CloudTrail
import Testing

@Suite("The example to deploy")
struct ExampleTests {
    private static let regions = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"]
    private static let template = "examples/aws/break-glass.yaml"

    @Test("the template and the plan give an alert for each way into the example's identities")
    func covered() throws {
        for document in [
            try AlertFiles.document(Self.template, regions: Self.regions),
            try AlertFiles.document("Vectors/alerts/plan.json"),
        ] {
            let report = AlertsReport(try RuleSet([document]), try AlertFiles.example())
            #expect(report.result == .covered)
            #expect(report.findings.isEmpty)
            #expect(report.coverage.cells.count == 16)
        }
    }

    @Test("both forms of the example have the same patterns")
    func samePatterns() throws {
        func patterns(_ document: RuleDocument) throws -> [AlertRule.Pattern] {
            try RuleSet([document]).rules.sorted { $0.bus.region! < $1.bus.region! }.map(\.pattern)
        }
        let template = try patterns(AlertFiles.document(Self.template, regions: Self.regions))
        let events = EntryProbe.all(for: try AlertFiles.example()).flatMap { $0.cases.flatMap(\.events) }
        let plan = try patterns(AlertFiles.document("Vectors/alerts/plan.json"))
        #expect(template.count == 4 && plan.count == 4)
        for (one, other) in zip(template, plan) {
            guard case .read(let one) = one, case .read(let other) = other else {
                return #expect(Bool(false), "both are read")
            }
            for event in events { #expect(one.matches(event) == other.matches(event)) }
        }
    }

    @Test("the template deployed into one region misses the others, and undeployed it tells nothing")
    func partlyDeployed() throws {
        let expectation = try AlertFiles.example()
        let one = AlertsReport(try RuleSet([AlertFiles.document(Self.template, regions: ["us-east-1"])]), expectation)
        #expect(one.result == .missing)
        #expect(one.coverage.cells.count { $0.outcome == .none } == 6)
        let open = AlertsReport(try RuleSet([AlertFiles.document(Self.template)]), expectation)
        #expect(open.result == .unknown)
    }

    @Test("without the rule of the home region, forwarding alerts nobody")
    func withoutHome() throws {
        let text = try AlertFiles.text(Self.template).replacing(
            "State: ENABLED", with: "State: DISABLED", maxReplacements: 1)
        let set = try RuleSet([
            RuleDocument(file: "x.yaml", text: text, regions: Self.regions, account: "111122223333")
        ])
        let report = AlertsReport(set, try AlertFiles.example())
        #expect(report.coverage.cells.allSatisfy { $0.outcome == .none })
        #expect(report.findings.contains { $0.kind == .disabledRule })
    }

    @Test("no line of a report is wider than 80 columns, unless a single word is")
    func width() throws {
        let set = try RuleSet([AlertFiles.document(Self.template, regions: ["us-east-1"])])
        let report = AlertsReport(set, try AlertFiles.example())
        for line in report.lines where line.count > 80 {
            #expect(line.split(separator: " ").count == 1, "\(line)")
        }
        #expect(report.lines.contains { $0.contains("no alert") })
    }

    @Test("the JSON of a report has each way once, and its findings")
    func json() throws {
        let set = try RuleSet([AlertFiles.document(Self.template, regions: ["us-east-1"])])
        let report = AlertsReport(set, try AlertFiles.example())
        let value = try JSONText.parse(report.json)
        #expect(value.text(at: "result") == "missing")
        guard case .array(let ways)? = value["ways"], case .array(let findings)? = value["findings"] else {
            return #expect(Bool(false), "both lists are there")
        }
        #expect(ways.count == 16)
        #expect(ways.compactMap { $0.text(at: "outcome") }.filter { $0 == "none" }.count == 6)
        #expect(findings.compactMap { $0.text(at: "finding") }.contains("uncovered"))
    }
}
