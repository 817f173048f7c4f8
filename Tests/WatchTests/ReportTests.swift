// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Testing

@testable import Watch

@Suite("Reports of an audit")
struct ReportTests {
    private var busy: TestLog {
        var log = TestLog()
        log.signIn()
        log.add(
            TestLog.root, "iam", "CreateUser", ["userName": "svc"],
            ["user": ["userName": "svc", "userId": "AIDASVC", "arn": "arn:aws:iam::111122223333:user/svc"]])
        log.add(
            TestLog.root, "iam", "CreateAccessKey", ["userName": "svc"],
            ["accessKey": ["accessKeyId": "AKIA1", "userName": "svc"]])
        log.add(TestLog.user("svc", key: "AKIA1"), "iam", "ListUsers", reads: true)
        return log
    }

    @Test("The verdict comes first, then why, then what stands with its command")
    func order() throws {
        let text = Audit(busy.events, expectations: [.root], openings: [.morning], .real).text
        #expect(text.hasPrefix("VERDICT: backdoor\n"))
        let parts = try ["WHY", "WHAT STILL STANDS", "SESSIONS", "CHANGES", "WHAT CAME FROM"].map { part in
            try #require(text.range(of: "\n\(part)")).lowerBound
        }
        #expect(parts == parts.sorted())
        #expect(text.contains("$ aws iam delete-user --user-name svc"))
    }

    @Test("No line is longer than 80 columns but those of a command or of one long word")
    func width() {
        let text = Audit(busy.events, expectations: [.root], openings: [.morning], .real).text
        for line in text.split(separator: "\n") where !line.hasPrefix("    $ ") {
            #expect(line.count <= 80 || line.split(separator: " ").count == 1, "\(line)")
        }
    }

    @Test("What a terminal obeys is not passed on from the log")
    func harmless() {
        var log = TestLog()
        log.signIn()
        log.add(TestLog.root, "iam", "ListUsers", reads: true, more: [("userAgent", "evil\u{1b}[2J\u{202e}agent")])
        let text = Audit(log.events, expectations: [.root], openings: [.morning], .real).text
        #expect(text.contains("evil?[2J?agent"))
        #expect(!text.unicodeScalars.contains("\u{1b}"))
    }

    @Test("The JSON names the verdict, the findings and the commands")
    func json() {
        let json = Audit(busy.events, expectations: [.root], openings: nil, .real).json
        #expect(json["verdict"] == "backdoor")
        #expect(json["ledger"] == false)
        #expect(json["standing"]?.elements.first?["commands"]?.elements.isEmpty == false)
        #expect(json["descendants"]?.elements.compactMap { $0["kind"]?.text } == ["user", "key"])
    }

    @Test("An explanation goes from the declared identity to the event")
    func explanation() throws {
        let audit = Audit(busy.events, expectations: [.root], openings: [.morning], .real)
        let explanation = try #require(audit.explanation(of: "event-4"))
        #expect(explanation.steps.map(\.node.kind) == ["declared", "key"])
        let text = audit.text(of: explanation)
        #expect(text.contains("arn:aws:iam::111122223333:root"))
        #expect(text.contains("event-3"))
        #expect(audit.explanation(of: "nothing") == nil)
    }

    @Test("Without a ledger a use cannot be shown to have been opened; without a use there is nothing to show")
    func verdicts() {
        var log = TestLog()
        log.add(TestLog.user("ada", key: "AKIA1"), "iam", "ListUsers", reads: true)
        #expect(Audit(log.events, expectations: [.root], openings: nil, .real).verdict == .breakGlass)
        log.signIn()
        #expect(Audit(log.events, expectations: [.root], openings: nil, .real).verdict == .cannotBeShown)
        #expect(Audit(log.events, expectations: [.root], openings: [.morning], .real).verdict == .breakGlass)
    }

    @Test("An opening that only the ledger keeper says shows no use, act or read to be break-glass")
    func openingSaid() throws {
        var log = TestLog()
        let use = log.signIn()
        let read = log.add(
            TestLog.user("eve", key: "AKIAEVE"), "secretsmanager", "GetSecretValue",
            ["secretId": "arn:aws:secretsmanager:us-east-1:111122223333:secret:custody-AbCdEf"],
            time: "2026-03-01T02:00:05Z", reads: true)
        var said = Opening.morning
        said.isAgreed = false
        var root = Expectation.root
        root.secrets = ["arn:aws:secretsmanager:us-east-1:111122223333:secret:custody-AbCdEf"]
        let audit = Audit(log.events, expectations: [root], openings: [said], .real)
        let finding = try #require(audit.findings.first { $0.kind == .openingSaid })
        #expect(finding.events.map { audit.events[$0].id } == [use, read])
        #expect(audit.verdict == .cannotBeShown)
        let both = Audit(log.events, expectations: [root], openings: [said, .morning], .real)
        #expect(both.verdict == .breakGlass, "what a quorum agreed to takes precedence")
    }

    @Test("The window of an opening that is only said holds no act that an agreed one no longer holds")
    func windowSaid() throws {
        var log = TestLog()
        log.signIn()
        let late = log.add(TestLog.root, "iam", "ListUsers", time: "2026-03-01T07:00:00Z", reads: true)
        let said = Opening(
            index: "13", account: "AWS root", kind: .emergency, from: EventTime("2026-03-01T02:00:00Z")!, until: nil,
            people: ["Ada Example"], isAgreed: false)
        let audit = Audit(log.events, expectations: [.root], openings: [.morning, said], .real)
        let finding = try #require(audit.findings.first { $0.kind == .openingSaid })
        #expect(finding.events.map { audit.events[$0].id } == [late])
        #expect(!audit.findings.contains { $0.kind == .outsideWindow })
        #expect(audit.verdict == .cannotBeShown)
    }

    @Test("A use between the statement and the last consent that was needed did not come from the opening")
    func useBeforeQuorum() {
        var log = TestLog()
        let use = log.signIn()
        var opening = Opening.morning
        opening.quorum = EventTime("2026-03-01T05:00:00Z")
        let audit = Audit(log.events, expectations: [.root], openings: [opening], .real)
        #expect(audit.findings.first { $0.kind == .unopenedUse }?.events.map { audit.events[$0].id } == [use])
        #expect(audit.findings.contains { $0.kind == .unusedOpening })
        opening.quorum = EventTime("2026-02-01T05:00:00Z")
        #expect(Audit(log.events, expectations: [.root], openings: [opening], .real).verdict == .breakGlass)
    }

    @Test("A file that could not be read is missing evidence")
    func broken() {
        let audit = Audit([], broken: ["a.json: cut off"], expectations: [.root], openings: [], .real)
        #expect(audit.verdict == .cannotBeShown)
        #expect(audit.text.contains("a.json: cut off"))
    }

    @Test("The openings that breakglass prints are read, and a disputed ledger proves nothing")
    func openings() throws {
        let quorum = #""quorum":"2026-03-01T02:00:00Z""#
        let agreed = #""backing":"agreed","planned":true,"# + quorum
        let cases = [
            ("consistent", agreed, Verdict.breakGlass), ("disputed", agreed, .cannotBeShown),
            ("wrong", agreed, .cannotBeShown), ("consistent", #""backing":"said","planned":true"#, .cannotBeShown),
            ("consistent", #""planned":true,"# + quorum, .cannotBeShown),
            ("consistent", #""backing":"agreed","planned":true"#, .cannotBeShown),
            ("consistent", #""backing":"agreed","planned":false,"# + quorum, .cannotBeShown),
            ("consistent", #""backing":"agreed","# + quorum, .cannotBeShown),
            ("vouched", agreed, .cannotBeShown),
            ("vouched", #""backing":"vouched","planned":true,"# + quorum, .breakGlass),
        ]
        for (verdict, backing, found) in cases {
            let text = #"""
                {"format":"breakglass openings","version":1,"ledger":{"verdict":"\#(verdict)","entries":3},
                 "accounts":[{"account":"AWS root","provider":"aws","accounts":["111122223333"],
                 "identities":["arn:aws:iam::111122223333:root"],"networks":["203.0.113.0/24"],
                 "alerts":{"channels":["arn:aws:sns:us-east-1:111122223333:alert"]}}],
                 "openings":[{"index":"17.3","account":"AWS root","kind":"emergency","from":"2026-03-01T02:00:00Z",
                 "people":["Ada Example"],\#(backing)}]}
                """#
            let file = try OpeningsFile(Array(text.utf8))
            #expect(file.accounts.first?.alertChannels == ["arn:aws:sns:us-east-1:111122223333:alert"])
            var log = TestLog()
            log.signIn()
            let audit = Audit(
                log.events, expectations: file.accounts, openings: file.openings, isLedgerDisputed: file.isDisputed,
                .real)
            #expect(audit.verdict == found, "\(verdict) \(backing)")
            #expect(audit.openingOf.first??.index == "17.3")
        }
    }
}
