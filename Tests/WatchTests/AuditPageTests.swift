// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import LogDigests
import Testing

@testable import Watch
@testable import WatchReports

@Suite("The page of an audit")
struct AuditPageTests {
    private static func page(_ audit: Audit) -> String {
        AuditPage(audit, program: "glasswatch 0", time: EventTime("2026-03-02T09:00:00Z")!).html
    }

    private static func audit(_ log: TestLog, openings: [Opening]? = [.morning]) -> Audit {
        Audit(log.events, expectations: [.root], openings: openings, .real)
    }

    private static func opening(_ index: String, _ from: String, _ until: String?) -> Opening {
        Opening(
            index: index, account: "AWS root", kind: .emergency, from: EventTime(from)!,
            until: until.map { EventTime($0)! }, people: ["Ada Example"])
    }

    /// Root in a session that began at this time.
    private static func root(since time: String) -> JSONValue {
        [
            "type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root",
            "accountId": "111122223333", "accessKeyId": .string("ASIA\(time)"),
            "sessionContext": ["attributes": ["creationDate": .string(time), "mfaAuthenticated": "true"]],
        ]
    }

    @Test("The policy lets in the one style sheet and nothing else, and the page needs nothing else")
    func policy() throws {
        var log = TestLog()
        log.signIn()
        let html = Self.page(Self.audit(log))
        let style = try #require(html.split(separator: "<style>").last?.split(separator: "</style>").first)
        #expect(style == PageStyle.text)
        let digest = Checksums.sha256(Array(style.utf8))
        let bytes = stride(from: 0, to: digest.count, by: 2).map { place in
            let start = digest.index(digest.startIndex, offsetBy: place)
            return UInt8(digest[start..<digest.index(start, offsetBy: 2)], radix: 16)!
        }
        let hash = Data(bytes).base64EncodedString()
        #expect(PageStyle.policy.contains("default-src 'none'; style-src 'sha256-\(hash)'"), "the hash is \(hash)")
        let policy = try #require(html.range(of: "Content-Security-Policy"))
        #expect(policy.lowerBound < html.range(of: "<style>")!.lowerBound)
        for word in ["<script", "style=", "src=", "http:", "https:", "url(", "@import", "<link", "<iframe", " onload="]
        {
            #expect(!html.contains(word), "\(word)")
        }
    }

    @Test("The verdict comes first, then why, what stands, the windows and the changes")
    func order() throws {
        var log = TestLog()
        log.signIn()
        log.add(
            TestLog.root, "iam", "CreateUser", ["userName": "svc"],
            ["user": ["userName": "svc", "userId": "AIDASVC", "arn": "arn:aws:iam::111122223333:user/svc"]])
        let html = Self.page(Self.audit(log))
        let parts = try [
            "</span> backdoor</h1>", "<h2>Why</h2>", "<code>weakening-stands</code>", "<h2>What still stands</h2>",
            "aws iam delete-user --user-name svc", "<h2>Windows and sessions</h2>", "What the session was for",
            "<h2>Changes</h2>", "<h2>What came from the identities</h2>",
        ].map { part in try #require(html.range(of: part), "\(part)").lowerBound }
        #expect(parts == parts.sorted())
    }

    @Test("A text of the log is neither markup nor a control or direction character anywhere on the page")
    func hostile() {
        let evil = "\u{202e}</code></title><script>alert('1')</script><b class=\"x\" &amp;\u{1b}[2J\u{2066}"
        var log = TestLog()
        log.signIn()
        let user: JSONValue = [
            "user": ["userName": .string(evil), "arn": .string("arn:aws:iam::111122223333:user/\(evil)")]
        ]
        log.add(TestLog.root, "iam", "CreateUser", ["userName": .string(evil)], user)
        for name in ["awsRegion", "userAgent", "sourceIPAddress", "eventID", "errorCode", "recipientAccountId"] {
            log.add(TestLog.root, "iam", "CreateUser", ["userName": .string(evil)], user, more: [(name, .string(evil))])
        }
        log.add(TestLog.root, "iam", evil, ["userName": .string(evil)])
        log.add(TestLog.root, evil, "Do", ["userName": .string(evil)])
        var opening = Opening.morning
        opening.people = [evil]
        var expectation = Expectation.root
        expectation.account = evil
        opening.account = evil
        let audit = Audit(
            log.events, broken: [evil], expectations: [expectation], openings: [opening], .real)
        let html = Self.page(audit)
        #expect(html.contains("&lt;script&gt;"))
        #expect(!html.contains("<script") && !html.contains("<b class"))
        let bad = html.unicodeScalars.filter { scalar in
            scalar != "\n" && [.control, .format].contains(scalar.properties.generalCategory)
        }
        #expect(bad.isEmpty)
    }

    @Test("Of a thousand events in one window each is drawn or counted by a mark, and listed or counted in the table")
    func thousand() throws {
        var log = TestLog()
        log.signIn()
        for number in 0..<1_000 {
            let time = EventTime(seconds: EventTime("2026-03-01T02:10:00Z")!.seconds + Int64(number) * 12).description
            switch number % 10 {
            case 0: log.add(TestLog.root, "ec2", "DeleteFlowLogs", ["n": .integer(number)], time: time)
            case 1: log.add(TestLog.root, "ec2", "RebootInstances", ["n": .integer(number)], time: time, error: "No")
            default: log.add(TestLog.root, "ec2", "DescribeInstances", time: time, reads: true)
            }
        }
        let audit = Self.audit(log)
        let timeline = try #require(Timeline.all(of: audit).first)
        let drawing = TimelineDrawing(timeline, audit, id: "t")
        #expect(drawing.counts.events == 1_001)
        #expect(drawing.counts.marks < 400)
        let svg = drawing.markup.text
        let words = ["weakens": 100, "failed": 100]
        for (word, count) in words {
            let titles = svg.split(separator: "<g><title>").filter { $0.hasPrefix("\(word):") }
            let counted = titles.map { title -> Int in
                let more = title.split(separator: "</title>").first.flatMap { $0.firstMatch(of: /and (\d+) more/) }
                return 1 + (more.flatMap { Int($0.1) } ?? 0)
            }
            #expect(counted.reduce(0, +) == count, "\(word)")
        }
        let html = Self.page(audit)
        let shared = drawing.counts.events - drawing.counts.marks
        #expect(html.contains("1,001 events, drawn as \(drawing.counts.marks) marks: \(shared) of them share the mark"))
        let table = try #require(
            html.split(separator: "The events of the picture, in order of time.").last?.split(separator: "</table>")
                .first)
        #expect(table.hasPrefix(" 501 more events are not listed here."))
        #expect(table.components(separatedBy: "<tr role=\"row\">").count - 2 == 500)
        #expect(table.components(separatedBy: "DeleteFlowLogs").count - 1 == 100, "reads do not crowd out changes")
    }

    @Test("Each window has a picture, each session outside of any has its own, and each picture says the same in words")
    func windows() throws {
        var log = TestLog()
        for time in ["2026-03-01T02:10:00Z", "2026-04-01T02:10:00Z", "2026-05-01T02:10:00Z"] {
            log.add(Self.root(since: time), "iam", "ListUsers", time: time, reads: true)
        }
        let openings = [
            Self.opening("30", "2026-06-01T02:00:00Z", nil),
            Self.opening("20", "2026-04-01T02:00:00Z", "2026-04-01T04:00:00Z"),
            Self.opening("10", "2026-03-01T02:00:00Z", "2026-03-01T04:00:00Z"),
        ]
        let audit = Self.audit(log, openings: openings)
        let timelines = Timeline.all(of: audit)
        #expect(timelines.map { $0.opening?.index } == ["10", "20", "30", nil])
        #expect(timelines.map(\.rows.count) == [1, 1, 0, 1])
        let html = Self.page(audit)
        #expect(html.components(separatedBy: "<svg role=\"img\"").count - 1 == 4)
        for number in 1...4 {
            #expect(html.contains("aria-labelledby=\"timeline-\(number)-title timeline-\(number)-text\""))
            #expect(html.components(separatedBy: "id=\"timeline-\(number)-title\"").count == 2)
            #expect(html.components(separatedBy: "id=\"timeline-\(number)-text\"").count == 2)
        }
        #expect(html.contains("Opening 30, emergency, 2026-06-01 02:00:00, and not ended"))
        #expect(html.contains("No opening covers this session."))
        #expect(html.contains("from 2026-03-01 02:10:00 to 2026-03-01 02:10:00: 1 neutral."))
    }

    @Test("A mark's shape tells what its color tells")
    func shapes() {
        let shapes = Timeline.Mark.allCases.map { $0.shape(0, 0).text.replacing(/class="[a-z]+"/, with: "") }
        #expect(Set(shapes).count == shapes.count)
    }

    @Test("A window lies where its opening says, and a session beyond its end lies beyond the band")
    func places() throws {
        var log = TestLog()
        log.add(Self.root(since: "2026-03-01T02:10:00Z"), "iam", "ListUsers", time: "2026-03-01T02:10:00Z", reads: true)
        log.add(Self.root(since: "2026-03-01T02:10:00Z"), "iam", "ListUsers", time: "2026-03-01T09:00:00Z", reads: true)
        let timeline = try #require(Timeline.all(of: Self.audit(log)).first)
        let scale = timeline.scale
        let from = scale.place(EventTime("2026-03-01T02:00:00Z")!)
        let until = scale.place(EventTime("2026-03-01T06:00:00Z")!)
        let marks = timeline.rows.flatMap { row in row.marks.map { scale.place($0.time) } }
        #expect(from < marks[0] && marks[0] < until && until < marks[1] && marks[1] < TimelineScale.width)
        #expect(scale.ticks.count <= 9)
        #expect(scale.ticks.first?.label.hasPrefix("2026-03-01 ") == true)
    }

    @Test("A page about nothing says so")
    func empty() {
        let html = Self.page(Audit([], expectations: [.root], openings: nil, .real))
        for words in [
            "break-glass</h1>", "The emergency identities were not used.", "There is no finding.",
            "No ledger was given", "no session of the emergency identities is in the log",
            "The identities changed nothing",
        ] {
            #expect(html.contains(words), "\(words)")
        }
    }
}

extension JSONValue {
    fileprivate static func integer(_ number: Int) -> JSONValue { .number(String(number)) }
}
