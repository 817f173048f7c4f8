// SPDX-License-Identifier: Apache-2.0
//
// The one place that decides whether a ceremony continues against a rule, and that writes it: a refusal is a `refused`
// entry, an override is an `exception` entry that another person must countersign. It asks nobody and shows nothing.

package import Custody
package import Ledger
package import ShareEnvelope

/// What is asked for, by the name of its command.
package enum Act: String, Hashable, Sendable, CaseIterable {
    case split
    case reshare
    case recover
    case review
    case sheetReceive = "sheet receive"
    case sheetDestroy = "sheet destroy"
    case sheetLost = "sheet lost"
    case peopleJoin = "people join"
    case peopleLeave = "people leave"
    case drillInPerson = "drill in-person"
    case drillMail = "drill mail"
    case rehearse = "recover --rehearse"
}

/// Why a rule is overridden, and who says so.
package struct Override: Hashable, Sendable {
    /// Why.
    package let why: PublicText
    /// Who.
    package let by: PublicText

    /// States an override.
    package init(why: PublicText, by: PublicText) {
        self.why = why
        self.by = by
    }
}

/// Why a ceremony does not go on.
package enum GateError: Error, Hashable, Sendable {
    /// Rules are not kept, and nobody says why the ceremony should go on, or nobody can.
    case refused(Act, [Breach])
    /// The entry about it cannot be written.
    case unwritten(BinderError)
}

/// That a ceremony may go on. What is overridden is written last, once all that can fail without a trace was tried.
package struct Passage: Sendable {
    /// What is to be written before the ceremony continues: one `exception` where a rule is overridden, or nothing.
    package let entries: [LedgerEvent]
    private let write: @Sendable (LedgerEvent) throws(BinderError) -> Void

    fileprivate init(_ entries: [LedgerEvent], _ write: @escaping @Sendable (LedgerEvent) throws(BinderError) -> Void) {
        self.entries = entries
        self.write = write
    }

    /// The passage of a ceremony that no rule is about.
    package static var open: Passage { Passage([]) { _ throws(BinderError) in } }

    /// Writes the exception.
    ///
    /// - Throws: `BinderError`; then the ceremony must not go on.
    package func record() throws(BinderError) {
        for entry in entries { try write(entry) }
    }
}

/// Lets a ceremony go on, or refuses it.
package struct Gate: Sendable {
    private let act: Act
    private let account: PublicText?
    private let isPractice: Bool
    private let write: @Sendable (LedgerEvent) throws(BinderError) -> Void

    /// Makes the gate of one ceremony.
    ///
    /// - Parameters:
    ///   - account: what it is about, where that is known.
    ///   - isPractice: whether people train, so that nobody has to countersign what is overridden.
    ///   - write: appends an entry to the ledger, or to the journal that stands in for it.
    package init(
        _ act: Act, of account: PublicText?, isPractice: Bool = false,
        write: @escaping @Sendable (LedgerEvent) throws(BinderError) -> Void
    ) {
        self.act = act
        self.account = account
        self.isPractice = isPractice
        self.write = write
    }

    /// Lets the ceremony go on, and writes why where a rule is overridden; or refuses it, and writes that.
    ///
    /// - Throws: `GateError`.
    package func pass(_ breaches: [Breach], override: Override?) throws(GateError) {
        let passage = try judge(breaches, override: override)
        do throws(BinderError) { try passage.record() } catch { throw .unwritten(error) }
    }

    /// The same for a ceremony that writes the exception later.
    ///
    /// - Throws: `GateError`; what is refused is written then.
    package func judge(_ breaches: [Breach], override: Override?) throws(GateError) -> Passage {
        guard !breaches.isEmpty else { return Passage([], write) }
        guard let override, breaches.allSatisfy({ $0.canBeOverridden }) else {
            let why = breaches.map { "it asks for \($0.expected): \($0.found)" }.joined(separator: "; ")
            do throws(BinderError) {
                try write(.refused(Refused(act: .known(act.rawValue), account: account, why: .known(why))))
            } catch { throw .unwritten(error) }
            throw .refused(act, breaches)
        }
        let exception = CeremonyException(
            about: nil, expected: .known(breaches.map { $0.expected }.joined(separator: "; ")),
            happened: .known(breaches.map { $0.found }.joined(separator: "; ")), decided: override.why,
            by: override.by, override: !isPractice)
        return Passage([.exception(exception)], write)
    }
}

extension LedgerEvent {
    /// An `exception` about something that no rule could keep from happening.
    ///
    /// - Parameter isSuspicious: whether another person must countersign it.
    package static func remark(
        about place: EntryPlace? = nil, expected: PublicText, happened: PublicText, decided: PublicText,
        by author: PublicText, isSuspicious: Bool = false
    ) -> LedgerEvent {
        .exception(
            CeremonyException(
                about: place, expected: expected, happened: happened, decided: decided, by: author,
                override: isSuspicious))
    }
}
