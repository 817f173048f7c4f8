// SPDX-License-Identifier: Apache-2.0

import Ledger
import MerkleLog
import SecretSharing
import ShareEnvelope
import Testing

@testable import Ceremonies

@Suite("The record of a ceremony")
struct CeremonyRecordTests {
    /// The places of the entries beside the step of a title, or beside its turn for a share.
    private func places(_ record: CeremonyRecord, _ title: String, _ share: String? = nil) throws -> [UInt64] {
        let steps = record.phases.flatMap(\.steps).filter {
            $0.step.title == title && $0.turn?.share.description == share
        }
        try #require(steps.count == 1, "\(title)")
        return steps[0].entries.map(\.place.index)
    }

    @Test("of a split has each entry beside the step that left it, signatures beside what they sign")
    func split() throws {
        var ledger = try PaperLedger()
        let script = try ledger.script(.split).script
        let place = try ledger.publish(script)
        ledger.deal()
        ledger.add(.sheetsReadBack(SheetsReadBack(set: ledger.manifest.identity, shares: ledger.shares)))
        ledger.receive(ledger.shares[3], bag: "B-4")
        ledger.receive(ledger.shares[0], bag: "B-1")
        let record = CeremonyRecord(of: script, at: place, in: ledger.log)
        #expect(try places(record, "Deal") == [3, 4])
        #expect(try places(record, "Read the paper back") == [5])
        #expect(try places(record, "The sheets are taken", "g2m1") == [6, 7])
        #expect(try places(record, "The sheets are taken", "g1m1") == [8, 9])
        #expect(try places(record, "The sheets are taken", "g1m2").isEmpty)
        #expect(record.unplaced.isEmpty && record.foreign.isEmpty && record.exceptions.isEmpty)
        #expect(record.span?.first.place.index == 3 && record.span?.last.place.index == 9)
        let numbers = record.phases.flatMap(\.steps).map(\.number)
        #expect(Set(numbers) == Set(1...script.steps.count) && numbers == numbers.sorted())
        let turns = record.phases.flatMap(\.steps).filter { $0.turn != nil }
        #expect(turns.count == 2 * ledger.shares.count, "each sheet is printed and taken")
    }

    @Test("of one that was interrupted shows how far it came, and what was done again")
    func interrupted() throws {
        var ledger = try PaperLedger()
        let script = try ledger.script(.split).script
        let place = try ledger.publish(script)
        ledger.add(
            .setCreated(
                SetCreated(
                    manifest: ledger.manifest, custodians: [],
                    program: .known("test"))))
        ledger.add(
            .setAbandoned(SetAbandoned(set: ledger.manifest.identity, why: .known("interrupted"))))
        let record = CeremonyRecord(of: script, at: place, in: ledger.log)
        #expect(try places(record, "Deal") == [3, 4])
        #expect(try places(record, "Read the paper back").isEmpty)
        #expect(record.phases.flatMap(\.steps).flatMap(\.entries).count == 2)
    }

    @Test("has every exception in full, beside the step that it is about, and who stood for it")
    func exceptions() throws {
        var ledger = try PaperLedger()
        let script = try ledger.script(.split).script
        let place = try ledger.publish(script)
        ledger.deal()
        let torn = ledger.exception(about: EntryPlace(4), override: true)
        let plain = ledger.exception()
        ledger.add(
            .countersigned(
                Countersigned(exception: EntryPlace(torn), by: .known("Fay Lund"), statement: .known("I saw it"))))
        let record = CeremonyRecord(of: script, at: place, in: ledger.log)
        #expect(record.exceptions.map(\.entry.place.index) == [torn, plain])
        #expect(record.exceptions[0].countersigned?.place.index == plain + 1)
        #expect(record.exceptions[1].countersigned == nil)
        #expect(try places(record, "Deal") == [3, 4, torn, plain + 1])
        #expect(try places(record, "Exceptions") == [plain])
    }

    @Test("counts what was overridden, refused or put on record as an exception, and no note of a step as planned")
    func notes() throws {
        var ledger = try PaperLedger()
        let script = try ledger.script(.split).script
        let place = try ledger.publish(script)
        let refused = ledger.add(
            .refused(Refused(act: .known("split"), account: .known(ledger.account), why: .known("too few people"))))
        let created = EntryPlace(refused + 1)
        ledger.deal()
        let steps = ["the new password is shown", "the new password is set at the account"]
        let notes = steps.map { step in
            ledger.add(
                .remark(
                    about: created, expected: .known(step), happened: .known(step), decided: .known("to go on"),
                    by: .known("the dealer")))
        }
        let overridden = ledger.exception(about: created, override: true)
        let told = ledger.exception(about: created)
        let record = CeremonyRecord(of: script, at: place, in: ledger.log)
        #expect(record.exceptions.map(\.entry.place.index) == [refused, overridden, told])
        guard case .refused(let event) = record.exceptions.first?.event else {
            Issue.record("the first is a refusal")
            return
        }
        #expect(event.why.description == "too few people")
        #expect(
            try places(record, "Deal") == [refused, created.index, created.index + 1] + notes + [overridden, told],
            "the notes stay beside their step")
    }

    @Test("of a recovery tells consent, revelation and end apart")
    func recovery() throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let script = try ledger.script(.recovery).script
        let place = try ledger.publish(script)
        let opening = ledger.add(
            .recoveryOpened(
                RecoveryOpened(
                    account: .known(ledger.account), credential: .known("root password"), failureMode: nil,
                    normalPathDown: nil, reason: .known("down"), ticket: nil, operatedBy: nil, approvedBy: [],
                    windowSeconds: nil, set: ledger.manifest.identity, shares: ledger.shares)))
        ledger.sign(Array(ledger.shares.prefix(3)))
        ledger.add(
            .recoveryRevealed(
                RecoveryRevealed(
                    opening: opening, set: ledger.manifest.identity, shares: Array(ledger.shares.prefix(3)), field: nil,
                    until: nil)))
        ledger.add(
            .recoveryClosed(
                RecoveryClosed(opening: opening, outcome: .shown, set: nil, shares: [], detail: nil)))
        ledger.receive(ledger.shares[0], bag: "B-9")
        let record = CeremonyRecord(of: script, at: place, in: ledger.log)
        #expect(try places(record, "The statement") == [opening])
        #expect(try places(record, "The quorum consents") == [opening + 1])
        #expect(try places(record, "Shown") == [opening + 2])
        #expect(try places(record, "The end of the opening") == [opening + 3])
        #expect(
            try places(record, "The sheets go back") == [opening + 4, opening + 5],
            "a receipt's signature is no consent")
    }

    @Test("of a drill has each share's answer beside its custodian's step")
    func drill() throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let script = try ledger.script(.drill).script
        let place = try ledger.publish(script)
        let challenge = ledger.add(
            .drillOpened(
                DrillOpened(
                    set: ledger.manifest.identity, shares: ledger.shares, nonce: DrillNonce(), way: .inPerson,
                    expires: ledger.now.adding(seconds: 86_400), by: .known("Dana Novak"))))
        ledger.sign([ledger.shares[1]])
        let answered = try #require(ledger.entries.last)
        ledger.receive(ledger.shares[1], bag: "B-2")
        // A second answer signs the same tree, though other entries stand between.
        ledger.add(answered.event)
        ledger.add(
            .drillClosed(
                DrillClosed(drill: challenge, proven: [ledger.shares[1]], unproven: [], findings: nil, by: .known("D")))
        )
        let record = CeremonyRecord(of: script, at: place, in: ledger.log)
        #expect(try places(record, "The challenge") == [challenge])
        #expect(try places(record, "The sheets are proven", "g1m2") == [challenge + 1, challenge + 4])
        #expect(try places(record, "The sheets are taken back", "g1m2") == [challenge + 2, challenge + 3])
        #expect(try places(record, "The sheets are proven", "g1m1").isEmpty)
        #expect(try places(record, "Findings") == [challenge + 5])
    }

    @Test("keeps what belongs to no step and what is about other things apart, and ends where the next script begins")
    func others() throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let script = try ledger.script(.drill).script
        let place = try ledger.publish(script)
        let lost = ledger.add(
            .sheetLost(
                SheetLost(
                    set: ledger.manifest.identity, share: ledger.shares[0], happened: .known("water"),
                    by: .known("D"))))
        let stranger = ledger.add(
            .refused(Refused(act: .known("recover"), account: .known("another"), why: .known("slow"))))
        let foreign = try PaperLedger(names: .widest)
        let other = ledger.add(
            .setCreated(
                SetCreated(
                    manifest: foreign.manifest, custodians: [],
                    program: .known("test"))))
        _ = try ledger.publish(try ledger.script(.drill).script)
        _ = ledger.exception()
        let record = CeremonyRecord(of: script, at: place, in: ledger.log)
        #expect(record.unplaced.map(\.place.index) == [lost])
        #expect(record.foreign.map(\.place.index) == [stranger, other])
        #expect(record.exceptions.isEmpty, "what came after the next script is that one's")
    }
}
