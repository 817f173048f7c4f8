// SPDX-License-Identifier: Apache-2.0
//
// The openings file, from the program that prints it to the program that reads it.

import CustodyPolicy
import Foundation
import Testing

@Suite("The openings of a binder")
struct OpeningsCommandTests {
    private static func openings(_ fixture: BinderFixture, _ flags: [String] = []) async throws -> [String: Any] {
        let printed = try await fixture.verify(["--openings"] + flags)
        #expect(printed.code == 0, "\(printed.errors)")
        return try #require(JSONSerialization.jsonObject(with: Data(printed.output)) as? [String: Any])
    }

    @Test("an opening says how strongly it is backed, when its quorum was complete, and that a policy planned it")
    func backing() async throws {
        let fixture = try await BinderFixture.make()
        #expect(try await (Self.openings(fixture)["openings"] as? [Any])?.isEmpty == true)
        try #require(try await fixture.recover().code == 0)
        let bare = try await Self.openings(fixture)
        #expect((bare["ledger"] as? [String: Any])?["verdict"] as? String == "consistent")
        let opening = try #require((bare["openings"] as? [[String: Any]])?.first)
        let use = try #require(try fixture.kinds.firstIndex(of: "recovery opened"))
        #expect(opening["index"] as? String == "\(use)" && opening["kind"] as? String == "emergency")
        #expect(opening["backing"] as? String == "agreed" && opening["planned"] as? Bool == true)
        let times = try ["from", "quorum", "until"].map { name in
            try #require((opening[name] as? String).flatMap { LedgerTime($0) }, "\(name)")
        }
        #expect(times[0] <= times[1] && times[1] < times[2])

        let sheet = try await Self.openings(fixture, ["--printed", fixture.scratch.file("sheets/sheet-g1m1.pdf")])
        #expect((sheet["ledger"] as? [String: Any])?["verdict"] as? String == "vouched")
        #expect((sheet["openings"] as? [[String: Any]])?.first?["backing"] as? String == "vouched")
    }

    @Test("glasswatch refuses a file that two readers could read differently, or that never ends, and names the place")
    func refused() async throws {
        let scratch = try Scratch()
        let log = try scratch.write(#"{"Records": []}"#, "log.json")
        let account = #"{"identities": ["arn:aws:iam::111122223333:root"], "regions": [], "regions": ["eu-north-1"]}"#
        let accounts = try scratch.write("[\(account)]", "accounts.json")
        let openings = try scratch.write(
            #"{"format": "breakglass openings", "version": 1, "ledger": {"verdict": "consistent"}, "open": []}"#,
            "openings.json")
        for (option, path, words) in [
            (
                "--expect", accounts,
                "is not a list of accounts: at line 1, column 68: the member regions is named twice"
            ),
            ("--openings", openings, "at open: no member has this name here"),
            ("--expect", "/dev/zero", "is a device, not a file"),
        ] {
            for command in [["audit", log], ["posture", scratch.path]] {
                let ended = try await Program.run(Program.glasswatch, command + [option, path])
                #expect(ended.code == 65 && ended.output.isEmpty, "\(path): \(ended.text)")
                #expect(ended.errors.hasPrefix("glasswatch: error: \(path)"), "\(ended.errors)")
                #expect(ended.errors.contains(words), "\(ended.errors)")
            }
        }
    }

    @Test("a use before the last consent is a backdoor for glasswatch, and one after it is not")
    func useBeforeQuorum() async throws {
        let fixture = try await BinderFixture.make()
        try #require(try await fixture.recover().code == 0)
        var file = try await Self.openings(fixture)
        file["accounts"] = [
            ["account": "AWS root", "identities": ["arn:aws:iam::111122223333:root"], "accounts": ["111122223333"]]
        ]
        var opening = try #require((file["openings"] as? [[String: Any]])?.first)
        let quorum = try #require((opening["quorum"] as? String).flatMap { LedgerTime($0) })
        // As if somebody had dated the statement long before.
        opening["from"] = "2026-01-01T00:00:00Z"
        file["openings"] = [opening]
        let openings = try fixture.scratch.write(
            [UInt8](JSONSerialization.data(withJSONObject: file)), "openings.json")
        for (seconds, code) in [(-1, 8), (0, 0)] {
            let time = try #require(LedgerTime(posixSeconds: UInt64(Int64(quorum.posixSeconds) + Int64(seconds))))
            let log = """
                {"Records": [{"eventVersion": "1.11", "eventTime": "\(time)", "eventSource": "signin.amazonaws.com",
                "eventName": "ConsoleLogin", "awsRegion": "us-east-1", "sourceIPAddress": "203.0.113.10",
                "eventID": "event-1", "eventType": "AwsConsoleSignIn", "recipientAccountId": "111122223333",
                "userIdentity": {"type": "Root", "principalId": "111122223333", "accountId": "111122223333",
                "arn": "arn:aws:iam::111122223333:root"}, "responseElements": {"ConsoleLogin": "Success"},
                "additionalEventData": {"MFAUsed": "Yes"}}]}
                """
            let path = try fixture.scratch.write(log, "log.json")
            let audit = try await Program.run(Program.glasswatch, ["audit", path, "--openings", openings])
            #expect(audit.code == code, "\(seconds): \(audit.text)\(audit.errors)")
            #expect(audit.text.contains("unopened-use") == (seconds < 0), "\(audit.text)")
        }
    }
}
