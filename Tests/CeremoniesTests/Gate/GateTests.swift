// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import Ledger
import ShareEnvelope
import Synchronization
import Testing

@Suite("The gate of a ceremony")
struct GateTests {
    /// What a gate wrote.
    private final class Book: Sendable {
        private let kept = Mutex<[LedgerEvent]>([])
        let error: BinderError?

        init(failing error: BinderError? = nil) { self.error = error }

        var entries: [LedgerEvent] { kept.withLock { $0 } }

        func write(_ event: LedgerEvent) throws(BinderError) {
            if let error { throw error }
            kept.withLock { $0.append(event) }
        }
    }

    private static let ticket = Breach(expected: "a ticket", found: "none is named", remedy: "--ticket INC-1")
    private static let approvals = Breach(expected: "2 approvals", found: "there are 1", remedy: "--approved-by NAME")
    private static let final = Breach(
        expected: "practice sheets alone", found: "real sheets", remedy: "none", canBeOverridden: false)
    private static let override = Override(why: .known("nobody answers"), by: .known("Dana Novak"))

    private static func gate(_ act: Act, _ book: Book, isPractice: Bool = false) -> Gate {
        Gate(act, of: .known("AWS root"), isPractice: isPractice) { event throws(BinderError) in try book.write(event) }
    }

    @Test("lets a ceremony that keeps every rule go on, and writes nothing, though an override is stated")
    func kept() throws {
        let book = Book()
        try Self.gate(.split, book).pass([], override: Self.override)
        #expect(book.entries.isEmpty)
    }

    @Test(
        "writes one refusal with the same members for every ceremony, whatever number of rules is broken",
        arguments: Act.allCases)
    func refused(act: Act) throws {
        let book = Book()
        #expect(throws: GateError.refused(act, [Self.ticket, Self.approvals])) {
            try Self.gate(act, book).pass([Self.ticket, Self.approvals], override: nil)
        }
        #expect(
            book.entries == [
                .refused(
                    Refused(
                        act: .known(act.rawValue), account: .known("AWS root"),
                        why: .known("it asks for a ticket: none is named; it asks for 2 approvals: there are 1")))
            ])
    }

    @Test("writes one exception that must be countersigned where rules are overridden", arguments: Act.allCases)
    func overridden(act: Act) throws {
        let book = Book()
        try Self.gate(act, book).pass([Self.ticket, Self.approvals], override: Self.override)
        #expect(book.entries == [Self.exception(override: true)])
    }

    @Test("asks nobody to countersign what is overridden in practice")
    func practice() throws {
        let book = Book()
        try Self.gate(.recover, book, isPractice: true)
            .pass([Self.ticket, Self.approvals], override: Self.override)
        #expect(book.entries == [Self.exception(override: false)])
    }

    @Test("refuses what nobody can override, whoever says why")
    func final() throws {
        let book = Book()
        #expect(throws: GateError.refused(.recover, [Self.ticket, Self.final])) {
            try Self.gate(.recover, book).pass([Self.ticket, Self.final], override: Self.override)
        }
        #expect(book.entries.count == 1)
    }

    @Test("a judged ceremony owes its exception, and a refused one owes nothing")
    func judged() throws {
        let book = Book()
        let gate = Self.gate(.peopleLeave, book)
        let passage = try gate.judge([Self.ticket, Self.approvals], override: Self.override)
        #expect(passage.entries == [Self.exception(override: true)])
        #expect(book.entries.isEmpty)
        try passage.record()
        #expect(book.entries == passage.entries)
    }

    @Test("lets nothing go on that it cannot write")
    func unwritten() throws {
        let error = BinderError.noLedger(path: "binder")
        #expect(throws: GateError.unwritten(error)) {
            try Self.gate(.split, Book(failing: error)).pass([Self.ticket], override: Self.override)
        }
        #expect(throws: GateError.unwritten(error)) {
            try Self.gate(.split, Book(failing: error)).pass([Self.ticket], override: nil)
        }
    }

    @Test("cuts what is longer than a ledger's text, and writes it all the same")
    func long() throws {
        let book = Book()
        let breaches = (0..<80).map {
            Breach(expected: "rule \($0)", found: String(repeating: "x", count: 60), remedy: "")
        }
        try Self.gate(.split, book).pass(breaches, override: Self.override)
        guard case .exception(let written)? = book.entries.first else { throw BinderError.noLedger(path: "") }
        #expect(written.happened.utf8.count == PublicText.ledgerLimit)
        #expect(throws: GateError.self) { try Self.gate(.split, book).pass(breaches, override: nil) }
        #expect(book.entries.count == 2)
    }

    private static func exception(override: Bool) -> LedgerEvent {
        .exception(
            CeremonyException(
                about: nil, expected: .known("a ticket; 2 approvals"), happened: .known("none is named; there are 1"),
                decided: .known("nobody answers"), by: .known("Dana Novak"), override: override))
    }
}
