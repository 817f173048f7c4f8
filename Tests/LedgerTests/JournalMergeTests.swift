// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import MerkleLog
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Taking a journal in")
struct JournalMergeTests {
    private static let name = JournalName(ledgerText: String(repeating: "cd", count: 16))!

    private let ledger: TestLedger
    private let journal: [UInt8]

    init() throws {
        ledger = try TestLedger.sample()
        journal = try TestJournal.sample(of: ledger, name: Self.name)
    }

    private func state(_ ledger: TestLedger) throws -> BinderState {
        BinderState(of: LogAudit(ledger: ledger.bytes))
    }

    private func merger(_ journal: [UInt8], into ledger: TestLedger) throws -> JournalMerger {
        try JournalMerger(journal, of: "journal", into: LogAudit(ledger: ledger.bytes), state(ledger))
    }

    private func merged(_ journal: [UInt8], into ledger: TestLedger) throws -> TestLedger {
        var ledger = ledger
        for event in try merger(journal, into: ledger).events { try ledger.add(event) }
        return ledger
    }

    private func faults(_ ledger: TestLedger) -> [AuditFinding.What] {
        LogAudit(ledger: ledger.bytes).findings.filter { !$0.isWarning }.map { $0.what }
    }

    @Test("its entries count where they came in, and a second time nothing is new")
    func twice() throws {
        let once = try merged(journal, into: ledger)
        #expect(faults(once).isEmpty)
        let state = try state(once)
        #expect(state.openings.count == 3)
        #expect(state.openings.last?.consents.count == 2)
        #expect(state.openings.last?.place.inJournal == 1)
        #expect(try merger(journal, into: once).events.isEmpty)
    }

    @Test("one that grew is taken in again, and only what is new counts")
    func grown() throws {
        let once = try merged(journal, into: ledger)
        let line = try LedgerEntry(time: StoreFolder.time(9_000), event: StoreFolder.event("later")).encodedLine()
        let grown = journal + line + [0x0A]
        let twice = try merged(grown, into: once)
        #expect(faults(twice).isEmpty)
        #expect(try state(twice).openings.count == 3)
        #expect(try state(twice).refusals.count == 1)
        #expect(try merger(grown + Array("{\"torn".utf8), into: twice).tornByteCount == 6)
    }

    @Test("a copy from before it grew is there already, unless it says something else")
    func earlier() throws {
        let line = try LedgerEntry(time: StoreFolder.time(9_000), event: StoreFolder.event("later")).encodedLine()
        let twice = try merged(journal + line + [0x0A], into: try merged(journal, into: ledger))
        let copy = try merger(journal, into: twice)
        #expect(copy.events.isEmpty && copy.newEntryCount == 0)
        let other = try TestJournal.sample(of: ledger, name: Self.name, reason: "another story")
        #expect(throws: BinderError.rewrittenJournal(path: "journal")) { try merger(other, into: twice) }
    }

    @Test("one that was rewritten since it was taken in is refused, and found where it was taken in all the same")
    func rewritten() throws {
        let once = try merged(journal, into: ledger)
        let other = try TestJournal.sample(of: ledger, name: Self.name, reason: "another story")
        let line = try LedgerEntry(time: StoreFolder.time(9_000), event: StoreFolder.event("later")).encodedLine()
        let grown = other + line + [0x0A]
        try #require(other != journal)
        #expect(throws: BinderError.rewrittenJournal(path: "journal")) { try merger(grown, into: once) }
        var forced = once
        for event in try JournalMerger(grown, of: "x", into: LogAudit(ledger: ledger.bytes), state(ledger)).events {
            try forced.add(event)
        }
        #expect(faults(forced) == [.rewrittenJournal])
    }

    @Test("one of another ledger is refused, and found where it was taken in all the same")
    func foreign() throws {
        let stranger = try TestLedger.sample()
        let other = try TestJournal.sample(of: stranger, name: Self.name)
        let origin = stranger.origin
        #expect(throws: BinderError.foreignJournal(path: "journal", origin)) { try merger(other, into: ledger) }
        var forced = ledger
        let events = try JournalMerger(other, of: "x", into: LogAudit(ledger: stranger.bytes), state(stranger)).events
        for event in events { try forced.add(event) }
        #expect(faults(forced).contains(.foreignJournal))
    }

    @Test("one with a forged consent, a changed line or none of its own is refused, and nothing of it is merged")
    func forged() throws {
        var lines = journal.split(separator: 0x0A).map { Array($0) }
        for place in lines.indices {
            var changed = lines
            let at = try #require(changed[place].lastIndex(of: UInt8(ascii: "a")))
            changed[place][at] = UInt8(ascii: "b")
            let bytes = changed.flatMap { line -> [UInt8] in line + [0x0A] }
            // What neither a signature nor a reference covers, the journal's last lines, is its writer's word.
            guard place <= 2 else { continue }
            #expect(throws: BinderError.self, "line \(place)") { try merger(bytes, into: ledger) }
        }
        lines.removeFirst()
        let headless = lines.flatMap { line -> [UInt8] in line + [0x0A] }
        #expect(throws: BinderError.self) { try merger(headless, into: ledger) }
        #expect(throws: BinderError.self) { try merger([UInt8](), into: ledger) }
        #expect(throws: BinderError.self) { try merger(ledger.bytes, into: ledger) }
    }

    @Test("pieces that are missing, doubled, out of order or numbered by nonsense are found")
    func pieces() throws {
        let log = LogAudit(journal: journal, in: LogAudit(ledger: ledger.bytes))
        let root = try log.tree.root(at: log.tree.size)
        let third = journal.count / 3
        func piece(_ part: Int, _ parts: Int, _ range: Range<Int>) -> LedgerEvent {
            .journalMerged(
                JournalMerged(
                    journal: Self.name, entries: log.size, root: root, part: part, parts: parts,
                    content: LedgerBytes(Array(journal[range]))))
        }
        let pieces = [
            piece(1, 3, 0..<third), piece(2, 3, third..<2 * third), piece(3, 3, 2 * third..<journal.count),
        ]
        func judged(_ events: [LedgerEvent]) throws -> [AuditFinding.What] {
            var ledger = ledger
            for event in events { try ledger.add(event) }
            return faults(ledger)
        }
        #expect(try judged(pieces).isEmpty)
        let between = [pieces[0], StoreFolder.event("between"), pieces[1], pieces[2]]
        for events in [
            [pieces[0]], [pieces[0], pieces[2]], [pieces[1], pieces[0], pieces[2]], [pieces[0], pieces[0]], between,
            [pieces[2]], [piece(0, 0, 0..<third)], [piece(0, 1, 0..<third)], [piece(2, 1, 0..<third)],
            [piece(1, .max, 0..<third)], [piece(.max, .max, 0..<third)],
        ] {
            #expect(try judged(events).contains(.journalOutOfOrder), "\(events.count)")
            // What follows from such a ledger is taken without a crash.
            var ledger = ledger
            for event in events { try ledger.add(event) }
            _ = try state(ledger)
        }
    }

    @Test("a number below zero, a fraction or one that no word holds is no entry's")
    func numbers() throws {
        let line =
            #"{"kind":"sheets released","time":"2026-11-24T00:00:00Z","set":""# + String(repeating: "0", count: 64)
        for number in ["-1", "-0", "1.5", "1e3", "01", "+1", "18446744073709551616", "null", "true", "\"1\""] {
            let bytes = Array((line + #"","quorums_tried":\#(number),"quorums":1}"#).utf8)
            #expect(throws: EntryDefect.self, "\(number)") { try LedgerEntry(line: bytes) }
        }
        #expect(throws: Never.self) {
            try LedgerEntry(line: Array((line + #"","quorums_tried":0,"quorums":1}"#).utf8))
        }
    }
}

@Suite("What a journal may say")
struct JournalContentTests {
    private static let name = JournalName(ledgerText: String(repeating: "ab", count: 16))!

    private static func journal(_ events: [LedgerEvent], of ledger: TestLedger) throws -> [UInt8] {
        var journal = try TestLedger(
            journal: JournalOpened(journal: name, ledger: ledger.origin, program: TestLedger.program), of: ledger)
        for event in events { try journal.add(event) }
        return journal.bytes
    }

    /// The ledger with the journal as a careless program would take it in.
    private static func forced(_ journal: [UInt8], into ledger: TestLedger) throws -> TestLedger {
        let log = LogAudit(journal: journal)
        var ledger = ledger
        try ledger.add(
            .journalMerged(
                JournalMerged(
                    journal: name, entries: log.size, root: log.tree.root(at: log.tree.size), part: 1, parts: 1,
                    content: LedgerBytes(journal))))
        return ledger
    }

    private static func custodians(of manifest: Manifest) -> [SetCreated.Custodian] {
        manifest.rule.shareNumbers.map {
            SetCreated.Custodian(share: $0, name: .known("Keeper \($0)"), person: nil, sealed: false)
        }
    }

    private static func refuses(_ event: LedgerEvent, in ledger: TestLedger) throws -> AuditFinding.What? {
        let journal = try journal([event], of: ledger)
        let log = LogAudit(ledger: ledger.bytes)
        var fault: AuditFinding.What?
        do { _ = try JournalMerger(journal, of: "journal", into: log, BinderState(of: log)) } catch {
            guard case .wrongJournal(_, let finding) = error else { return nil }
            fault = finding.what
        }
        let merged = try forced(journal, into: ledger)
        let found = LogAudit(ledger: merged.bytes).findings.map { $0.what }
        #expect(fault.map { found.contains($0) } ?? found.isEmpty, "merger and audit agree")
        return fault
    }

    @Test(
        "only what ceremonies without the ledger write is merged; everything else is refused and counts for nothing")
    func kinds() throws {
        let ledger = try TestLedger.sample()
        let set = ledger.set.manifest.identity
        let share = ledger.set.manifest.rule.shareNumbers[0]
        let text = PublicText.known("Mallory")
        let lines = ["version: 1", "organisation: Mallory"].map { PolicyLine(ledgerText: $0)! }
        let foreign: [LedgerEvent] = [
            .policyChanged(PolicyChanged(by: text, why: text, changes: [], policy: lines)),
            .keyChanged(KeyChanged(key: ledger.key.publicKey, set: set, shares: [share], by: text, why: text)),
            .setRetired(SetRetired(set: set, successor: nil, rotated: true, by: text, why: text)),
            .countersigned(Countersigned(exception: EntryPlace(3), by: text, statement: text)),
            .reviewFiled(
                ReviewFiled(
                    opening: EntryPlace(3), broke: text, done: text, restored: text, prevents: text, operatedBy: [],
                    alerts: ReviewFiled.Alerts.none, by: text)),
            .sheetLost(SheetLost(set: set, share: share, happened: text, by: text)),
            .custodianLeft(
                CustodianLeft(
                    person: text, custodian: text, left: CalendarDay(year: 2026, month: 11, day: 1)!,
                    holds: [.init(set: set, shares: [share], dealBy: .last)], successor: nil, by: text, why: text)),
            .paperMade(
                PaperMade(
                    paper: .script, ceremony: .recovery, account: nil, credential: nil, script: nil,
                    file: PaperName(ledgerText: "x.pdf")!,
                    digest: TreeHash.leaf([1]), by: text)),
        ]
        let before = BinderState(of: LogAudit(ledger: ledger.bytes))
        for event in foreign {
            #expect(try Self.refuses(event, in: ledger) == .notForJournals(event.kind), "\(event.kind)")
            let merged = try Self.forced(Self.journal([event], of: ledger), into: ledger)
            let after = BinderState(of: LogAudit(ledger: merged.bytes))
            #expect(after.policy?.text == before.policy?.text)
            #expect(after.sets.allSatisfy { $0.end == nil } && after.departures.isEmpty && after.papers.isEmpty)
            #expect(after.openings.allSatisfy { $0.review == nil })
        }
        #expect(try Self.refuses(.refused(Refused(act: text, account: nil, why: text)), in: ledger) == nil)
    }

    @Test("it tells of sheets only where it dealt them, and deals no set that the ledger has")
    func sets() throws {
        let ledger = try TestLedger.sample()
        let set = ledger.set.manifest.identity
        let abandoned = LedgerEvent.setAbandoned(SetAbandoned(set: set, why: .known("mine")))
        #expect(try Self.refuses(abandoned, in: ledger) == .notOfJournal(set))
        let merged = try Self.forced(Self.journal([abandoned], of: ledger), into: ledger)
        #expect(BinderState(of: LogAudit(ledger: merged.bytes)).set(set)?.end == nil)
        let again = LedgerEvent.setCreated(
            SetCreated(manifest: ledger.set.manifest, custodians: [], program: .known("test")))
        #expect(try Self.refuses(again, in: ledger) == .fault(.createdAgain(set)))
    }

    @Test("one that dealt a set is taken in again when it grew, and the set is dealt once")
    func grown() throws {
        let ledger = try TestLedger.sample()
        let other = try TestLedger.deal().manifest
        let created = LedgerEvent.setCreated(
            SetCreated(manifest: other, custodians: Self.custodians(of: other), program: .known("test")))
        let out = LedgerEvent.sheetsReleased(SheetsReleased(set: other.identity, quorumsTried: 1, quorums: 1))
        let once = try Self.forced(Self.journal([created], of: ledger), into: ledger)
        let log = LogAudit(ledger: once.bytes)
        let grown = try Self.journal([created, out], of: ledger)
        let events = try JournalMerger(grown, of: "journal", into: log, BinderState(of: log)).events
        var twice = once
        for event in events { try twice.add(event) }
        let audit = LogAudit(ledger: twice.bytes)
        #expect(audit.findings.allSatisfy { $0.isWarning })
        let state = BinderState(of: audit)
        #expect(state.sets.filter { $0.identity == other.identity }.count == 1)
        #expect(state.set(other.identity)?.released != nil)
    }
}
