// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import DocumentSchemas
import Foundation
import Testing

@testable import Watch

@Suite("The schema of an audit's report")
struct ReportSchemaTests {
    private static let schema = DocumentSchema("audit")

    @Test("Every report about the labelled logs is valid, also a redacted one and one of a later run")
    func corpus() throws {
        var names: [String] = []
        var reports: [String] = []
        for file in ScenarioTests.files {
            let scenario = try Scenario(file: file)
            let (files, broken) = scenario.read()
            let audit = Audit(
                files.flatMap(\.events), broken: broken, expectations: scenario.cloud, openings: scenario.openings,
                .real)
            let folder = try LogFolder()
            for (number, file) in scenario.files.enumerated() {
                try folder.write(file.name, file.content)
                // What is there before the last file is an earlier run.
                if number + 2 == scenario.files.count { _ = try folder.readNew(scenario.cloud, openings: []) }
            }
            let (_, last, news) = try folder.readNew(scenario.cloud, openings: scenario.openings)
            for report in [audit.json, audit.redacted.json, last.json(news)] {
                names.append(file.lastPathComponent)
                reports.append(report.pretty)
            }
        }
        for (name, fault) in zip(names, try Self.schema.faults(in: reports)) { #expect(fault == nil, "\(name)") }
    }

    @Test("A report with a member more or a member less is refused, and one with a word that is none")
    func others() throws {
        let folder = try LogFolder()
        var log = TestLog()
        log.signIn()
        try folder.write("a.json", log.records)
        _ = try folder.readNew(openings: [])
        log.add(
            TestLog.root, "iam", "CreateUser", ["userName": "svc"],
            ["user": ["userName": "svc", "userId": "AIDASVC", "arn": "arn:aws:iam::111122223333:user/svc"]])
        log.add(TestLog.user("svc", key: "AKIA1"), "iam", "CreateUser", error: "AccessDenied")
        try folder.write("b.json", log.records.dropFirst())
        let (_, audit, news) = try folder.readNew(openings: [])
        let tolerance = try Self.schema.tolerance(of: audit.json(news).pretty)
        #expect(tolerance.added == [])
        #expect(tolerance.removed == ["since"])
        let words: Set = [
            "format", "verdict", "findings.finding", "findings.weight", "findings.events.time", "standing.severity",
            "standing.change.category", "standing.change.direction", "standing.change.outcome",
            "standing.change.after", "sessions.began", "sessions.secondFactor", "sessions.network", "changes.category",
            "changes.direction", "changes.outcome", "changes.after", "descendants.kind", "since.verdict",
            "since.new.finding", "since.new.weight",
        ]
        #expect(tolerance.changed.isDisjoint(with: words))
        #expect(tolerance.changed.contains("findings.sentence"))
    }

    @Test("It has each word that the program has")
    func words() throws {
        #expect(try Self.schema.words(of: "kind") == Set(Finding.Kind.allCases.map(\.rawValue)))
        #expect(try Self.schema.words(of: "weight") == Set(Finding.Kind.allCases.map(\.weight.rawValue)))
        #expect(try Self.schema.words(of: "change.category") == Set(Catalogue.real.rules.map(\.category)))
        #expect(try Self.schema.words(of: "standing.severity") == Set(Catalogue.real.rules.map(\.severity)))
        let begotten = try ScenarioTests.files.flatMap { try Scenario(file: $0).expected.descendants.map(\.kind) }
        #expect(try Self.schema.words(of: "descendant.kind") == Set(begotten))
    }
}
