// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@testable import Watch
@testable import WatchReports

@Suite("Failed sign-ins")
struct FailedSignInTests {
    private static func fail(
        _ log: inout TestLog, _ time: String, from address: String = "198.51.100.77", as user: JSONValue = root
    ) -> String {
        log.add(
            user, "signin", "ConsoleLogin", .null, ["ConsoleLogin": "Failure"], time: "2026-03-01T\(time)Z",
            more: [("sourceIPAddress", .string(address)), ("errorMessage", "Failed authentication")])
    }

    private static let root: JSONValue = [
        "type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root",
        "accountId": "111122223333",
    ]

    private static func audit(_ log: TestLog, openings: [Opening]? = [.morning]) -> Audit {
        var root = Expectation.root
        root.networks = ["203.0.113.0/24"]
        return Audit(log.events, expectations: [root], openings: openings, .real)
    }

    private static func ids(_ audit: Audit) -> [[String?]] {
        audit.grouping.failedSignIns.map { tries in tries.events.map { audit.events[$0].id } }
    }

    @Test("Tries of one address after each other are told as one, and other addresses and later tries apart")
    func folded() {
        var log = TestLog()
        let night = ["00:10:00", "00:10:20", "01:05:00"].map { Self.fail(&log, $0) }
        let other = Self.fail(&log, "00:11:00", from: "203.0.113.9")
        let late = Self.fail(&log, "02:05:01")
        let audit = Self.audit(log)
        #expect(Self.ids(audit) == [night, [other], [late]])
        let tries = audit.grouping.failedSignIns
        #expect(tries.map(\.network) == [.unexpected, .expected, .unexpected])
        #expect(
            tries[0].first?.description == "2026-03-01T00:10:00Z"
                && tries[0].last?.description == "2026-03-01T01:05:00Z")
        #expect(audit.findings.first { $0.kind == .attemptFailed }?.events.count == 5)
    }

    @Test("A sign-in that follows within 120 seconds is named, and then the try is no finding")
    func mistyped() {
        var log = TestLog()
        let typed = Self.fail(&log, "01:59:00", from: "203.0.113.10")
        let signIn = log.signIn()
        let audit = Self.audit(log)
        #expect(Self.ids(audit) == [[typed]])
        let tries = audit.grouping.failedSignIns[0]
        #expect(tries.succeeded.map { audit.events[$0].id } == signIn && tries.lasting.isEmpty)
        #expect(!audit.findings.contains { $0.kind == .attemptFailed })
        #expect(audit.json["failedSignIns"]?.elements.map { $0["succeeded"]?.text } == [signIn])
    }

    @Test("The text and the JSON say who was tried, from where, how often and why it failed")
    func told() throws {
        var log = TestLog()
        for time in ["00:10:00", "00:10:20"] { _ = Self.fail(&log, time) }
        let audit = Self.audit(log)
        let lines = try #require(audit.text.components(separatedBy: "\nFAILED SIGN-INS\n").last)
        let text = lines.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(
            text.hasPrefix(
                "arn:aws:iam::111122223333:root, from 2026-03-01T00:10:00Z to 2026-03-01T00:10:20Z 2 tries from "
                    + "198.51.100.77 (unexpected network); Failed authentication; none succeeded within 120 seconds"),
            "\(text)")
        let told = try #require(audit.json["failedSignIns"]?.elements.first)
        #expect(told["identity"] == "arn:aws:iam::111122223333:root" && told["account"] == "AWS root")
        #expect(told["address"] == "198.51.100.77" && told["network"] == "unexpected" && told["count"] == 2)
        #expect(told["reasons"] == ["Failed authentication"] && told["succeeded"] == .null)
        let hidden = try #require(audit.redacted.json["failedSignIns"]?.elements.first)
        #expect(hidden["address"] == "address-1" && hidden["network"] == "unexpected" && hidden["reasons"] == [])
    }

    @Test("A page draws tries from an hour before a window on, lists each, and counts all at the top")
    func page() throws {
        var log = TestLog()
        log.signIn()
        for time in ["00:30:00", "01:10:00", "03:10:00", "07:00:00"] { _ = Self.fail(&log, time) }
        let audit = Self.audit(log)
        let timeline = try #require(Timeline.all(of: audit).first)
        #expect(timeline.tries.map(\.time.description) == ["2026-03-01T01:10:00Z", "2026-03-01T03:10:00Z"])
        let drawing = TimelineDrawing(timeline, audit, id: "t")
        #expect(drawing.counts.events == 3 && drawing.counts.marks == 3)
        #expect(drawing.markup.text.contains(">2 failed sign-ins</text>"))
        #expect(drawing.markup.text.contains("2 failed sign-ins. arn:aws:iam::111122223333:root from"))
        let html = AuditPage(audit, program: "glasswatch 0", time: EventTime("2026-03-02T09:00:00Z")!).html
        #expect(html.contains("<dt>Failed sign-ins</dt><dd>4</dd>"))
        let section = try #require(html.components(separatedBy: "<section id=\"sign-ins\">").last)
        let table = try #require(section.components(separatedBy: "</section>").first)
        #expect(table.contains("198.51.100.77 (unexpected network)"))
        #expect(table.components(separatedBy: "<tr role=\"row\">").count - 2 == 3)
    }

    @Test("A page without any says so")
    func none() {
        let html = AuditPage(Self.audit(TestLog()), program: "glasswatch 0", time: EventTime("2026-03-02T09:00:00Z")!)
            .html
        #expect(html.contains("No sign-in of the emergency identities failed."))
    }
}
