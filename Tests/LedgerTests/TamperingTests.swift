// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import MerkleLog
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Ledgers that were tampered with")
struct TamperingTests {
    private let ledger: TestLedger

    init() throws { ledger = try TestLedger.sample() }

    private func audit(
        _ bytes: [UInt8], checkpoint: [UInt8]?, printed: [CheckpointCode] = [], earlier: [[UInt8]] = []
    ) -> LedgerAudit {
        var evidence = AuditEvidence()
        evidence.printed = printed.map { ("paper", $0) }
        evidence.earlier = earlier.map { ("file", $0) }
        return LedgerAudit(ledger: bytes, checkpoint: checkpoint, evidence: evidence)
    }

    @Test("a ledger as it was written is whole, and its shares vouch for the entries that they saw")
    func whole() throws {
        let audit = audit(ledger.bytes, checkpoint: try ledger.checkpoint(), printed: [try ledger.paper()])
        #expect(audit.isWhole && audit.findings.isEmpty, "\(audit.findings)")
        #expect(audit.vouched == UInt64(ledger.lines.count) && audit.verdict == .vouched)
        #expect(audit.believed == audit.vouched && audit.anchored == [ledger.set.manifest.identity])
        let shares = audit.witnesses.filter { if case .share = $0.who { true } else { false } }
        #expect(shares.map { $0.size } == [4, 4, 8, 8])
    }

    @Test("every single-byte change of the ledger's file is found")
    func everyByte() throws {
        let original = ledger.bytes
        let checkpoint = try ledger.checkpoint()
        for place in original.indices {
            var changed = original
            changed[place] ^= place.isMultiple(of: 2) ? 0x01 : 0x20
            #expect(!audit(changed, checkpoint: checkpoint).isWhole, "byte \(place)")
        }
    }

    @Test("every single-byte change of the checkpoint is found")
    func everyCheckpointByte() throws {
        let checkpoint = try ledger.checkpoint()
        for place in checkpoint.indices {
            var changed = checkpoint
            changed[place] ^= 0x01
            #expect(!audit(ledger.bytes, checkpoint: changed).isWhole, "byte \(place)")
        }
    }

    @Test("every dropped, doubled and swapped line is found, also when the key's thief signs it anew")
    func lines() throws {
        let checkpoint = try ledger.checkpoint()
        let paper = try ledger.paper()
        for index in ledger.lines.indices {
            var forgeries = [("dropped", ledger.rewritten { $0.remove(at: index) })]
            // A last line that is doubled is an entry more, which no paper of that size knows of.
            if index + 1 < ledger.lines.count {
                forgeries.append(("doubled", ledger.rewritten { $0.insert($0[index], at: index) }))
                forgeries.append(("swapped", ledger.rewritten { $0.swapAt(index, index + 1) }))
            }
            for (name, forged) in forgeries {
                #expect(!audit(forged.bytes, checkpoint: checkpoint).isWhole, "\(name) \(index)")
                // The first line is part of the origin: without it there is nothing to sign for.
                let signed = audit(forged.bytes, checkpoint: try forged.checkpoint(), printed: [paper])
                #expect(!signed.isWhole, "\(name) \(index), signed anew")
            }
        }
    }

    @Test("an inserted entry is found by the shares that signed after it, which name the place")
    func inserted() throws {
        var other = try TestLedger(key: ledger.key, set: ledger.set)
        try other.add(.refused(Refused(act: .known("recover"), account: nil, why: .known("nobody was asked"))))
        let forged = ledger.rewritten { $0.insert(other.lines[1], at: 5) }
        #expect(audit(forged.bytes, checkpoint: try forged.checkpoint()).firstDoubtful == nil, "nobody outside says so")
        // A sheet of the set is what makes its shares witnesses.
        let audit = audit(forged.bytes, checkpoint: try forged.checkpoint(), printed: [try ledger.paper(2)])
        #expect(!audit.isWhole)
        // The shares saw entries 0 to 3 as they are; the second pair saw another entry among 4 to 7.
        #expect(audit.firstDoubtful == 4)
        #expect(audit.contradictions.allSatisfy { if case .share = $0.who { true } else { false } })
    }

    @Test(
        "a rewritten tail is found by every slip that is as long, and by none that is shorter",
        arguments: [5, 6, 7, 8, 9, 10, 11])
    func tail(size: Int) throws {
        let slips = try (1...ledger.lines.count).map { try ledger.paper($0) }
        var forged = try TestLedger(key: ledger.key, set: ledger.set)
        forged = ledger.rewritten { $0.removeLast($0.count - size + 1) }
        let other = LedgerEntry(
            time: LedgerTime(posixSeconds: 1_795_009_999)!,
            event: .refused(Refused(act: .known("x"), account: nil, why: .known("y"))))
        let line = try other.encodedLine()
        forged = forged.rewritten { $0.append(line) }
        for slip in slips {
            let audit = audit(forged.bytes, checkpoint: try forged.checkpoint(), printed: [slip])
            #expect(audit.isWhole == (slip.size < UInt64(size)), "slip of \(slip.size)")
        }
    }

    @Test("a fork is proven by two slips that no one ledger can agree with")
    func fork() throws {
        var left = ledger
        var right = ledger
        try left.add(.refused(Refused(act: .known("a"), account: nil, why: .known("left"))))
        try right.add(.refused(Refused(act: .known("a"), account: nil, why: .known("right"))))
        for branch in [left, right] {
            let audit = audit(
                branch.bytes, checkpoint: try branch.checkpoint(), printed: [try left.paper(), try right.paper()])
            #expect(audit.contradictions.count == 1)
            // Two shares of the second recovery vouch for the entries before the fork.
            #expect(audit.firstDoubtful == 8)
        }
    }

    @Test("another key is told, on the checkpoint as on paper")
    func otherKey() throws {
        let stranger = try TestLedger(key: .random(), set: ledger.set)
        let note = try SignedCheckpoint(bytes: try ledger.checkpoint())
        let forged = stranger.key.signed(note.checkpoint).note.bytes
        #expect(
            audit(ledger.bytes, checkpoint: forged).findings.contains { finding in
                if case .unsigned = finding.what { true } else { false }
            })
        let replaced = ledger.rewritten { $0[0] = stranger.lines[0] }
        let audit = audit(replaced.bytes, checkpoint: try stranger.checkpoint(), printed: [try ledger.paper()])
        #expect(!audit.isWhole)
    }

    @Test("a folder that was rolled back is whole by itself, and found by a newer slip or checkpoint")
    func rolledBack() throws {
        let old = ledger.rewritten { $0.removeLast(4) }
        #expect(audit(old.bytes, checkpoint: try old.checkpoint()).isWhole)
        let bySlip = audit(
            old.bytes, checkpoint: try old.checkpoint(), printed: [try ledger.paper(), try ledger.paper(2)])
        #expect(bySlip.verdict == .disputed && bySlip.findings.contains { $0.rule == .V3 })
        #expect(bySlip.firstDoubtful == 4)
        let byFile = audit(old.bytes, checkpoint: try old.checkpoint(), earlier: [try ledger.checkpoint()])
        #expect(!byFile.isWhole)
    }

    @Test("a torn tail is a note: nothing that stood is in doubt")
    func tornTail() throws {
        let torn = ledger.bytes + Array(#"{"kind":"refu"#.utf8)
        let audit = audit(torn, checkpoint: try ledger.checkpoint())
        #expect(audit.isWhole)
        #expect(audit.findings.map { $0.rule }.sorted { $0.rawValue < $1.rawValue } == [.L8, .V7, .V8])
    }

    @Test("a consent that is moved to another entry, another share or another set is found")
    func consents() throws {
        let whole = LogAudit(ledger: ledger.bytes)
        #expect(whole.findings.isEmpty)
        guard case .cosigned(let event)? = whole.entry(at: 4)?.event else { return #expect(Bool(false), "no consent") }
        func forged(_ change: (Cosigned) -> Cosigned) throws -> [AuditFinding.What] {
            let entry = LedgerEntry(time: whole.entry(at: 4)!.time, event: .cosigned(change(event)))
            let line = try entry.encodedLine()
            return LogAudit(ledger: ledger.rewritten { $0[4] = line }.bytes).findings.map { $0.what }
        }
        let other = try forged { event in
            Cosigned(
                size: event.size - 1, root: event.root, set: event.set, logSignature: nil, signatures: event.signatures)
        }
        #expect(other.contains(.forgedCosignature(event.set, event.signatures[0].share)))
        let swapped = try forged { event in
            Cosigned(
                size: event.size, root: event.root, set: event.set, logSignature: nil,
                signatures: [
                    .init(
                        share: event.signatures[1].share, at: event.signatures[0].at,
                        signature: event.signatures[0].signature)
                ])
        }
        #expect(swapped.contains(.forgedCosignature(event.set, event.signatures[1].share)))
        let dated = try forged { event in
            Cosigned(
                size: event.size, root: event.root, set: event.set, logSignature: nil,
                signatures: event.signatures.map { .init(share: $0.share, at: $0.at + 1, signature: $0.signature) })
        }
        #expect(dated.count { if case .forgedCosignature = $0 { true } else { false } } == 2)
    }

    @Test("a share consents to the last entry alone: cosigning what does not ask for it is no consent")
    func notAsked() throws {
        var ledger = try TestLedger()
        try ledger.addSet()
        let (entry, appended) = try ledger.add(
            .refused(Refused(act: .known("recover"), account: nil, why: .known("nobody asked"))))
        let request = ConsentRequest(entry: entry, appended: appended)
        #expect(throws: ConsentError.notAsked(ledger.set.shares[0].number)) {
            try request.cosign(ledger.shares(1), of: ledger.set.manifest, proof: appended.inclusion, at: 1)
        }
        // What the signer refuses, the audit finds too, whoever signed it.
        let message = Cosignature.message(of: appended.checkpoint, at: 1)
        let share = try ledger.shares(1)[0]
        let signature = share.signature(over: message, under: ledger.set.manifest)
        try ledger.add(
            .cosigned(
                Cosigned(
                    size: appended.checkpoint.size.rawValue, root: appended.checkpoint.root,
                    set: ledger.set.manifest.identity, logSignature: nil,
                    signatures: [.init(share: share.number, at: 1, signature: LedgerBytes(signature))])))
        let audit = LogAudit(ledger: ledger.bytes)
        #expect(audit.findings.map { $0.what } == [.notAsked(ledger.set.manifest.identity, share.number)])
    }
}
