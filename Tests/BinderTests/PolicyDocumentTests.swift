// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("The policy's document")
struct PolicyDocumentTests {
    private let document: String

    init() throws {
        document = try String(
            contentsOf: URL(filePath: #filePath).appending(path: "../../../docs/POLICY.md").standardized,
            encoding: .utf8)
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

    @Test("docs/POLICY.md has a table for each mapping, with its keys and no other")
    func keys() throws {
        let sections = document.components(separatedBy: "| key | value | when left out |\n|---|---|---|\n").dropFirst()
        #expect(sections.count == PolicyKeys.all.count)
        for (section, keys) in zip(sections, PolicyKeys.all) {
            let rows = section.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("|") }
            let told = rows.compactMap { $0.firstMatch(of: /^\| `([a-z_]+)` \|/).map { String($0.1) } }
            #expect(Set(told) == Set(keys.known) && told.count == rows.count)
            let needed = rows.filter { $0.hasSuffix("| refused |") }.count
            #expect(needed == keys.required.count, "\(told)")
        }
    }

    @Test("docs/POLICY.md has the built-in words of convenience")
    func words() {
        let words = Policy.defaultNotEmergencies.map { "`\($0)`" }.joined(separator: ", ")
        #expect(document.contains("| \(words) |"))
    }
}
