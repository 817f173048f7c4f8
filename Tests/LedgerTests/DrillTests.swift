// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import MerkleLog
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Drills in the ledger")
struct DrillTests {
    private var ledger: TestLedger

    init() throws {
        ledger = try TestLedger()
        try ledger.addSet()
    }

    /// A challenge to the first two shares, for an hour.
    private mutating func open(_ shares: Int = 2) throws -> (request: ConsentRequest, proof: InclusionProof) {
        let now = try LedgerEntry(line: ledger.lines[ledger.lines.count - 1]).time
        let event = DrillOpened(
            set: ledger.set.manifest.identity, shares: Array(ledger.set.manifest.rule.shareNumbers.prefix(shares)),
            nonce: DrillNonce(), way: .byMail, expires: now.adding(seconds: 3_660), by: .known("Ana"))
        let (entry, appended) = try ledger.add(.drillOpened(event))
        return (ConsentRequest(entry: entry, appended: appended), appended.inclusion)
    }

    private func state() throws -> BinderState {
        BinderState(of: LogAudit(ledger: ledger.bytes))
    }

    private var faults: [AuditFinding.What] {
        LogAudit(ledger: ledger.bytes).findings.filter { !$0.isWarning }.map { $0.what }
    }

    @Test("an answer that was signed and recorded in time proves its share, and no other")
    mutating func inTime() throws {
        let (request, proof) = try open()
        let share = try ledger.shares(1)
        let time = request.entry.time.posixSeconds + 30
        try ledger.add(.cosigned(try request.cosign(share, of: ledger.set.manifest, proof: proof, at: time)))
        let drill = try #require(try state().drills.first)
        #expect(drill.proven == [share[0].number])
        #expect(drill.unproven.count == 1)
        #expect(faults.isEmpty)
        let life = try #require(try state().lives(under: nil).first)
        let set = try #require(life.sets.first)
        #expect(life.lastProof(of: share[0].number, in: set)?.how == .drill(drill.place, .byMail))
        #expect(life.lastProof(of: try ledger.shares(2)[1].number, in: set) == nil)
    }

    @Test(
        "the time of signing counts from a day before the challenge to its end, and is the signer's claim",
        arguments: [(-86_401, false), (-86_400, true), (0, true), (3_600, true), (3_601, false), (400_000_000, false)])
    mutating func claimedTime(_ offset: Int, counts: Bool) throws {
        let (request, proof) = try open()
        let time = UInt64(Int(request.entry.time.posixSeconds) + offset)
        let shares = try ledger.shares(1)
        try ledger.add(.cosigned(try request.cosign(shares, of: ledger.set.manifest, proof: proof, at: time)))
        let drill = try #require(try state().drills.first)
        #expect(drill.answers.count == 1)
        #expect(drill.proven.isEmpty == !counts)
    }

    @Test("a drill is complete when everybody who was asked has answered, even if too late to count")
    mutating func complete() throws {
        let (request, proof) = try open()
        let shares = try ledger.shares(2)
        #expect(try #require(try state().drills.first).waiting == shares.map { $0.number })
        let time = request.entry.time.posixSeconds
        try ledger.add(.cosigned(try request.cosign([shares[0]], of: ledger.set.manifest, proof: proof, at: time)))
        let first = try #require(try state().drills.first)
        #expect(first.waiting == [shares[1].number] && !first.isComplete)
        try ledger.add(
            .cosigned(try request.cosign([shares[1]], of: ledger.set.manifest, proof: proof, at: time + 3_661)))
        let last = try #require(try state().drills.first)
        #expect(last.isComplete && last.waiting.isEmpty && last.proven == [shares[0].number])
    }

    @Test("the drill that is open is the first of its kind that is not closed")
    mutating func openDrill() throws {
        func life() throws -> CredentialStatus { try #require(try state().lives(under: nil).first) }
        #expect(try life().openDrill([.byMail])?.place == nil)
        _ = try open()
        let place = try #require(try life().openDrill([.byMail])).place
        #expect(try life().openDrill([.inPerson, .rehearsal])?.place == nil)
        _ = try open()
        #expect(try life().openDrill([.byMail])?.place == place)
        try ledger.add(
            .drillClosed(DrillClosed(drill: place.index, proven: [], unproven: [], findings: nil, by: .known("Ana"))))
        #expect(try #require(try life().openDrill([.byMail])).place > place)
    }

    @Test("an answer that came into the ledger after the end and the grace stands there as late")
    mutating func recordedLate() throws {
        let (request, proof) = try open()
        let time = request.entry.time.posixSeconds
        let consent = try request.cosign(try ledger.shares(1), of: ledger.set.manifest, proof: proof, at: time)
        // Each entry of the test ledger is a minute later than the one before.
        for number in 0..<59 { try ledger.add(StoreFolder.event("\(number)")) }
        try ledger.add(.cosigned(consent))
        let drill = try #require(try state().drills.first)
        #expect(drill.proven.count == 1)
        for number in 0..<3 { try ledger.add(StoreFolder.event("\(number)")) }
        let late = try #require(try state().drills.first)
        let answer = try #require(late.answers.first?.value)
        #expect(late.isInTime(answer))
        let after = DrillHistory.Answer(
            signed: answer.signed, recorded: late.opened.expires.adding(seconds: 3 * 86_400 + 1))
        #expect(!late.isInTime(after))
    }

    @Test("a share that the challenge does not ask signs nothing, and what it signed elsewhere is no answer")
    mutating func unasked() throws {
        let (request, proof) = try open(1)
        let shares = try ledger.shares(2)
        #expect(throws: ConsentError.notAsked(shares[1].number)) {
            try request.cosign(shares, of: ledger.set.manifest, proof: proof, at: 1)
        }
        // The answer to one challenge under another one's size.
        let first = try request.cosign([shares[0]], of: ledger.set.manifest, proof: proof, at: 1_795_000_300)
        let (second, _) = try open(1)
        try ledger.add(
            .cosigned(
                Cosigned(
                    size: second.checkpoint.size.rawValue, root: second.checkpoint.root, set: first.set,
                    logSignature: nil, signatures: first.signatures)))
        #expect(faults == [.forgedCosignature(first.set, shares[0].number)])
    }

    @Test("the first answer counts, and a recovery's consent is none")
    mutating func once() throws {
        let (request, proof) = try open()
        let shares = try ledger.shares(1)
        let start = request.entry.time.posixSeconds
        for offset: UInt64 in [10, 20] {
            try ledger.add(
                .cosigned(try request.cosign(shares, of: ledger.set.manifest, proof: proof, at: start + offset)))
        }
        try ledger.addRecovery("in between")
        let drill = try #require(try state().drills.first)
        #expect(drill.answers.mapValues { $0.signed?.posixSeconds } == [shares[0].number: start + 10])
        #expect(try state().openings.first?.consents.count == 2)
    }

    @Test("what is said of a drill that is not there is found")
    mutating func dangling() throws {
        try ledger.add(
            .drillClosed(DrillClosed(drill: 1, proven: [], unproven: [], findings: nil, by: .known("Ana"))))
        try ledger.add(
            .rehearsed(
                Rehearsed(
                    drill: 99, set: ledger.set.manifest.identity, shares: [], quorumsTried: 0, quorums: 0, seconds: 0)))
        #expect(faults == [.danglingReference("entry 1"), .danglingReference("entry 99")])
    }
}
