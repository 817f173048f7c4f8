// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import CustodyPolicy

@Suite("Lint of policies")
struct LintTests {
    private func findings(_ edits: LintCase.Edits) throws -> [LintFinding] {
        PolicyLint.findings(in: try PolicyFixture.policy(edits), today: PolicyFixture.today)
    }

    @Test("About a good policy there is nothing to say")
    func good() throws {
        #expect(try findings([]) == [])
        #expect(LintReport(try findings([])).lines == ["nothing found"])
    }

    @Test("Each rule is tripped by what it is about, and spares what is close to it", arguments: LintCase.all)
    func rule(_ example: LintCase) throws {
        for edits in example.trips {
            let found = try findings(edits)
            #expect(found.contains { $0.rule == example.rule }, "\(edits) gave \(found.map(\.rule.id))")
        }
        for edits in example.spares {
            let found = try findings(edits)
            #expect(!found.contains { $0.rule == example.rule }, "\(edits) gave \(found.map(\.rule.id))")
        }
    }

    @Test("Every rule has an explanation, a standard, a way out and its pair of examples")
    func complete() {
        let identifiers = LintRule.all.map(\.id)
        #expect(Set(identifiers).count == identifiers.count)
        #expect(identifiers == identifiers.sorted())
        #expect(Set(LintRule.all.map(\.name)).count == identifiers.count)
        #expect(LintCase.all.map(\.rule.id).sorted() == identifiers)
        for rule in LintRule.all {
            #expect(rule.id.wholeMatch(of: /BG[0-9]{3}/) != nil)
            #expect(rule.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
            for sentence in [rule.explanation, rule.fix] {
                #expect(sentence.hasSuffix(".") && sentence.count > 20, "\(rule.id): \(sentence)")
            }
            #expect(rule.standard.contains(/NIST SP|PCI DSS|Microsoft Entra|AWS Well-Architected/))
        }
        for example in LintCase.all { #expect(!example.trips.isEmpty && !example.spares.isEmpty) }
    }

    @Test("About one site with both factors, a warning says that a split and a reshare are refused")
    func oneSite() throws {
        let example = try #require(LintCase.all.first { $0.rule == FactorLint.factorsAtSite })
        let lines = LintReport(try findings(try #require(example.trips.first))).lines
        let title = try #require(lines.firstIndex(of: "warning BG024 factors-at-site"))
        let why = try #require(lines[title...].first { $0.hasPrefix("  why: ") })
        #expect(why.hasSuffix("so a split or a reshare of either is refused."))
    }

    @Test("What rests on two people with one telephone number says so")
    func sameness() throws {
        let bo = ("contact: +34 600 000 002", "contact: +34-600-000-001")
        let dana = ("contact: +34 600 000 004", "contact: +34 600 000001")
        let approver = ("contact: +34 600 000 009", "contact: +34 6 00000001")
        func words(_ id: String, _ edits: LintCase.Edits) throws -> String? {
            try findings(edits).first { $0.rule.id == id && $0.account?.description.hasPrefix("AWS") == true }?.what
        }
        let names = "(the same telephone number counts as one person: Ana Ruiz, Bo Chen"
        #expect(try words("BG003", [bo]) == "Ana Ruiz keeps 2 of its sheets \(names))")
        #expect(try words("BG002", [bo, dana]) == "Ana Ruiz keeps 3 sheets, which open it \(names), Dana Levi)")
        let itself = try words("BG052", [approver])
        #expect(itself?.hasSuffix("(the same telephone number counts as one person: Ana Ruiz, Iris Blom)") == true)
        let mail = [
            ("contact: +34 600 000 001", "contact: sec@a.org"), ("contact: +34 600 000 002", "contact: sec@a.org"),
        ]
        #expect(try words("BG003", mail)?.contains("(the same contact counts as one person: ") == true)
        let name = try words("BG003", [("name: Bo Chen", "name: ana ruiz")])
        #expect(name == "Ana Ruiz keeps 2 of its sheets", "one name needs no explanation")
    }

    @Test("The worst comes first, and each finding names its place")
    func order() throws {
        let found = try findings([
            ("    window: 8 h\n", ""), ("approvals: 1", "approvals: 0"), ("    networks: [198.51.100.0/24]\n", ""),
            ("000 003}", "000 003, left: 2027-03-01}"),
        ])
        #expect(found.map(\.rule.id) == ["BG060", "BG070", "BG070", "BG051", "BG091"])
        #expect(
            found.map(\.place) == [
                "Identity provider, tenant", "AWS root, example.com / root password / Chidi Eze",
                "Identity provider, tenant / tenant password / Chidi Eze", "AWS root, example.com",
                "Identity provider, tenant",
            ])
        let lines = LintReport(found).lines
        #expect(lines[0] == "critical BG060 no-window")
        #expect(
            lines.contains("  AWS root, example.com / root password / Chidi Eze: Chidi Eze has left and keeps a sheet"))
        #expect(lines.last == "3 critical findings, 1 warning, 1 note")
    }

    @Test("JSON has each finding with its rule, its place and what the rule says")
    func json() throws {
        let report = LintReport(try findings([("000 009}", "000 009, left: 2027-01-31}")]))
        let object = try #require(
            JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any])
        #expect(object["critical"] as? Int == 2 && object["warning"] as? Int == 0 && object["note"] as? Int == 0)
        let finding = try #require((object["findings"] as? [[String: Any]])?.first)
        #expect(
            Set(finding.keys) == [
                "rule", "name", "severity", "account", "person", "finding", "explanation", "standard", "fix",
            ])
        #expect(finding["rule"] as? String == "BG071" && finding["severity"] as? String == "critical")
        #expect(finding["person"] as? String == "Iris Blom")
    }
}
