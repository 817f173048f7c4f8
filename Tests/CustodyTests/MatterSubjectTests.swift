// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("What a matter that waits for a person is about")
struct MatterSubjectTests {
    private typealias Ledger = CustodyLedger

    private static func override(about place: EntryPlace? = nil, by name: String = "Dana Levi") -> LedgerEvent {
        .exception(
            CeremonyException(
                about: place, expected: .known("a ticket"), happened: .known("none"), decided: .known("to go on"),
                by: .known(name), override: true))
    }

    private func subject(_ ledger: CustodyLedger) throws -> EntryPlace? {
        ledger.state.recovery(of: try #require(ledger.state.exceptions.last))?.place
    }

    @Test("an override belongs to the recovery that goes on around it, and its operator decided it")
    func inRecovery() throws {
        var (ledger, set) = try Ledger.inOrder()
        let opening = ledger.open(set)
        ledger.add(Self.override(by: "Emeka Obi"))
        #expect(try subject(ledger) == nil, "the operator was somebody else")
        ledger.add(Self.override())
        #expect(try subject(ledger) == EntryPlace(opening))
        ledger.close(opening)
        #expect(try subject(ledger) == EntryPlace(opening), "it ended later")
        for time in [Ledger.start, Ledger.time(1), try #require(LedgerTime("2027-02-01T00:00:00Z"))] {
            ledger.now = time
            ledger.add(Self.override())
            #expect(try subject(ledger) == nil, "the recovery was over, whatever the clock says")
        }
        ledger.add(Self.override(about: EntryPlace(opening), by: "Emeka Obi"))
        #expect(try subject(ledger) == EntryPlace(opening), "it names it")
    }

    @Test("an override of a later split is not told as one of a recovery that was never closed")
    func inSplit() throws {
        var (ledger, set) = try Ledger.inOrder()
        _ = ledger.open(set)
        let next = try Ledger.deal()
        ledger.create(next)
        ledger.add(Self.override())
        #expect(try subject(ledger) == nil)
        let dealt = try #require(ledger.state.sets.last)
        ledger.add(Self.override(about: dealt.place))
        let named = ledger.state.set(of: try #require(ledger.state.exceptions.last))
        #expect(named?.identity == next.identity)
        #expect(
            ledger.state.credential(of: dealt) == CredentialName(account: Ledger.account, credential: Ledger.password))
    }

    @Test("an override in a journal belongs to the recovery of that journal, and to none of the ledger")
    func inJournal() throws {
        var (ledger, set) = try Ledger.inOrder()
        _ = ledger.open(set)
        try ledger.merge([Self.override()])
        #expect(try subject(ledger) == nil)
        let opened = try #require(ledger.state.openings.last?.opened)
        try ledger.merge([.recoveryOpened(opened), Self.override()])
        #expect(try subject(ledger) == EntryPlace(ledger.replay.size - 1, inJournal: 1))
    }

    @Test("a ceremony that opens both credentials of an account is told with both, whichever is asked about")
    func both() throws {
        var (ledger, set) = try Ledger.inOrder()
        let first = ledger.open(set)
        _ = ledger.open(nil, credential: Ledger.seed, beside: first)
        let names = [Ledger.password, Ledger.seed].map { CredentialName(account: Ledger.account, credential: $0) }
        for opening in ledger.state.openings { #expect(ledger.state.credentials(of: opening) == names) }
        ledger.add(Self.override())
        #expect(try subject(ledger) == EntryPlace(first), "the one that the review is filed about")
        _ = ledger.open(nil, account: nil, credential: nil)
        #expect(ledger.state.credentials(of: try #require(ledger.state.openings.last)).isEmpty)
    }
}
