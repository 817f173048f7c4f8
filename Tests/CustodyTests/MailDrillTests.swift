// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import MerkleLog
import SecretMemory
import SecretSharing
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger
@testable import ShareEnvelope

@Suite("Drills by mail")
struct MailDrillTests {
    private var ledger: TestLedger
    private let paper: CheckpointCode

    init() throws {
        ledger = try TestLedger()
        try ledger.addSet()
        // The sheets show the checkpoint that holds their set.
        paper = try Self.paper(of: ledger, at: 2)
    }

    private static func paper(of ledger: TestLedger, at size: UInt64) throws -> CheckpointCode {
        let log = LogAudit(ledger: ledger.bytes)
        let checkpoint = try #require(log.checkpoint(at: size))
        let keys = try #require(log.keys)
        return try #require(checkpoint.paper(key: keys.newest, origin: ledger.origin))
    }

    private func signature(_ checkpoint: Checkpoint) -> LedgerBytes? {
        LedgerBytes(ledger.key.signed(checkpoint).note.signatures[0].blob)
    }

    private mutating func open(_ count: Int = 3, way: DrillOpened.Way = .byMail) throws -> LedgerEntry {
        let now = try LedgerEntry(line: ledger.lines[ledger.lines.count - 1]).time
        let event = DrillOpened(
            set: ledger.set.manifest.identity, shares: Array(ledger.set.manifest.rule.shareNumbers.prefix(count)),
            nonce: DrillNonce(), way: way, expires: now.adding(seconds: 3_660), by: .known("Ana"))
        return try ledger.add(.drillOpened(event)).entry
    }

    private func letter(since size: UInt64 = 2, of entry: UInt64? = nil) throws -> DrillLetter {
        let log = LogAudit(ledger: ledger.bytes)
        return try DrillLetter(
            entry: entry ?? log.size - 1, of: log, since: TreeSize(size)!, signature: signature)
    }

    private func take(_ answer: AnswerCode) throws(AnswerError) -> Cosigned {
        let log = LogAudit(ledger: ledger.bytes)
        return try answer.taken(into: log, BinderState(of: log), logSignature: signature)
    }

    private static func bytes(_ secret: borrowing SecretBytes) -> [UInt8] {
        let span = secret.span
        return span.indices.map { span[$0] }
    }

    // MARK: - The letter

    @Test("a letter comes back from its codes in any order, and fits the paper that it continues")
    mutating func roundTrip() throws {
        _ = try open()
        let letter = try letter()
        var collector = PartCollector()
        for part in letter.parts.reversed() { collector.add(part, from: 1) }
        let back = try DrillLetter(encoded: try #require(collector.letters().first))
        #expect(back == letter)
        try back.check(against: paper)
        let shown = try #require(back.paper)
        #expect(shown == (try Self.paper(of: ledger, at: 4)))
    }

    @Test("every byte of a letter that is changed, cut off or added is refused")
    mutating func changedLetter() throws {
        _ = try open()
        let bytes = try letter().encoded
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            // The start of the consistency proof and its hashes are held against the paper alone.
            if let read = try? DrillLetter(encoded: changed) {
                #expect(throws: LetterError.self, "byte \(place)") { try read.check(against: paper) }
            }
        }
        for count in stride(from: 0, to: bytes.count, by: 7) {
            #expect(throws: LetterError.self) { try DrillLetter(encoded: Array(bytes.prefix(count))) }
        }
        #expect(throws: LetterError.malformed) { try DrillLetter(encoded: bytes + [0]) }
    }

    @Test("a letter of a ledger that was rewritten before or after the paper does not fit it")
    mutating func rewritten() throws {
        var other = self
        try other.ledger.add(StoreFolder.event("another past"))
        _ = try other.open()
        // Same key, same beginning, and a paper of a history that the letter's ledger does not have.
        try ledger.add(StoreFolder.event("the past"))
        let newest = try Self.paper(of: ledger, at: 4)
        #expect(throws: LetterError.notContinued(size: 4)) {
            try other.letter(since: 4).check(against: newest)
        }
        // Rolled back: the paper is newer than the letter's tree.
        try ledger.add(StoreFolder.event("more"))
        try ledger.add(StoreFolder.event("and more"))
        let later = try Self.paper(of: ledger, at: 6)
        #expect(throws: LetterError.otherStart(letter: 4, paper: 6)) {
            try other.letter(since: 4).check(against: later)
        }
        #expect(throws: LetterError.notContinued(size: 6)) { try other.letter(since: 6) }
    }

    @Test("a letter signed by another key than the paper's is refused, whatever else is right")
    mutating func otherKey() throws {
        var other = try TestLedger(key: .random(), set: ledger.set)
        try other.addSet()
        var forger = self
        forger.ledger = other
        _ = try forger.open()
        #expect(throws: LetterError.otherKey) { try forger.letter().check(against: paper) }
    }

    @Test("only a challenge by mail makes a letter: no statement of a recovery can be slipped under one")
    mutating func otherEntries() throws {
        _ = try open(way: .inPerson)
        #expect(throws: LetterError.notAChallenge) { try letter() }
        try ledger.addRecovery("harvest")
        let log = LogAudit(ledger: ledger.bytes)
        for index in 0..<log.size {
            #expect(throws: LetterError.notAChallenge) { try letter(since: 1, of: index) }
        }
        // The bytes of a right letter with a statement in the challenge's place.
        _ = try open()
        let right = try letter()
        var bytes = right.encoded
        let line = ledger.lines[ledger.lines.count - 1]
        let start = try #require(bytes.firstRange(of: line))
        let statement = ledger.lines[4]
        bytes.replaceSubrange(start, with: statement)
        bytes[start.lowerBound - 2] = UInt8(statement.count >> 8)
        bytes[start.lowerBound - 1] = UInt8(statement.count & 0xFF)
        #expect(throws: LetterError.notAChallenge) { try DrillLetter(encoded: bytes) }
    }

    @Test(
        "a signer answers from a day before the challenge by its clock until it expires",
        arguments: [
            (-86_401, UntimelyAnswer.early), (-86_400, nil), (0, nil), (3_600, nil), (3_601, .late),
            (31_536_000, .late),
        ])
    mutating func signersClock(_ offset: Int, _ expected: UntimelyAnswer?) throws {
        let entry = try open()
        let now = try #require(LedgerTime(posixSeconds: UInt64(Int(entry.time.posixSeconds) + offset)))
        #expect(try letter().untimely(at: now) == expected)
    }

    // MARK: - The answer

    @Test("an answer comes back from its code and from its four lines, and is taken once")
    mutating func answer() throws {
        let entry = try open()
        let share = try ledger.shares(1)[0]
        let answer = try letter().answer(with: share, of: ledger.set.manifest, at: entry.time.posixSeconds)
        let grouped = answer.groupedText
        #expect(grouped.replacing("-", with: "") == answer.text && grouped.hasPrefix("BGA1-"))
        for text in [answer.text, grouped, grouped.replacing("-", with: " ").lowercased()] {
            guard case .answer(let read) = try PaperCode.read(Array(text.utf8).span) else {
                Issue.record("the code is an answer's")
                return
            }
            #expect(read == answer)
        }
        #expect(answer.lines.count == 4)
        var typed: [UInt8] = []
        for line in answer.lines { typed += try CheckedLine(reading: line.text.lowercased()).data }
        let again = try AnswerCode(encoded: typed.span)
        #expect(again == answer)
        try ledger.add(.cosigned(try take(answer)))
        #expect(LogAudit(ledger: ledger.bytes).findings.isEmpty)
        #expect(throws: AnswerError.answered(share.number)) { try take(answer) }
    }

    @Test("every byte of an answer that is changed is refused with a reason, its check made right again")
    mutating func changedAnswer() throws {
        let entry = try open()
        let share = try ledger.shares(1)[0]
        let right = try letter().answer(with: share, of: ledger.set.manifest, at: entry.time.posixSeconds)
        for place in right.signature.indices {
            var signature = right.signature
            signature[place] ^= 0x20
            #expect(throws: AnswerError.forged(share.number)) {
                try take(
                    AnswerCode(
                        set: right.set, share: right.share, size: right.size, time: right.time, signature: signature)!)
            }
        }
        let numbers = ledger.set.manifest.rule.shareNumbers
        let changes: [(AnswerCode?, AnswerError)] = [
            (changed(right, share: numbers[1]), .forged(numbers[1])),
            (changed(right, time: right.time + 1), .forged(share.number)),
            (changed(right, size: right.size - 1), .notAChallenge(EntryPlace(right.size - 2))),
            (changed(right, size: right.size + 1), .unknownTree(size: right.size + 1)),
            (changed(right, size: 0), .unknownTree(size: 0)), (changed(right, size: .max), .unknownTree(size: .max)),
        ]
        for (answer, expected) in changes {
            let answer = try #require(answer)
            #expect(throws: expected) { try take(answer) }
        }
    }

    private func changed(
        _ answer: AnswerCode, share: ShareNumber? = nil, size: UInt64? = nil, time: UInt64? = nil
    ) -> AnswerCode? {
        AnswerCode(
            set: answer.set, share: share ?? answer.share, size: size ?? answer.size, time: time ?? answer.time,
            signature: answer.signature)
    }

    @Test("an answer to an earlier challenge answers no later one, nor another ledger's")
    mutating func replayed() throws {
        let entry = try open()
        let share = try ledger.shares(1)[0]
        let old = try letter().answer(with: share, of: ledger.set.manifest, at: entry.time.posixSeconds)
        var fork = self
        fork.ledger = try TestLedger(key: ledger.key, set: ledger.set)
        try fork.ledger.addSet()
        _ = try fork.open()
        #expect(throws: AnswerError.forged(share.number)) { try fork.take(old) }
        _ = try open()
        let retargeted = try #require(changed(old, size: UInt64(ledger.lines.count)))
        #expect(throws: AnswerError.forged(share.number)) { try take(retargeted) }
    }

    @Test("a share that was not asked, or of another set, does not answer")
    mutating func notAsked() throws {
        let entry = try open(1)
        let shares = try ledger.shares(2)
        let letter = try letter()
        #expect(throws: ConsentError.notAsked(shares[1].number)) {
            try letter.answer(with: shares[1], of: ledger.set.manifest, at: entry.time.posixSeconds)
        }
        let other = try TestLedger.deal()
        let stranger = try other.manifest.prove(other.shares[0])
        #expect(throws: ConsentError.notAsked(stranger.number)) {
            try letter.answer(with: stranger, of: other.manifest, at: entry.time.posixSeconds)
        }
        let right = try letter.answer(with: shares[0], of: ledger.set.manifest, at: entry.time.posixSeconds)
        let renumbered = try #require(changed(right, share: shares[1].number))
        #expect(throws: AnswerError.notAsked(shares[1].number)) { try take(renumbered) }
        let reset = try #require(
            AnswerCode(
                set: other.manifest.identity.prefix, share: right.share, size: right.size, time: right.time,
                signature: right.signature))
        #expect(throws: AnswerError.otherSet(other.manifest.identity.prefix)) { try take(reset) }
    }

    @Test(
        "an answer that was signed out of the challenge's time, or comes after the drill's end, is refused",
        arguments: [(-86_401, AnswerError.untimely(.early)), (3_601, .untimely(.late))])
    mutating func outOfTime(_ offset: Int, _ expected: AnswerError) throws {
        let entry = try open()
        let share = try ledger.shares(1)[0]
        let letter = try letter()
        let time = UInt64(Int(entry.time.posixSeconds) + offset)
        let answer = try letter.answer(with: share, of: ledger.set.manifest, at: time)
        #expect(throws: expected) { try take(answer) }
        let index = UInt64(ledger.lines.count - 1)
        let right = try letter.answer(with: share, of: ledger.set.manifest, at: entry.time.posixSeconds)
        try ledger.add(
            .drillClosed(
                DrillClosed(drill: index, proven: [], unproven: [share.number], findings: nil, by: .known("Ana"))))
        #expect(throws: AnswerError.closed(EntryPlace(index))) { try take(right) }
    }

    @Test("a quorum that has rebuilt the polynomial cannot answer for an absent custodian")
    mutating func rebuiltPolynomial() throws {
        let entry = try open()
        let present = try ledger.shares(2)
        let absent = try ledger.shares(3)[2]
        // All that the two know of the third: its point on the polynomial, which they can compute.
        let values = present.flatMap { Self.bytes($0.body)[0..<32] }
        let y = try SecretSharing.interpolate(
            at: FieldElement(absent.number.member.rawValue),
            coordinates: present.map { FieldElement($0.number.member.rawValue) }, values: values.span)
        let point = Self.bytes(y)
        #expect(point == Array(Self.bytes(absent.body)[0..<32]), "the point is the very one")
        // With the right point and any randomizer but the absent share's own, nothing signs under its key.
        for guess in [present[0], present[1]] {
            let body = point + Self.bytes(guess.body)[32..<48]
            let forged = Share(set: absent.set, number: absent.number, body: SecretBytes(copying: body.span))
            let answer = try letter().answer(
                with: forged, of: ledger.set.manifest, at: entry.time.posixSeconds)
            #expect(throws: AnswerError.forged(absent.number)) { try take(answer) }
        }
        let genuine = try letter().answer(with: absent, of: ledger.set.manifest, at: entry.time.posixSeconds)
        #expect(try take(genuine).signatures.count == 1)
    }
}
