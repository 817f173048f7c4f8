// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import DocumentSchemas
import Foundation
import Ledger
import ShareEnvelope
import Testing

@testable import Reports

@Suite("The openings for glasswatch")
struct OpeningsReportTests {
    private static func text(_ binder: SmallBinder, anchored: Set<SetIdentity> = []) throws -> String {
        try JSONText.of(
            OpeningsReport(OpeningsReport.Source(binder.audit), binder.state, anchored: anchored, at: try binder.end))
    }

    private static func object(_ binder: SmallBinder, anchored: Set<SetIdentity> = []) throws -> [String: Any] {
        let text = try text(binder, anchored: anchored)
        return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("a use is an opening from its statement to the end of its window, with who operated and who approved")
    func use() throws {
        var binder = try SmallBinder()
        #expect(try (Self.object(binder)["openings"] as? [Any])?.isEmpty == true)
        let place = try binder.use(by: "Dana Novak")
        let began = try binder.now
        let opening = try #require((try Self.object(binder)["openings"] as? [[String: Any]])?.first)
        #expect(opening["index"] as? String == "\(place)")
        #expect(opening["account"] as? String == "AWS root, example.com")
        #expect(opening["credential"] as? String == "root password")
        #expect(opening["kind"] as? String == "emergency")
        #expect(opening["people"] as? [String] == ["Dana Novak", "Emeka Obi"])
        #expect(opening["backing"] as? String == "said")
        #expect(opening["from"] as? String == began.description)
        #expect(opening["until"] as? String == began.adding(seconds: 3_600).description)
    }

    @Test("what is printed is valid by the schema, with an opening and without")
    func schema() throws {
        var binder = try SmallBinder()
        let empty = try Self.text(binder)
        try binder.statement(by: "Dana Novak")
        try binder.consent(afterDays: 2)
        let texts = [empty, try Self.text(binder), try Self.text(binder, anchored: [binder.manifest.identity])]
        for fault in try DocumentSchema("openings").faults(in: texts) { #expect(fault == nil) }
    }

    private static func opening(_ binder: SmallBinder) throws -> [String: Any] {
        try #require((try object(binder)["openings"] as? [[String: Any]])?.first)
    }

    @Test("a quorum agrees to an opening; the quorum of a set that the ledger keeper claims, or of none, says nothing")
    func backing() throws {
        var binder = try SmallBinder()
        try binder.statement(by: "Dana Novak")
        try binder.consent()
        #expect(try Self.opening(binder)["backing"] as? String == "agreed")
        let anchored = try Self.object(binder, anchored: [binder.manifest.identity])
        #expect((anchored["openings"] as? [[String: Any]])?.first?["backing"] as? String == "vouched")

        let claimed = try SmallBinder.deal()
        var other = try SmallBinder()
        try other.release(claimed.manifest)
        try other.statement(by: "Dana Novak", set: claimed.manifest.identity)
        try other.consent(claimed)
        #expect(try Self.opening(other)["backing"] as? String == "said")

        var named = try SmallBinder()
        let place = try named.statement(by: "Dana Novak")
        try named.add(.recoveryNamed(RecoveryNamed(opening: place, manifest: claimed.manifest, isKnown: false)))
        try named.consent(claimed)
        let opening = try Self.opening(named)
        #expect(opening["account"] as? String == "AWS root, example.com" && opening["backing"] as? String == "said")
        #expect(opening["quorum"] == nil)
    }

    @Test("the quorum is complete with the last share that it needs, however early the statement is dated")
    func quorum() throws {
        var binder = try SmallBinder()
        try binder.statement(by: "Dana Novak")
        let began = try binder.now
        try binder.consent(afterDays: 2)
        let opening = try Self.opening(binder)
        #expect(opening["from"] as? String == began.description)
        #expect(opening["quorum"] as? String == began.adding(seconds: 2 * 86_400).description)

        var said = try SmallBinder()
        _ = try said.use(by: "Dana Novak")
        #expect(try Self.opening(said)["quorum"] == nil)
    }

    @Test("a credential was planned only if the policy before the statement planned it")
    func planned() throws {
        var binder = try SmallBinder()
        try binder.statement(by: "Dana Novak")
        try binder.consent()
        #expect(try Self.opening(binder)["planned"] as? Bool == true)

        let name = PublicText.known("night password")
        let own = try SmallBinder.deal(credential: name)
        var late = try SmallBinder()
        try late.release(own.manifest)
        try late.statement(by: "Dana Novak", set: own.manifest.identity, credential: name)
        try late.consent(own)
        try late.plan(name)
        let opening = try Self.opening(late)
        #expect(opening["credential"] as? String == "night password" && opening["backing"] as? String == "agreed")
        #expect(opening["planned"] as? Bool == false)

        var early = try SmallBinder()
        try early.plan(name)
        try early.release(own.manifest)
        try early.statement(by: "Dana Novak", set: own.manifest.identity, credential: name)
        try early.consent(own)
        #expect(try Self.opening(early)["planned"] as? Bool == true)
    }

    @Test("a set of another credential that a recovery named for a while does not agree to it")
    func otherCredential() throws {
        let name = PublicText.known("night password")
        let own = try SmallBinder.deal(credential: name)
        var binder = try SmallBinder()
        try binder.release(own.manifest)
        let place = try binder.statement(by: "Dana Novak")
        try binder.add(.recoveryNamed(RecoveryNamed(opening: place, manifest: own.manifest, isKnown: true)))
        try binder.consent(own)
        try binder.add(.recoveryNamed(RecoveryNamed(opening: place, manifest: binder.manifest, isKnown: true)))
        let opening = try Self.opening(binder)
        #expect(opening["credential"] as? String == "root password" && opening["backing"] as? String == "said")
    }

    @Test("practice with a practice set is no opening, and consent to it no consent to open the real set")
    func practice() throws {
        var binder = try SmallBinder()
        let practice = try SmallBinder.deal(isPractice: true)
        try binder.release(practice.manifest, practiceFor: binder.manifest.identity)
        let place = try binder.statement(by: "Dana Novak", set: practice.manifest.identity, isPractice: true)
        try binder.consent(practice)
        #expect(try (Self.object(binder)["openings"] as? [Any])?.isEmpty == true)
        try binder.show(place)
        let opening = try Self.opening(binder)
        #expect(opening["kind"] as? String == "practice" && opening["backing"] as? String == "said")
    }

    @Test("a statement that is dated before the entries before it covers nothing before them")
    func backdated() throws {
        var binder = try SmallBinder()
        let began = try binder.now
        try binder.statement(by: "Dana Novak", afterDays: -100)
        try binder.consent()
        let opening = try Self.opening(binder)
        #expect(opening["from"] as? String == began.description)
        #expect(opening["until"] as? String == began.adding(seconds: 3_600).description)
    }

    @Test("a statement without a window, or with a longer one than the policy allows, has that of the policy")
    func window() throws {
        for window: UInt64? in [nil, 36_000] {
            var binder = try SmallBinder()
            try binder.statement(by: "Dana Novak", window: window)
            try binder.consent()
            #expect(try Self.opening(binder)["until"] as? String == binder.now.adding(seconds: 14_400).description)
        }
    }

    @Test("a statement that no quorum followed is no opening")
    func statementAlone() throws {
        var binder = try SmallBinder()
        try binder.statement(by: "Dana Novak")
        #expect(try (Self.object(binder)["openings"] as? [Any])?.isEmpty == true)
    }

    @Test("an account says what the policy in force expects of it, with its networks and endpoints in one list")
    func account() throws {
        let account = try #require((try Self.object(try SmallBinder())["accounts"] as? [[String: Any]])?.first)
        #expect(account["account"] as? String == "AWS root, example.com")
        #expect(account["identities"] as? [String] == ["arn:aws:iam::111122223333:root"])
        #expect(account["networks"] as? [String] == ["192.0.2.0/24", "vpce-0a1b2c3d4e5f60718"])
        let alerts = try #require(account["alerts"] as? [String: Any])
        #expect(alerts["channels"] as? [String] == ["security@example.com"] && alerts["within"] as? Int == 300)
    }

    @Test("the ledger is named by origin, size and root, with the verdict on it")
    func ledger() throws {
        let object = try Self.object(try SmallBinder())
        let ledger = try #require(object["ledger"] as? [String: Any])
        #expect(object["format"] as? String == "breakglass openings" && object["version"] as? Int == 1)
        #expect((ledger["origin"] as? String)?.hasPrefix("example.com/") == true)
        #expect(ledger["entries"] as? Int == 4)
        #expect(ledger["verdict"] as? String == "wrong", "it has no checkpoint")
        #expect((ledger["root"] as? String)?.isEmpty == false)
    }
}
