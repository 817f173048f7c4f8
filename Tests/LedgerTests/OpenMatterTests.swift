// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("What stays open until a person says something about it")
struct OpenMatterTests {
    typealias Ledger = CustodyLedger

    private static func missing(_ ledger: Ledger, _ place: UInt64) -> Set<OpenMatter.Answer>? {
        ledger.state.openMatters.first { $0.place == EntryPlace(place) }?.missing
    }

    private static func exception(override: Bool) -> LedgerEvent {
        .exception(
            CeremonyException(
                about: nil, expected: .known("two approvers"), happened: .known("one approved"),
                decided: .known("to go on"), by: .known("Dana Levi"), override: override))
    }

    @Test("a recovery, until somebody says how it ended and, if it was shown, reviews its use")
    func recovery() throws {
        var (ledger, set) = try Ledger.inOrder()
        #expect(ledger.state.openMatters.isEmpty)
        let opening = ledger.open(set)
        #expect(Self.missing(ledger, opening) == [.ending])
        ledger.reveal(set, opening)
        #expect(Self.missing(ledger, opening) == [.ending, .review])
        ledger.close(opening, .leftOpen)
        #expect(Self.missing(ledger, opening) == [.review])
        ledger.review(opening)
        #expect(ledger.state.openMatters.isEmpty)
    }

    @Test("an override, until another person countersigns it, and no other exception; all in the order of entries")
    func override() throws {
        var (ledger, set) = try Ledger.inOrder()
        let place = ledger.add(Self.exception(override: true))
        let other = ledger.add(Self.exception(override: false))
        let opening = ledger.open(set)
        #expect(ledger.state.openMatters.map(\.place) == [EntryPlace(place), EntryPlace(opening)])
        #expect(Self.missing(ledger, place) == [.countersignature] && Self.missing(ledger, other) == nil)
        #expect(ledger.state.decision(at: EntryPlace(place)) == Self.exception(override: true))
        #expect(ledger.state.decision(at: EntryPlace(other)) != nil, "its rule says that nobody has to countersign")
        #expect(ledger.state.decision(at: EntryPlace(opening)) == nil)
        ledger.add(
            .countersigned(
                Countersigned(exception: EntryPlace(place), by: .known("Emeka Obi"), statement: .known("it was right")))
        )
        #expect(Self.missing(ledger, place) == nil)
    }
}
