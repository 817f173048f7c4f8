// SPDX-License-Identifier: Apache-2.0
//
// The real program at other clocks and in other time zones (faketime sets the clock): paper shows the time of the place,
// the ledger UTC, and what is due is the same everywhere.

import Foundation
import Testing

@Suite("Clocks and time zones of the machine", .serialized)
struct TimeZoneTests {
    /// 2027-03-28T00:59:30Z: half a minute before clocks in Berlin go from two to three.
    private static let beforeSummer = 1_806_195_570

    /// Runs the program at a time, in a zone.
    private static func run(
        _ fixture: BinderFixture, _ arguments: [String], at seconds: Int, zone: String = "UTC", input: String = ""
    ) async throws -> Ended {
        try await Program.run(
            "faketime", ["-f", "@\(seconds)", Program.path] + arguments, input: Array(input.utf8),
            in: fixture.scratch.path,
            environment: fixture.environment.merging(["TZ": zone, "FAKETIME_FMT": "%s"]) { $1 })
    }

    private static func words(_ path: String) async throws -> String {
        try await Program.tool("pdftotext", path, "-").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test(
        "paper shows local time with its distance from UTC, before and after clocks change; the ledger shows UTC",
        arguments: [
            ("Europe/Berlin", "2027-03-28 01:59 (UTC+01:00)", "2027-03-28 03:01 (UTC+02:00)", "2027-04-27 03:01"),
            ("America/St_Johns", "2027-03-27 22:29 (UTC−02:30)", "2027-03-27 22:31 (UTC−02:30)", "2027-04-26 22:31"),
            ("Pacific/Kiritimati", "2027-03-28 14:59 (UTC+14:00)", "2027-03-28 15:01 (UTC+14:00)", "2027-04-27 15:01"),
            ("Asia/Kathmandu", "2027-03-28 06:44 (UTC+05:45)", "2027-03-28 06:46 (UTC+05:45)", "2027-04-27 06:46"),
        ])
    func paper(zone: String, sheet: String, letter: String, expiry: String) async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let split = try await Self.run(
            fixture, fixture.splitArguments, at: Self.beforeSummer, zone: zone, input: BinderFixture.password)
        try #require(split.code == 0, "\(split.errors)")
        let page = try await Self.words(fixture.scratch.file("sheets/sheet-g1m1.pdf"))
        #expect(page.contains("Created \(sheet), 2027-03-28 00:59 UTC."), "\(page.prefix(800))")
        let deal = Deal(folder: fixture.scratch.file("sheets"))
        let codes = try await deal.codes("g1m1").joined(separator: "\n")
        let text = try fixture.scratch.write(codes + "\n", "g1m1.txt")

        let after = Self.beforeSummer + 90
        let opened = try await Self.run(
            fixture, ["drill", "mail", "--binder", fixture.binder, "--by", "Dana Novak"], at: after, zone: zone)
        try #require(opened.code == 0, "\(opened.errors)")
        #expect(opened.errors.contains(", until \(expiry) (UTC"), "\(opened.errors)")
        let name = "\(fixture.binder)/papers/letter-\(try fixture.kinds.count - 1)"
        let asked = try await Self.words("\(name).pdf")
        #expect(asked.contains("Written \(letter), 2027-03-28 01:01 UTC"), "\(asked)")
        #expect(asked.contains("by \(expiry) (UTC") && asked.contains("2027-04-27 01:01 UTC."), "\(asked)")
        let answer = fixture.scratch.file("answer.pdf")
        let answered = try await Self.run(
            fixture, ["drill", "answer", "\(name).txt", text, "--yes", "--output", answer], at: after, zone: zone)
        try #require(answered.code == 0, "\(answered.errors)")
        #expect(answered.errors.contains("Written    \(letter), 2027-03-28 01:01 UTC"), "\(answered.errors)")
        #expect(answered.errors.contains("Until      \(expiry) (UTC"), "\(answered.errors)")
        let signed = try await Self.words(answer)
        #expect(signed.contains("Signed \(letter), 2027-03-28 01:01 UTC."), "\(signed)")

        let received = try await Self.run(
            fixture, ["sheet", "receive", "--binder", fixture.binder, text], at: after, zone: zone)
        try #require(received.code == 0, "\(received.errors)")
        let slips = try #require(
            try FileManager.default.contentsOfDirectory(atPath: "\(fixture.binder)/papers").first {
                $0.hasPrefix("slips-")
            })
        let slip = try await Self.words("\(fixture.binder)/papers/\(slips)")
        #expect(slip.contains("\(letter), 2027-03-28 01:01 UTC"), "\(slip)")

        let times = try fixture.scratch.text("binder/ledger.jsonl").split(separator: "\n").dropFirst(2)
            .compactMap { $0.firstMatch(of: /"time":"([^"]*)"/)?.1 }
        #expect(times.count >= 5)
        #expect(times.allSatisfy { $0.wholeMatch(of: /2027-03-28T0[01]:\d\d:\d\dZ/) != nil }, "\(times)")
    }

    @Test("what is due, and who has left, is the same in every zone at the same second, and says that days are UTC")
    func deadlines() async throws {
        let fixture = try await BinderFixture.make()
        let left = try await fixture.run([
            "people", "leave", "bo-chen", "--on", "2027-03-28", "--deal-by", "2027-03-29", "--binder",
            fixture.binder,
            "--by", "Dana Novak", "--why", "x",
        ])
        try #require(left.code == 0, "\(left.errors)")
        // The last second before the day of leaving, its first one, and the same of the day behind the deadline.
        let start = 1_806_192_000
        let moments = [
            (start - 3, "Bo Chen leaves on 2027-03-28", "DUE SOON"),
            (start + 60, "Bo Chen left on 2027-03-28", "DUE SOON"),
            (start + 2 * 86_400 - 10, "Bo Chen left on 2027-03-28", "DUE SOON"),
            (start + 2 * 86_400 + 60, "Bo Chen left on 2027-03-28", "OVERDUE OR OPEN"),
        ]
        for (seconds, words, heading) in moments {
            var told: Set<String> = []
            for zone in ["UTC", "Pacific/Kiritimati", "America/St_Johns"] {
                let status = try await Self.run(
                    fixture, ["status", "--binder", fixture.binder], at: seconds, zone: zone)
                let lines = status.text.components(separatedBy: "\n")
                let place = try #require(lines.firstIndex { $0.contains(words) }, "\(zone): \(status.text)")
                #expect(lines[..<place].last { ["DUE SOON", "OVERDUE OR OPEN"].contains($0) } == heading)
                #expect(status.text.hasSuffix("Z. Days are days in UTC.\n"))
                let who = try await Self.run(
                    fixture, ["who-can", "--binder", fixture.binder], at: seconds, zone: zone)
                #expect(who.text.contains("LEFT on") == words.contains("left on"), "\(zone): \(who.text)")
                told.insert(String(who.text.prefix(while: { $0 != ":" })))
            }
            #expect(told.count == 1, "\(told)")
        }
    }

    @Test(
        "a clock without a battery, on a leap day or at the end of the calendar is told, and dates nothing unless it is right",
        arguments: [
            (0, true, true), (946_684_799, true, true), (1_835_438_400, false, false), (253_402_300_000, false, true),
        ])
    func clocks(seconds: Int, isBehind: Bool, isOdd: Bool) async throws {
        let fixture = try await Self.dealt.value.copy()
        let status = try await Self.run(fixture, ["status", "--binder", fixture.binder], at: seconds)
        #expect(status.code == 11, "\(status.errors)")
        #expect(status.text.contains("one of the two is wrong") == isBehind, "\(status.text)")
        let who = try await Self.run(fixture, ["who-can", "--binder", fixture.binder], at: seconds)
        #expect(who.code == 0)
        #expect(who.warningLines.contains { $0.contains("after this machine's clock") } == isBehind, "\(who.errors)")
        let lint = try await Self.run(fixture, ["policy", "--binder", fixture.binder], at: seconds)
        #expect([8, 9].contains(lint.code), "\(lint.errors)")
        let arguments = ["people", "leave", "bo-chen", "--binder", fixture.binder, "--by", "D", "--why", "x"]
        if isOdd {
            let before = try fixture.kinds
            let refused = try await Self.run(fixture, arguments, at: seconds)
            refused.expectRefusal(4, "this machine's clock shows", hint: "--clock-is-right")
            #expect(try fixture.kinds == before)
        }
        let leave = try await Self.run(fixture, arguments + (isOdd ? ["--clock-is-right"] : []), at: seconds)
        #expect(leave.code == 0, "\(leave.errors)")
        let verified = try await fixture.verify()
        #expect(verified.code == 0)
        #expect(verified.text.contains("its time is earlier than the time of the entry before it") == isBehind)
    }

    private static let dealt = Task { try await BinderFixture.make() }
}
