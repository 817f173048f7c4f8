// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Foundation
import Testing

@testable import Reports

@Suite("The openings for glasswatch")
struct OpeningsReportTests {
    private static func object(_ binder: SmallBinder) throws -> [String: Any] {
        let text = try JSONText.of(
            OpeningsReport(OpeningsReport.Source(binder.audit), binder.state))
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
