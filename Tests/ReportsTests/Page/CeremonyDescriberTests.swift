// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import Testing

@testable import Reports

@Suite("A ceremony on the report's page")
struct CeremonyDescriberTests {
    private static func review(_ binder: SmallBinder) throws -> ReportContent.Fact {
        let state = binder.state
        let lives = state.lives(under: state.readPolicy)
        let ceremonies = ReportTimeline(binder.log, state, lives, now: try binder.now).newestFirst
        return try #require(ceremonies.first { $0.kind == "Recovery" }?.facts.first { $0.name == "Review" })
    }

    @Test("a use that was reviewed by somebody who used it says so, and counts as bad")
    func ownReview() throws {
        var binder = try SmallBinder()
        let use = try binder.use(by: "Dana Novak")
        var other = binder
        try binder.review(use, by: "Ana Ruiz", usedBy: ["Bo Chen", "Ana Ruiz"])
        let own = try Self.review(binder)
        #expect(own.value.hasSuffix(", by Ana Ruiz, WHO USED IT") && own.isBad)
        try other.review(use, by: "Emeka Obi", usedBy: ["Bo Chen", "Ana Ruiz"])
        let independent = try Self.review(other)
        #expect(independent.value.hasSuffix(", by Emeka Obi") && !independent.isBad)
    }

    @Test("what the audit of the log says stands beside the review, and counts as bad unless it is break-glass")
    func audited() throws {
        func facts(_ verdict: ReviewFiled.Verdict?, _ follows: String?) throws -> [ReportContent.Fact] {
            var binder = try SmallBinder()
            let use = try binder.use(by: "Dana Novak")
            try binder.review(use, by: "Emeka Obi", usedBy: ["Dana Novak"], verdict: verdict, follows: follows)
            let state = binder.state
            let lives = state.lives(under: state.readPolicy)
            let ceremonies = ReportTimeline(binder.log, state, lives, now: try binder.now).newestFirst
            let all = try #require(ceremonies.first { $0.kind == "Recovery" }?.facts)
            return all.filter { ["Audit of the log", "What follows", "Result file"].contains($0.name) }
        }
        #expect(try facts(nil, nil).isEmpty)
        let clean = try facts(.breakGlass, nil)
        #expect(clean.map(\.name) == ["Audit of the log", "Result file"] && !clean[0].isBad)
        let bad = try facts(.backdoor, "the key is deleted")
        #expect(bad.map(\.name) == ["Audit of the log", "What follows", "Result file"])
        #expect(bad[0].value == "backdoor" && bad[0].isBad && bad[1].value == "the key is deleted")
        #expect(bad[2].value.hasPrefix("SHA-256 b413f47d"))
    }
}
