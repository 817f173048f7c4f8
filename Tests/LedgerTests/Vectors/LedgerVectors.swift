// SPDX-License-Identifier: Apache-2.0
//
// Ledgers for whoever writes a verifier: good ones, and forgeries of each kind. Keys and sets are made from fixed bytes,
// so that the same files come out each time.

import Foundation
import LedgerFixtures
import MerkleLog
import SecretMemory
import ShareEnvelope

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

/// One ledger, what is brought along to judge it, and the judgement.
struct LedgerVector {
    let name: String
    let why: String
    let ledger: [UInt8]
    let checkpoint: [UInt8]?
    var printed: [CheckpointCode] = []
    let isWhole: Bool

    /// The file that says what to expect, of both verifiers.
    struct Expectation: Encodable {
        let why: String
        let printed: [String]
        let kept: [String] = []
        let trust = false
        let judgement: Judgement
    }

    var audit: LedgerAudit {
        var evidence = AuditEvidence()
        evidence.printed = printed.map { ("paper", $0) }
        return LedgerAudit(ledger: ledger, checkpoint: checkpoint, evidence: evidence)
    }

    var expectation: Expectation {
        Expectation(why: why, printed: printed.map { $0.text }, judgement: Judgement(audit))
    }
}

extension LedgerVector {
    static func bytes(_ start: UInt8) -> [UInt8] { (0..<32).map { start &+ $0 } }

    private static func key(_ start: UInt8) -> BinderKey {
        BinderKey(seed: SecretBytes(copying: bytes(start).span))
    }

    private static func base() throws -> TestLedger {
        var ledger = try TestLedger(key: key(1), set: TestLedger.deal(random: bytes(0x40)))
        try ledger.addPolicy()
        try ledger.addSet()
        try ledger.addRecovery("the identity provider is down: \"503\" since 02:10 – größer als gestern")
        try ledger.addOthers()
        try ledger.addRecovery("again")
        return ledger
    }

    /// All vectors.
    static func all() throws -> [LedgerVector] {
        let good = try base()
        let count = good.lines.count
        let whole = try good.checkpoint()
        func vector(
            _ name: String, _ why: String, _ ledger: TestLedger, checkpoint: [UInt8]?, printed: [CheckpointCode] = [],
            isWhole: Bool = false
        ) -> LedgerVector {
            LedgerVector(
                name: name, why: why, ledger: ledger.bytes, checkpoint: checkpoint, printed: printed, isWhole: isWhole)
        }
        let papers = [try good.paper(4), try good.paper()]
        var vectors = [
            vector("good", "a ledger as it was written", good, checkpoint: whole, isWhole: true),
            vector("good-with-paper", "its papers agree", good, checkpoint: whole, printed: papers, isWhole: true),
            vector(
                "good-only-begun", "the first line alone", good.rewritten { $0.removeLast(count - 1) },
                checkpoint: try good.checkpoint(1), isWhole: true),
            vector("no-checkpoint", "the checkpoint is missing", good, checkpoint: nil),
            vector("cut", "the last two lines are gone", good.rewritten { $0.removeLast(2) }, checkpoint: whole),
            LedgerVector(
                name: "torn-tail", why: "a line that was not written to its end stands behind the last",
                ledger: good.bytes + Array(#"{"kind":"refused","ti"#.utf8), checkpoint: whole, isWhole: true),
        ]
        let merged = try withJournal(good)
        vectors += [
            vector(
                "good-with-journal", "a journal was taken in", merged, checkpoint: try merged.checkpoint(),
                isWhole: true)
        ]
        for (name, why, change) in forgeries(count) {
            let forged = good.rewritten(change)
            vectors.append(vector(name, why, forged, checkpoint: whole))
            vectors.append(
                vector(
                    "\(name)-signed-anew", "\(why), and the key's thief signed it anew", forged,
                    checkpoint: try forged.checkpoint(), printed: [try good.paper()]))
        }
        return vectors + (try keysAndForks(good, whole)) + (try consents(good)) + (try dangling(good))
            + (try contradictions(good))
    }

    private static func forgeries(_ count: Int) -> [(String, String, (inout [[UInt8]]) -> Void)] {
        [
            ("dropped", "an entry is gone", { $0.remove(at: 4) }),
            ("reordered", "two entries changed places", { $0.swapAt(count - 3, count - 2) }),
            ("doubled", "an entry stands twice", { $0.insert($0[3], at: 3) }),
            (
                "edited", "a word of the statement was changed",
                { lines in
                    let text = String(decoding: lines[count - 4], as: UTF8.self).replacing("again", with: "agaim")
                    lines[count - 4] = Array(text.utf8)
                }
            ),
            (
                "white-space", "a line has a blank that its one form does not have",
                { lines in
                    let text = String(decoding: lines[1], as: UTF8.self).replacing("\"by\":", with: "\"by\": ")
                    lines[1] = Array(text.utf8)
                }
            ),
            (
                "unknown-kind", "a line has a kind that does not exist",
                { lines in
                    let text = String(decoding: lines[3], as: UTF8.self).replacing(
                        "sheets released", with: "sheets let go")
                    lines[3] = Array(text.utf8)
                }
            ),
        ]
    }

    private static func keysAndForks(_ good: TestLedger, _ whole: [UInt8]) throws -> [LedgerVector] {
        let thief = key(99)
        let note = try SignedCheckpoint(bytes: whole)
        var left = good
        var right = good
        try left.add(.refused(Refused(act: .known("recover"), account: nil, why: .known("left"))))
        try right.add(.refused(Refused(act: .known("recover"), account: nil, why: .known("right"))))
        let old = good.rewritten { $0.removeLast(4) }
        var stranger = try TestLedger(key: thief, set: good.set)
        try stranger.addSet()
        return [
            LedgerVector(
                name: "other-key", why: "the checkpoint is signed by another key", ledger: good.bytes,
                checkpoint: thief.signed(note.checkpoint).note.bytes, isWhole: false),
            LedgerVector(
                name: "rolled-back", why: "an older copy, whole by itself, and a newer slip", ledger: old.bytes,
                checkpoint: try old.checkpoint(), printed: [try good.paper()], isWhole: false),
            LedgerVector(
                name: "forked", why: "two slips of one size, of which no one ledger can have both", ledger: left.bytes,
                checkpoint: try left.checkpoint(), printed: [try left.paper(), try right.paper()], isWhole: false),
            LedgerVector(
                name: "another-ledger", why: "the slip is of another ledger", ledger: good.bytes, checkpoint: whole,
                printed: [try stranger.paper()], isWhole: false),
        ]
    }

    /// Entries that refer to what is not there; the ledger's key signed all of it.
    private static func dangling(_ good: TestLedger) throws -> [LedgerVector] {
        func replaced(_ name: String, _ why: String, _ change: (LedgerEvent) -> LedgerEvent?) throws -> LedgerVector {
            let ledger = try good.rewritten { lines in
                for (index, line) in lines.enumerated() {
                    let entry = try LedgerEntry(line: line)
                    guard let event = change(entry.event) else { continue }
                    lines[index] = try LedgerEntry(time: entry.time, event: event).encodedLine()
                }
            }
            return LedgerVector(
                name: name, why: why, ledger: ledger.bytes, checkpoint: try ledger.checkpoint(), isWhole: false)
        }
        let stranger = try TestLedger.deal(random: bytes(0x60)).manifest.identity
        return [
            try replaced("record-of-no-script", "the record of a ceremony follows an entry that is no script") {
                event in
                guard case .paperMade(let made) = event, made.script != nil else { return nil }
                return .paperMade(
                    PaperMade(
                        paper: .record, ceremony: made.ceremony, account: made.account, credential: nil,
                        script: EntryPlace(3), file: made.file, digest: made.digest, by: made.by))
            },
            try replaced("leaver-of-unknown-set", "somebody who left keeps paper of a set that nobody dealt") { event in
                guard case .custodianLeft(let left) = event else { return nil }
                let held = CustodianLeft.Held(
                    set: stranger, shares: left.holds[0].shares, dealBy: left.holds[0].dealBy)
                return .custodianLeft(
                    CustodianLeft(
                        person: left.person, custodian: left.custodian, left: left.left, holds: [held], successor: nil,
                        by: left.by, why: left.why))
            },
        ]
    }

    /// Consents that were forged; the ledger's key signed all of it.
    private static func consents(_ good: TestLedger) throws -> [LedgerVector] {
        let index = good.lines.count - 3
        let entry = try LedgerEntry(line: good.lines[index])
        guard case .cosigned(let event) = entry.event else { return [] }
        func forged(_ name: String, _ why: String, _ change: (Cosigned) -> Cosigned) throws -> LedgerVector {
            let line = try LedgerEntry(time: entry.time, event: .cosigned(change(event))).encodedLine()
            let ledger = good.rewritten { $0[index] = line }
            return LedgerVector(
                name: name, why: why, ledger: ledger.bytes, checkpoint: try ledger.checkpoint(), isWhole: false)
        }
        func with(_ signatures: [Cosigned.Signature], size: UInt64? = nil, log: LedgerBytes? = nil) -> Cosigned {
            Cosigned(
                size: size ?? event.size, root: event.root, set: event.set, logSignature: log ?? event.logSignature,
                signatures: signatures)
        }
        let zero = LedgerBytes([UInt8](repeating: 0, count: 64))
        return [
            try forged("consent-of-another-share", "a signature stands under another share's number") { event in
                with([
                    .init(
                        share: event.signatures[1].share, at: event.signatures[0].at,
                        signature: event.signatures[0].signature)
                ])
            },
            try forged("consent-dated-later", "a signature's time was changed") { event in
                with(event.signatures.map { .init(share: $0.share, at: $0.at + 86_400, signature: $0.signature) })
            },
            try forged("consent-to-another-size", "a signature stands under another size") {
                with($0.signatures, size: $0.size - 1)
            },
            try forged("consent-of-nothing", "a signature of zeros") { event in
                with(event.signatures.map { .init(share: $0.share, at: $0.at, signature: zero) })
            },
            try forged("consent-with-false-log-signature", "the ledger's own signature is false") {
                with($0.signatures, log: zero)
            },
        ]
    }

    /// The ledger with a journal of one recovery, in which a share consented.
    private static func withJournal(_ good: TestLedger) throws -> TestLedger {
        let journal = try TestJournal.sample(
            of: good, name: JournalName(ledgerText: String(repeating: "ab", count: 16))!)
        let log = LogAudit(ledger: good.bytes)
        var merged = good
        for event in try JournalMerger(journal, of: "journal", into: log, BinderState(of: log)).events {
            try merged.add(event)
        }
        return merged
    }
}

/// A journal made in memory.
enum TestJournal {
    /// A recovery in a journal, with the consent of two shares.
    static func sample(
        of ledger: TestLedger, name: JournalName, reason: String = "the ledger's key is not here"
    ) throws -> [UInt8] {
        var journal = try TestLedger(
            journal: JournalOpened(journal: name, ledger: ledger.origin, program: TestLedger.program), of: ledger)
        try journal.addRecovery(reason)
        return journal.bytes
    }
}
