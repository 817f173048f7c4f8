// SPDX-License-Identifier: Apache-2.0
//
// Clocks that are wrong, go back, or stand at the edges of the calendar.

import Foundation
import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Wrong clocks")
struct ClockTests {
    // MARK: - Seconds

    @Test("a leap second is no time of a ledger; the seconds around it are one apart")
    func leapSecond() throws {
        for text in ["2016-12-31T23:59:60Z", "2016-12-31T24:00:00Z", "2015-06-30T23:59:60Z", "2016-12-31T23:60:00Z"] {
            #expect(LedgerTime(text) == nil, "\(text)")
            let line = String(decoding: try LedgerEntryTests.exception.encodedLine(), as: UTF8.self)
            let changed = line.replacing(LedgerEntryTests.time.description, with: text)
            #expect(throws: EntryDefect.self, "\(text)") { try LedgerEntry(line: Array(changed.utf8)) }
        }
        let last = try #require(LedgerTime("2016-12-31T23:59:59Z"))
        #expect(last.posixSeconds == 1_483_228_799)
        #expect(last.adding(seconds: 1) == LedgerTime("2017-01-01T00:00:00Z"))
        // A smeared clock shows parts of seconds; the ledger keeps the second that had begun.
        for part in [0.0, 0.25, 0.999] {
            #expect(LedgerTime(Date(timeIntervalSince1970: 1_483_228_799 + part)) == last)
        }
    }

    @Test("an answer signed while a leap second is smeared over a day is taken, as the second that its clock showed")
    func smeared() throws {
        let answer = { (seconds: UInt64) in
            DrillHistory.Answer(
                signed: LedgerTime(posixSeconds: seconds)!, recorded: LedgerTime(posixSeconds: seconds)!)
        }
        let opened = LedgerTime("2016-12-31T12:00:00Z")!
        let drill = DrillHistory(
            place: EntryPlace(4), time: opened,
            opened: DrillOpened(
                set: try CustodyLedger.deal().identity, shares: [], nonce: DrillNonce(), way: .byMail,
                expires: LedgerTime("2016-12-31T23:59:59Z")!, by: .known("Dana Levi")))
        #expect(drill.isInTime(answer(1_483_228_799)))
        #expect(!drill.isInTime(answer(1_483_228_800)), "the next second is the next year")
    }

    @Test("a clock outside of what a ledger can write counts as its nearest end, and nothing overflows")
    func edges() throws {
        let last = try #require(LedgerTime("9999-12-31T23:59:59Z"))
        #expect(LedgerTime(Date(timeIntervalSince1970: -1)) == LedgerTime("1970-01-01T00:00:00Z"))
        for seconds in [253_402_300_800, 1e15, .greatestFiniteMagnitude] {
            #expect(LedgerTime(Date(timeIntervalSince1970: seconds)) == last)
        }
        #expect(last.adding(seconds: .max) == last && last.adding(seconds: 1) == last)
        #expect(LedgerTime(posixSeconds: 0)?.adding(seconds: .max) == last)
        #expect(LedgerTime(posixSeconds: last.posixSeconds + 1) == nil && LedgerTime(posixSeconds: .max) == nil)
        #expect(LedgerTime("10000-01-01T00:00:00Z") == nil)
        #expect(CalendarDay(of: last).description == "9999-12-31")
        #expect(CalendarDay(of: last).adding(days: 3_650) == CalendarDay(of: last))
        #expect(CalendarDay(of: LedgerTime("1970-01-01T00:00:00Z")!).description == "2000-01-01")
    }

    @Test("29 February comes every fourth year, but for most centuries, as a day and as a time")
    func leapDay() throws {
        for (year, isLeap) in [(2024, true), (2027, false), (2028, true), (2100, false), (2000, true), (2400, true)] {
            #expect((CalendarDay("\(year)-02-29") != nil) == isLeap)
            #expect((LedgerTime("\(year)-02-29T12:00:00Z") != nil) == isLeap)
            let next = try #require(CalendarDay("\(year)-02-28")).adding(days: 1)
            #expect(next.description == (isLeap ? "\(year)-02-29" : "\(year)-03-01"))
            #expect(CalendarDay(of: next.start) == next)
            #expect(CalendarDay(of: LedgerTime(posixSeconds: next.start.posixSeconds - 1)!).adding(days: 1) == next)
        }
    }

    // MARK: - Clocks that go back

    @Test("a clock that goes back between entries is noted, and the ledger stays whole")
    func back() throws {
        let folder = try StoreFolder()
        for seconds: UInt64 in [100, 90, 95] {
            _ = try folder.store.append(
                LedgerEntry(time: StoreFolder.time(seconds), event: StoreFolder.event("at \(seconds)")))
        }
        let audit = try folder.audit()
        #expect(audit.findings.map(\.what) == [.timeRunsBack, .noAnchor])
        #expect(audit.findings.allSatisfy { $0.isWarning })
    }

    @Test("the latest time so far is that of any whole line, wherever it stands")
    func latest() throws {
        let folder = try StoreFolder()
        for seconds: UInt64 in [100, 900, 95] {
            _ = try folder.store.append(
                LedgerEntry(time: StoreFolder.time(seconds), event: StoreFolder.event("at \(seconds)")))
        }
        #expect(try folder.store.latestTime() == StoreFolder.time(900))
        #expect(try BinderFolder(path: folder.path).latestTime() == StoreFolder.time(900))
        let line = { (start: String, time: String) in "{\"kind\":\"\(start)\",\"time\":\"\(time)\"}" }
        let good = line("drill closed", "2027-03-01T00:00:00Z")
        for other in [
            "", "{", "x", line("a", "2028-03-01T00:00:60Z"), line("a", "2028-02-30T00:00:00Z"),
            line("a", "2028-03-01T00:00:00"), line("a\n", "2028-03-01T00:00:00Z"),
            line(String(repeating: "a", count: 99), "2028-03-01T00:00:00Z"), "{\"time\":\"2028-03-01T00:00:00Z\"}",
        ] {
            let lines = Array((other + "\n" + good + "\n" + line("torn", "2029-01-01T00:00:00Z")).utf8)
            #expect(LineTimes.latest(in: lines) == LedgerTime("2027-03-01T00:00:00Z"), "\(other)")
        }
        #expect(LineTimes.latest(in: []) == nil)
        #expect(LineTimes.latest(in: Array((line("a", "2028-13-01T00:00:00Z") + "\n").utf8)) == nil)
    }

    @Test("the latest time so far is found in whatever piece of a long ledger it stands, and a line of junk hides none")
    func latestOfMany() throws {
        let folder = try StoreFolder()
        let entry = { (time: LedgerTime) in
            try LedgerEntry(time: time, event: StoreFolder.event(String(repeating: "x", count: 900))).encodedLine() + [
                0x0A
            ]
        }
        let before = try entry(StoreFolder.time(10))
        let after = try entry(StoreFolder.time(20))
        let latest = try entry(StoreFolder.time(99))
        for (first, second) in [(0, 3_000), (1_100, 1_900), (3_000, 0), (1_045, 1_046)] {
            let junk = [UInt8](repeating: 0x61, count: 1_300_000) + [0x0A]
            for middle in [[], junk] {
                let lines = Array(repeatElement(before, count: first).joined()) + latest
                try folder.write(
                    lines + middle + Array(repeatElement(after, count: second).joined()), LedgerFiles.ledger)
                #expect(try BinderFolder(path: folder.path).latestTime() == StoreFolder.time(99), "\(first)")
            }
        }
    }

    @Test("the duties of a use under a clock that was reset count from the entries before it")
    func resetClock() throws {
        var (ledger, set) = try CustodyLedger.inOrder()
        ledger.now = LedgerTime("1970-01-02T00:00:00Z")!
        let opening = ledger.open(set)
        ledger.sign(Array(set.rule.shareNumbers.prefix(2)), of: set)
        ledger.reveal(set, opening)
        func due() -> [Duty.Kind: LedgerTime?] {
            Dictionary(ledger.duties().map { ($0.kind, $0.due) }) { first, _ in first }
        }
        ledger.now = CustodyLedger.time(0, hours: 1)
        #expect(due() == [.openRecovery: CustodyLedger.start, .openWindow: CustodyLedger.time(0, hours: 4)])
        #expect(ledger.word() == "open")
        ledger.now = LedgerTime("1970-01-02T00:05:00Z")!
        ledger.close(opening)
        ledger.now = CustodyLedger.time(1)
        #expect(due() == [.windowOver: CustodyLedger.time(0, hours: 4), .rotation: CustodyLedger.start])
        #expect(ledger.duties().contains { $0.words.contains("its review is due by \(CustodyLedger.time(5))") })
        ledger.now = CustodyLedger.time(6)
        #expect(due()[.review] == CustodyLedger.time(5))
        // What the ledger itself says of the window stays as both verifiers read it.
        #expect(ledger.state.openings[0].windowEnd == LedgerTime("1970-01-02T04:00:00Z"))
    }

    @Test("a sheet that signed under a clock that was reset is to be proven again as long after it went out")
    func resetProof() throws {
        var ledger = CustodyLedger()
        try ledger.adopt()
        let set = try CustodyLedger.deal()
        ledger.create(set)
        ledger.released(set)
        ledger.now = LedgerTime("1970-01-02T00:00:00Z")!
        ledger.readBack(set)
        ledger.now = CustodyLedger.time(89)
        #expect(ledger.duties().first { $0.kind == .proof }?.due == CustodyLedger.time(90))
        #expect(ledger.duties().first { $0.kind == .proof }?.urgency == .soon)
    }

    @Test("an entry of the future before a use puts off none of its duties")
    func futureBefore() throws {
        var (ledger, set) = try CustodyLedger.inOrder()
        ledger.now = LedgerTime("2199-01-01T00:00:00Z")!
        try ledger.adopt(CustodyLedger.policy([("review_within: 5 d", "review_within: 4 d")]))
        ledger.now = CustodyLedger.time(1)
        _ = ledger.use(set, window: nil)
        ledger.now = CustodyLedger.time(6)
        #expect(ledger.duties().first { $0.kind == .review }?.due == CustodyLedger.time(5))
    }

    @Test("under any clock duties are found without a fault, and one that stands before the ledger is told")
    func anyClock() throws {
        var (ledger, set) = try CustodyLedger.inOrder()
        ledger.close(ledger.open(set), .leftOpen)
        _ = ledger.use(set)
        try ledger.adopt(CustodyLedger.policy([("name: Bo Chen}", "name: Bo Chen, left: 2027-02-01}")]))
        let right = Set(ledger.due)
        #expect(right == ["open_window overdue", "leaver overdue"])
        for text in [
            "1970-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2026-02-28T00:00:00Z", "2028-02-29T00:00:00Z",
            "9999-12-31T23:59:59Z",
        ] {
            ledger.now = LedgerTime(text)!
            #expect(ledger.duties().contains { $0.kind == .clock } == (ledger.now < CustodyLedger.start), "\(text)")
            #expect(ledger.duties().contains { $0.kind == .leaver || $0.kind == .clock })
            #expect(ledger.duties().contains { $0.urgency == .overdue })
        }
        ledger.now = LedgerTime("2026-02-28T00:00:00Z")!
        #expect(ledger.duties().first { $0.kind == .clock }?.words.contains("is dated 2027-03-01T00:00:00Z") == true)
        // Clocks of two machines may differ by a day.
        ledger.now = LedgerTime("2027-02-28T00:00:00Z")!
        #expect(!ledger.duties().contains { $0.kind == .clock })
    }

    @Test("an entry of the future is told until its time comes, and hides no other duty")
    func future() throws {
        var (ledger, _) = try CustodyLedger.inOrder()
        ledger.now = CustodyLedger.time(365)
        try ledger.adopt(CustodyLedger.policy([("name: Bo Chen}", "name: Bo Chen, left: 2027-02-01}")]))
        ledger.now = CustodyLedger.time(1)
        #expect(Set(ledger.due) == ["clock overdue", "leaver overdue"])
        ledger.now = CustodyLedger.time(364)
        #expect(!ledger.due.contains("clock overdue"))
    }
}
