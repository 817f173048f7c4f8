// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import CustodyPolicy

@Suite("The policy's document")
struct PolicyDocumentTests {
    private let document: String

    init() throws {
        document = try String(contentsOf: PolicyDocuments.file("POLICY.md"), encoding: .utf8)
    }

    @Test("docs/POLICY.md tells of every lint rule what the program tells, and of no other")
    func rules() {
        for rule in LintRule.all {
            let block = """
                **\(rule.id) \(rule.name)** (\(rule.severity.rawValue)). \(rule.explanation)
                Based on: \(rule.standard).
                Fix: \(rule.fix)
                """
            #expect(document.contains(block), "\(block)")
        }
        #expect(document.matches(of: /(?m)^\*\*BG/).count == LintRule.all.count)
    }

    @Test("docs/POLICY.md has a table for each mapping, as the descriptions of its keys have it, and no other")
    func keys() {
        for mapping in PolicyDocuments.mappings {
            let section = PolicyDocuments.section(mapping)
            #expect(document.contains("\n\(section)\n\n"), "\(section)")
        }
        #expect(document.matches(of: /(?m)^\| key \| value \|/).count == PolicyDocuments.mappings.count)
    }

    @Test("docs/POLICY.md has the built-in words of convenience")
    func words() {
        let words = Policy.defaultNotEmergencies.map { "`\($0)`" }.joined(separator: ", ")
        #expect(document.contains("| \(words) |"))
    }
}
