// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Ledger
import ShareEnvelope
import Testing

@testable import Ceremonies

@Suite("The adoption of a policy, without a terminal")
struct PolicyAdoptionTests {
    private static func adoption(
        _ made: MadeBinder, _ old: String, _ new: String
    ) throws -> PlayedCeremony<PolicyAdoption> {
        let binder = try made.binder
        let text = try #require(binder.state.policy?.text)
        try #require(text.contains(old))
        let changed = text.replacing(old, with: new)
        try made.write(changed)
        return PlayedCeremony(PolicyAdoption(of: try DraftPolicy(changed), in: binder))
    }

    @Test("names what is newly critical with its rule and the fix, and what is loosened; nothing is blocked")
    func critical() throws {
        let made = try MadeBinder()
        var play = try Self.adoption(made, "threshold: 2", "threshold: 1")
        let warnings = play.ceremony.warnings
        #expect(play.ceremony.critical.map(\.rule.id).contains("BG001"))
        #expect(warnings.contains { $0.contains("BG001 quorum-of-one, critical") && $0.contains("Raise a group's") })
        #expect(warnings.contains { $0.hasPrefix("this loosens a rule: ") })
        play.answer("--by", "Dana Novak")
        play.answer("--why", "")
        play.answer("--why", "nights are long")
        play.back()
        play.answer("--why", "two of us left")
        let plan = try play.plan
        #expect(plan.changes.count == 1 && plan.changes[0].description.hasSuffix("changed from 2 to 1"))
        #expect(try play.summary.suffix(2) == ["Changed by: Dana Novak", "Why: two of us left"])
        let place = try play.ceremony.adopt(plan)
        #expect(try made.events.last == .policyChanged(plan))
        #expect(try made.binder.state.loosenings.map(\.version.place) == [place])
        let draft = try DraftPolicy(PolicyLine.text(plan.policy))
        #expect(try draft.isInForce(in: made.binder.state))
    }

    @Test("does not name again what was critical before, and says so if only the layout changed")
    func known() throws {
        let made = try MadeBinder()
        let longer = try Self.adoption(made, "window: 4 h", "window: 3 h")
        #expect(longer.ceremony.critical.isEmpty && longer.ceremony.loosened.isEmpty)
        let layout = try Self.adoption(made, "version: 1", "# ours\nversion: 1")
        #expect(layout.ceremony.warnings.isEmpty)
        #expect(
            try layout.ceremony.summary(
                of: PlayedCeremony(layout.ceremony, given: ["--by": "D", "--why": "x"]).plan
            ).map(\.text) == ["only comments and layout", "D", "x"])
    }

    @Test("is refused once somebody else changed the policy meanwhile")
    func meanwhile() throws {
        let made = try MadeBinder()
        let first = try Self.adoption(made, "window: 4 h", "window: 3 h")
        let second = try Self.adoption(made, "window: 4 h", "window: 2 h")
        let said: [AnswerKey: String] = ["--by": "Dana Novak", "--why": "x"]
        _ = try second.ceremony.adopt(PlayedCeremony(second.ceremony, given: said).plan)
        #expect(throws: BinderError.self) {
            try first.ceremony.adopt(PlayedCeremony(first.ceremony, given: said).plan)
        }
        #expect(try made.binder.policy?.accounts.first?.window == PolicySpan(hours: 2))
    }

    @Test("a text that cannot be read is no draft")
    func unreadable() {
        #expect(throws: PolicyDefect.self) { try DraftPolicy("version: 2\n") }
    }
}
