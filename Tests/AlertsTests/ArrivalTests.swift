// SPDX-License-Identifier: Apache-2.0

import Alerts
import CloudTrail
import Testing

@Suite("Alerts that came")
struct ArrivalTests {
    private typealias Question = ArrivalCheck.Question

    private func judged(
        _ file: String, channels: [String] = ["arn:aws:sns:us-east-1:111122223333:break-glass"], within: Int? = 300
    ) throws -> [ArrivalCheck.Question: ArrivalCheck.Answer] {
        try judged(bytes: AlertFiles.bytes("Vectors/alerts/\(file)"), channels: channels, within: within)
    }

    private func judged(
        bytes: [UInt8], channels: [String], within: Int?
    ) throws -> [ArrivalCheck.Question: ArrivalCheck.Answer] {
        var expectation = try AlertFiles.example()
        expectation.channels = channels
        expectation.within = within
        let alert = try ArrivedAlert(bytes)
        var log = LogRecords(namedIn: [alert])
        LogReader(files: [AlertFiles.root.appending(path: "Vectors/alerts/log.json").path]).walk(&log)
        let judgment = ArrivalJudgment(alert, log.records, expectation)
        return Dictionary(uniqueKeysWithValues: judgment.checks.map { ($0.question, $0.answer) })
    }

    private let allYes = Dictionary(
        uniqueKeysWithValues: ArrivalCheck.Question.allCases.map { ($0, ArrivalCheck.Answer.yes) })

    @Test(
        "the event in a message of SNS answers each question", arguments: ["sns.json", "sns-lambda.json", "sqs.json"])
    func notification(_ file: String) throws {
        #expect(try judged(file) == allYes)
        #expect(try ArrivedAlert(AlertFiles.bytes("Vectors/alerts/\(file)")).form == .notification)
    }

    @Test("a raw message does not say by which topic and when it came")
    func rawMessage() throws {
        var expected = allYes
        expected[.channel] = .cannotTell
        expected[.inTime] = .cannotTell
        #expect(try judged("sns-raw.json") == expected)
    }

    @Test(
        "a mail answers each question, whatever its encoding",
        arguments: [
            "mail-plain.eml", "mail-quoted-printable.eml", "mail-multipart.eml",
        ])
    func mail(_ file: String) throws {
        #expect(try judged(file) == allYes)
        let alert = try ArrivedAlert(AlertFiles.bytes("Vectors/alerts/\(file)"))
        #expect(alert.form == .mail)
        #expect(alert.time == EventTime("2026-03-01T02:02:10Z"))
        #expect(alert.channels.contains("soc@example.com"))
    }

    @Test("a mail in HTML is read without its tags, and its address is a channel")
    func htmlMail() throws {
        #expect(try judged("mail-html.eml", channels: ["mailto:SOC@example.com"]) == allYes)
    }

    @Test("a mail that comes late to another address without the event's id is told so")
    func lateMail() throws {
        let answers = try judged("mail-late.eml", channels: ["soc@example.com"])
        #expect(answers[.sameEvent] == .cannotTell)
        #expect(answers[.channel] == .no)
        #expect(answers[.inTime] == .no)
        #expect(answers[.who] == .yes)
        #expect(answers[.origin] == .yes)
        #expect(answers[.when] == .yes)
        #expect(answers[.factor] == .yes)
    }

    @Test("an address cannot be compared with a topic")
    func otherKindOfChannel() throws {
        #expect(try judged("mail-late.eml")[.channel] == .cannotTell)
        #expect(try judged("sns.json", channels: ["soc@example.com"])[.channel] == .cannotTell)
        #expect(try judged("sns.json", channels: ["arn:aws:sns:us-east-1:111122223333:x"])[.channel] == .no)
        #expect(try judged("sns.json", channels: [])[.channel] == .cannotTell)
    }

    @Test("a webhook that names the event and what counts is right; one that only names the event is not")
    func webhook() throws {
        let full = try judged("webhook.json")
        #expect(full.filter { $0.value == .yes }.count == 5)
        #expect(full[.channel] == .cannotTell)
        let silent = try judged("webhook-silent.json")
        #expect(silent[.sameEvent] == .yes)
        for question in [Question.who, .origin, .when, .factor] { #expect(silent[question] == .no) }
    }

    @Test("the deadline is kept to the second, and without one nothing is said")
    func deadline() throws {
        #expect(try judged("sns.json", within: 90)[.inTime] == .yes)
        #expect(try judged("sns.json", within: 89)[.inTime] == .no)
        #expect(try judged("sns.json", within: nil)[.inTime] == .cannotTell)
    }

    @Test("an event that the log does not have, or has otherwise, is another event")
    func anotherEvent() throws {
        let text = try AlertFiles.text("Vectors/alerts/sns-raw.json")
        for (old, new) in [("3f1c2a4e", "00000000"), ("203.0.113.10", "198.51.100.7")] {
            #expect(
                try judged(bytes: Array(text.replacing(old, with: new).utf8), channels: [], within: nil)[.sameEvent]
                    == .no)
        }
        let unrelated = Array("The backup is done.".utf8)
        #expect(try judged(bytes: unrelated, channels: [], within: nil)[.sameEvent] == .no)
    }

    @Test("an alert that is dated before its event leaves the time open")
    func wrongClock() throws {
        let text = try AlertFiles.text("Vectors/alerts/sns.json").replacing("02:01:30.123Z", with: "01:59:00.000Z")
        #expect(try judged(bytes: Array(text.utf8), channels: [], within: 300)[.inTime] == .cannotTell)
    }

    @Test("an empty alert and one that is too large are refused")
    func refused() {
        #expect(throws: AlertsError.self) { try ArrivedAlert(Array(" \n".utf8)) }
        #expect(throws: AlertsError.self) {
            try ArrivedAlert([UInt8](repeating: 0x61, count: ArrivedAlert.byteLimit + 1))
        }
    }

    @Test(
        "hostile mail ends: parts within parts, a boundary without end, escapes that are none",
        arguments: [
            String(repeating: "Content-Type: multipart/mixed; boundary=a\nFrom: x\n\n--a\n", count: 200),
            "From: a@b\nTo: c@d\nContent-Type: multipart/mixed; boundary=\n\n--\n--\n",
            "From: a@b\nTo: c@d\nContent-Transfer-Encoding: quoted-printable\n\n=\n=Z=3",
            "From: a@b\nTo: c@d\nDate: Sun, 99 Foo 2026 99:99 +9999\n\n{\"a\": {",
        ])
    func hostileMail(_ text: String) throws {
        let answers = try judged(bytes: Array(text.utf8), channels: [], within: 300)
        #expect(answers[.sameEvent] == .no)
    }
}
