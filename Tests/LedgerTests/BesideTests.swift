// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Two credentials opened in one ceremony")
struct BesideTests {
    @Test("one review is for both, and is asked for once")
    func review() throws {
        var (ledger, set) = try CustodyLedger.inOrder()
        let seed = try #require(ledger.life(CustodyLedger.seed)?.liveSet?.manifest)
        let first = ledger.open(set)
        let second = ledger.open(seed, credential: CustodyLedger.seed, beside: first)
        ledger.reveal(set, first)
        ledger.reveal(seed, second)
        ledger.close(first)
        ledger.close(second)
        #expect(ledger.word() == "open" && ledger.word(CustodyLedger.seed) == "open")
        #expect(ledger.state.usesToReview.map { $0.place } == [EntryPlace(first)])
        ledger.review(first)
        #expect(ledger.word() == "rotating" && ledger.word(CustodyLedger.seed) == "rotating")
        #expect(ledger.state.usesToReview.isEmpty)
    }

    @Test("where only the second was revealed, that one is asked for")
    func onlySecond() throws {
        var (ledger, set) = try CustodyLedger.inOrder()
        let seed = try #require(ledger.life(CustodyLedger.seed)?.liveSet?.manifest)
        let first = ledger.open(set)
        let second = ledger.open(seed, credential: CustodyLedger.seed, beside: first)
        ledger.close(first, .failed)
        ledger.reveal(seed, second)
        #expect(ledger.state.usesToReview.map { $0.place } == [EntryPlace(second)])
        ledger.review(second)
        #expect(ledger.word() == "unopened" && ledger.word(CustodyLedger.seed) == "rotating")
    }

    @Test("a review of the first does not end the duty of the second, which is used after it")
    func secondLater() throws {
        var (ledger, set) = try CustodyLedger.inOrder()
        let seed = try #require(ledger.life(CustodyLedger.seed)?.liveSet?.manifest)
        let first = ledger.open(set)
        let second = ledger.open(seed, credential: CustodyLedger.seed, beside: first)
        ledger.reveal(set, first)
        ledger.review(first)
        ledger.reveal(seed, second)
        #expect(ledger.word() == "rotating" && ledger.word(CustodyLedger.seed) == "open")
        #expect(ledger.state.usesToReview.map { $0.place } == [EntryPlace(second)])
        ledger.review(second)
        #expect(ledger.word(CustodyLedger.seed) == "rotating")
    }

    @Test("an opening of another account, another reason or a while later is reviewed for itself")
    func another() throws {
        var (ledger, set) = try CustodyLedger.inOrder()
        let seed = try #require(ledger.life(CustodyLedger.seed)?.liveSet?.manifest)
        let first = ledger.use(set)
        let later = ledger.open(seed, credential: CustodyLedger.seed, beside: first)
        ledger.reveal(seed, later)
        ledger.close(later)
        ledger.review(first)
        #expect(ledger.state.usesToReview.map { $0.place } == [EntryPlace(later)])

        let again = ledger.open(set)
        let otherwise = ledger.open(seed, credential: CustodyLedger.seed, reason: "curiosity", beside: again)
        #expect(ledger.state.openings.last?.beside == nil)
        let same = ledger.open(seed, credential: CustodyLedger.seed, reason: "curiosity", beside: otherwise)
        #expect(ledger.state.openings.last?.place == EntryPlace(same))
        #expect(ledger.state.openings.last?.beside == nil, "it is the same credential")
        _ = ledger.open(set, account: .known("bank"), reason: "curiosity", beside: same)
        #expect(ledger.state.openings.last?.beside == nil, "it is another account")
    }
}
