// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import MerkleLog
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("The duty to test the alert of a use")
struct AlertTestDutyTests {
    private typealias Ledger = CustodyLedger
    private static let topic = "arn:aws:sns:us-east-1:111122223333:break-glass"

    /// A ledger in order whose policy names the topic and a mailbox as channels.
    private static func ledger() throws -> (Ledger, Manifest) {
        var (ledger, set) = try Ledger.inOrder()
        let cloud =
            "cloud: {provider: aws, accounts: [\"111122223333\"], identities: [\"arn:aws:iam::111122223333:root\"], "
            + "alerts: [\"\(topic)\", soc@example.com]}"
        try ledger.adopt(Ledger.policy([("drill_every: 90 d", "drill_every: 90 d\n    \(cloud)")]))
        #expect(ledger.policy?.accounts.first?.cloud?.alerts.count == 2)
        return (ledger, set)
    }

    /// Opens and closes a drill with what its result file says about alerts; without a file, `nil`.
    private static func drill(
        _ ledger: inout Ledger, _ set: Manifest, _ alerts: [(String, DrillClosed.TestedAlert.InTime)]?,
        closes: Bool = true
    ) -> UInt64 {
        let drill = ledger.add(
            .drillOpened(
                DrillOpened(
                    set: set.identity, shares: set.rule.shareNumbers, nonce: DrillNonce(), way: .inPerson,
                    expires: ledger.now.adding(seconds: 86_400), by: .known("Dana Levi"))))
        ledger.sign(set.rule.shareNumbers, of: set)
        guard closes else { return drill }
        ledger.add(
            .drillClosed(
                DrillClosed(
                    drill: drill, proven: set.rule.shareNumbers, unproven: [], findings: nil,
                    result: alerts == nil ? nil : TreeHash.leaf([1]),
                    alerts: alerts?.map { DrillClosed.TestedAlert(channel: .known($0.0), inTime: $0.1) },
                    by: .known("Dana Levi"))))
        return drill
    }

    @Test("arises with a drill that tested no alert, and ends with one that tested every channel in time")
    func lastDrill() throws {
        var (ledger, set) = try Self.ledger()
        #expect(!ledger.due.contains("alert_test overdue"), "no drill has been closed")
        let first = Self.drill(&ledger, set, nil)
        let duty = try #require(ledger.duties().first { $0.kind == .alertTest })
        #expect(duty.entry == EntryPlace(first) && duty.due == ledger.now && duty.urgency == .overdue)
        #expect(
            duty.words.hasPrefix(
                "the alert was not tested in the last drill, of entry \(first): nobody looked for it on \(Self.topic); "
                    + "nobody looked for it on soc@example.com; "), "\(duty.words)")
        _ = Self.drill(&ledger, set, [(Self.topic, .yes), ("soc@example.com", .yes)])
        #expect(!ledger.due.contains("alert_test overdue"))
        _ = Self.drill(&ledger, set, nil, closes: false)
        #expect(!ledger.due.contains("alert_test overdue"), "what that drill will test is not known yet")
        _ = Self.drill(&ledger, set, [])
        #expect(ledger.due.contains("alert_test overdue"), "only the last closed drill counts")
    }

    @Test(
        "stays where one channel was left out, was late, or cannot be told",
        arguments: [nil, DrillClosed.TestedAlert.InTime.no, .cannotTell])
    func oneChannel(other: DrillClosed.TestedAlert.InTime?) throws {
        var (ledger, set) = try Self.ledger()
        _ = Self.drill(&ledger, set, [(Self.topic, .yes)] + (other.map { [("soc@example.com", $0)] } ?? []))
        let words = try #require(ledger.duties().first { $0.kind == .alertTest }?.words)
        #expect(!words.contains(Self.topic))
        #expect(
            words.contains(
                other == nil
                    ? ": nobody looked for it on soc@example.com;"
                    : ": it was not shown to arrive in time on soc@example.com;"), "\(words)")
    }

    @Test("is none of an account whose policy names no channel")
    func noChannel() throws {
        var (ledger, set) = try Ledger.inOrder()
        _ = Self.drill(&ledger, set, nil)
        #expect(ledger.due.isEmpty)
    }
}
