// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Practice sets")
struct PracticeSetTests {
    private static func opened(_ set: Manifest?, isPractice: Bool) -> LedgerEvent {
        .recoveryOpened(
            RecoveryOpened(
                account: CustodyLedger.account, credential: CustodyLedger.password, failureMode: nil,
                normalPathDown: nil, reason: .known("training"), ticket: nil, operatedBy: nil, approvedBy: [],
                windowSeconds: 14_400, set: set?.identity, shares: [], isPractice: isPractice))
    }

    @Test("a practice set is nobody's credential, keeps nothing open and asks for nothing")
    func apart() throws {
        var (ledger, set, practice) = try CustodyLedger.withPractice()
        let before = ledger.due
        #expect(ledger.state.set(practice.identity)?.isPractice == true)
        #expect(ledger.state.lives(under: ledger.policy).map { $0.name.description }.count == 2)
        #expect(ledger.life()?.liveSet?.identity == set.identity)
        let opening = ledger.add(Self.opened(practice, isPractice: true))
        ledger.reveal(practice, opening)
        ledger.close(opening)
        #expect(ledger.word() == "unopened")
        #expect(ledger.due == before, "a practice leaves neither review nor rotation")
        #expect(ledger.state.usesToReview.isEmpty)
    }

    @Test("a recovery that says practice and opens a real set counts as what it is")
    func disguised() throws {
        var (ledger, set, _) = try CustodyLedger.withPractice()
        let opening = ledger.add(Self.opened(nil, isPractice: true))
        ledger.reveal(set, opening)
        ledger.close(opening)
        #expect(ledger.word() == "open")
        #expect(ledger.state.usesToReview.map { $0.place } == [EntryPlace(opening)])
    }

    @Test("a set whose entry says practice and whose manifest does not counts as what it is")
    func unmarked() throws {
        var (ledger, set) = try CustodyLedger.inOrder()
        let other = try CustodyLedger.deal()
        ledger.add(
            .setCreated(
                SetCreated(
                    manifest: other, practice: set.identity, custodians: [],
                    program: .known("test"))))
        ledger.released(other)
        #expect(ledger.state.set(other.identity)?.isPractice == false)
        #expect(ledger.life()?.liveSet?.identity == other.identity)
    }
}
