// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Ledger
import ShareEnvelope
import Testing

@Suite("The policy that a recovery asks")
struct ReadablePolicyRuleTests {
    @Test("has to be readable: one that is not switches no rule off in silence")
    func unreadable() throws {
        var ledger = try PaperLedger()
        #expect(ReadablePolicyRule(nil).breaches.isEmpty)
        #expect(ReadablePolicyRule(ledger.state).breaches.isEmpty)
        ledger.add(
            .policyChanged(
                PolicyChanged(
                    by: .known("Dana Novak"), why: .known("a test"), changes: [],
                    policy: try PolicyLine.lines(of: "version: 1\n"))))
        let breaches = ReadablePolicyRule(ledger.state).breaches
        #expect(breaches.map(\.expected) == ["a policy that can be read"])
        #expect(breaches.allSatisfy { $0.canBeOverridden }, "an emergency goes on, on record")
    }
}
