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

    /// The fixture's policy with a second factor, whose one sheet somebody keeps somewhere.
    private static func secondFactor(_ sheet: String) -> String {
        """
              - name: one-time password
                kind: one-time-password
                groups:
                  - name: Platform
                    threshold: 1
                    custodians:
                      - {\(sheet)}

        """
    }

    private static func text(_ made: MadeBinder, _ sheet: String) throws -> String {
        // Two people with one number would be one person.
        try #require(made.binder.state.policy?.text).replacing(", contact: \"+34 600\"", with: "")
            .replacing("people:", with: "  - {id: bank, name: Bank vault}\npeople:") + secondFactor(sheet)
    }

    @Test(
        "warns before the split of what the split will refuse, in its words: a site or a container with both factors",
        arguments: [
            ("person: fay, site: hq, container: box 9", "Headquarters holds a sheet of root password too"),
            ("person: fay, site: hq, container: safe 1", "safe 1 at Headquarters holds a sheet of root password too"),
        ])
    func refusedDealings(sheet: String, found: String) throws {
        let made = try MadeBinder()
        let (state, draft) = (try made.binder.state, try DraftPolicy(Self.text(made, sheet)))
        let adoption = PolicyAdoption(of: draft, in: try made.binder)
        let life = try #require(
            state.lives(under: draft.policy).first { $0.name.credential == .known("root password") })
        let breach = try #require(DealingRule(.change, of: life, under: draft.policy, in: state).breaches.last)
        #expect(breach.found.contains(found))
        let warning =
            "a split of \(life.name), or of \(life.name.account) / one-time password would be refused: it asks for "
            + "\(breach.expected): \(breach.found); \(breach.remedy)"
        #expect(adoption.warnings.contains(warning), "\(adoption.warnings)")
        for known in [state, nil] {
            #expect(RefusedDealings(under: draft.policy, in: known).warnings == [warning])
        }
    }

    @Test("warns of a sheet that somebody still has, if the ledger is known, and of nothing where factors are apart")
    func refusedForPaper() throws {
        let made = try MadeBinder()
        let state = try made.binder.state
        let apart = try DraftPolicy(Self.text(made, "person: fay, site: bank, container: box 9")).policy
        #expect(RefusedDealings(under: apart, in: state).warnings.isEmpty)
        let moved = try DraftPolicy(
            Self.text(made, "person: p1, site: bank, container: box 9").replacing(
                "{person: p1, site: hq", with: "{person: fay, site: hq")
        ).policy
        #expect(RefusedDealings(under: moved, in: nil).warnings.isEmpty)
        let warnings = RefusedDealings(under: moved, in: state).warnings
        #expect(warnings.count == 1 && warnings[0].contains("1 Keeper still keeps g1m1 of set"), "\(warnings)")
        #expect(
            warnings.first?.hasPrefix(
                "a split of \(CredentialName(account: moved.accounts[0].name, credential: .known("one-time password"))) would be refused"
            ) == true)
    }

    @Test("warns of a plan for somebody who has left")
    func refusedForLeaver() throws {
        let made = try MadeBinder()
        let text = try #require(made.binder.state.policy?.text)
        let gone = text.replacing("{id: p1, ", with: "{id: p1, left: 2026-01-31, ")
        try #require(gone != text)
        let warnings = RefusedDealings(under: try DraftPolicy(gone).policy, in: nil).warnings
        #expect(warnings.count == 1 && warnings[0].contains("it asks for custodians who are there: "), "\(warnings)")
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
