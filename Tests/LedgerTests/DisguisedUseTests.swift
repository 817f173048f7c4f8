// SPDX-License-Identifier: Apache-2.0
//
// A real opening stays a use, whatever entries are written after it. Each such ledger is wrong too, by its audit; what
// follows from it must alarm all the same.

import LedgerFixtures
import MerkleLog
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Real openings in the clothes of practice")
struct DisguisedUseTests {
    @Test("a revelation that names a practice set under a statement in earnest hides no use")
    func revealedAsPractice() throws {
        var (ledger, set, practice) = try CustodyLedger.withPractice()
        let opening = ledger.open(set)
        ledger.reveal(practice, opening)
        ledger.close(opening)
        #expect(ledger.state.usesToReview.map { $0.place } == [EntryPlace(opening)])
        #expect(ledger.word() == "open")
        #expect(ledger.state.set(set.identity)?.isBurnt == true)
    }

    @Test("a practice set that is named after the revelation hides no use")
    func namedAfterwards() throws {
        var (ledger, set, practice) = try CustodyLedger.withPractice()
        let opening = ledger.use(set)
        ledger.add(.recoveryNamed(RecoveryNamed(opening: opening, manifest: practice, isKnown: true)))
        #expect(ledger.state.usesToReview.map { $0.place } == [EntryPlace(opening)])
        #expect(ledger.word() == "open")
    }

    @Test("a second revelation, of a practice set, hides no use; one of a set in earnest is a use")
    func revealedTwice() throws {
        for isFirst in [true, false] {
            var (ledger, set, practice) = try CustodyLedger.withPractice()
            let opening = ledger.open(isFirst ? set : practice)
            ledger.reveal(isFirst ? set : practice, opening)
            ledger.reveal(isFirst ? practice : set, opening)
            ledger.close(opening)
            #expect(ledger.state.usesToReview.map { $0.place } == [EntryPlace(opening)])
            #expect(ledger.state.set(set.identity)?.isBurnt == true)
            #expect(ledger.word() == "open")
        }
    }

    @Test("a real set that is entered once more as a practice set stays what it is")
    func enteredAgain() throws {
        var (ledger, set, _) = try CustodyLedger.withPractice()
        ledger.add(
            .setCreated(
                SetCreated(
                    manifest: set, practice: set.identity, custodians: [],
                    program: .known("test"))))
        let opening = ledger.use(set)
        ledger.review(opening)
        #expect(ledger.word() == "rotating")
        #expect(ledger.state.sets.filter { $0.identity == set.identity }.count == 1)
    }

    @Test("a set that practises for itself, for a practice set or for nothing known is no practice set")
    func practiceForPractice() throws {
        var (ledger, set, practice) = try CustodyLedger.withPractice()
        let stranger = try CustodyLedger.deal()
        func isPractice(for target: (Manifest) -> Manifest) throws -> Bool? {
            let manifest = try CustodyLedger.deal(isPractice: true)
            ledger.add(
                .setCreated(
                    SetCreated(
                        manifest: manifest, practice: target(manifest).identity,
                        custodians: [], program: .known("test"))))
            return ledger.state.set(manifest.identity)?.isPractice
        }
        #expect(try isPractice { $0 } == false)
        #expect(try isPractice { _ in practice } == false)
        #expect(try isPractice { _ in stranger } == false)
        #expect(try isPractice { _ in set } == true)
    }

    @Test("what a practice's statement opens in earnest is a use of that credential, though it names a practice set")
    func earnestUnderPractice() throws {
        var (ledger, set, practice) = try CustodyLedger.withPractice()
        let opening = ledger.add(
            .recoveryOpened(
                RecoveryOpened(
                    account: CustodyLedger.account, credential: CustodyLedger.password,
                    failureMode: nil, normalPathDown: nil, reason: .known("training"), ticket: nil, operatedBy: nil,
                    approvedBy: [], windowSeconds: 14_400, set: practice.identity, shares: practice.rule.shareNumbers,
                    isPractice: true)))
        ledger.add(
            .recoveryNamed(RecoveryNamed(opening: opening, manifest: set, isKnown: true)))
        ledger.reveal(practice, opening)
        #expect(ledger.state.usesToReview.map { $0.place } == [EntryPlace(opening)])
        #expect(ledger.word() == "open")
    }
}
