// SPDX-License-Identifier: Apache-2.0
//
// The evidence of one recovery: each step is on disk before it happens. If the ledger cannot be written or contradicts
// a custodian's paper, the ceremony continues with a journal: an emergency must never fail because of its evidence.

package import CustodyPolicy
import Foundation
package import Ledger
package import MerkleLog
package import Recovery
package import SecretSharing
package import ShareEnvelope
import Synchronization

/// Why evidence goes into a journal instead of the ledger.
package enum LedgerTrouble: Hashable, Sendable {
    /// The ledger cannot be written.
    case unwritable(BinderError)
    /// Paper shows a checkpoint that the ledger does not continue: one of the two is false.
    case contradicted(PaperCheckpoint)
}

/// A set whose quorum is met, and the shares that take part.
package struct RecoveredSet: Sendable {
    let manifest: Manifest
    let shares: [Share]

    /// Makes it from the proven shares.
    package init(_ shares: [Share], of manifest: Manifest) {
        self.shares = shares
        self.manifest = manifest
    }
}

/// The evidence of a recovery of one credential, or of several of one account that are opened in one ceremony.
package final class RecoveryEvidence: Sendable {
    private struct State {
        var book: EvidenceBook
        var openings: [(index: UInt64, request: ConsentRequest, proof: InclusionProof)] = []
        var closedCount = 0
    }

    /// The statement, once for each credential.
    package let statements: [RecoveryOpened]
    private let state: Mutex<State>
    private let fallback: @Sendable () throws(BinderError) -> JournalStore
    private let tell: @Sendable (LedgerTrouble, String) -> Void
    private let known: Set<SetIdentity>

    /// Prepares the evidence.
    ///
    /// - Parameters:
    ///   - statements: at least one; they differ only in credential, set, and shares.
    ///   - known: the sets whose manifests the ledger holds.
    ///   - fallback: makes the journal that stands in for a ledger.
    ///   - tell: gets the reason why that is necessary, and where the journal is.
    package init(
        _ statements: [RecoveryOpened], in book: EvidenceBook, known: Set<SetIdentity>,
        fallback: @escaping @Sendable () throws(BinderError) -> JournalStore,
        tell: @escaping @Sendable (LedgerTrouble, String) -> Void
    ) {
        precondition(!statements.isEmpty, "a recovery has a statement")
        self.statements = statements
        self.known = known
        self.fallback = fallback
        self.tell = tell
        state = Mutex(State(book: book))
    }

    /// Writes the statement. Call this before any sheet is read.
    ///
    /// - Throws: `BinderError` when neither ledger nor journal can be written: then nothing may be opened.
    package func open() throws(BinderError) {
        try state.withLock { state throws(BinderError) in try withFallback(&state, open) }
    }

    private func open(_ state: inout State) throws(BinderError) {
        for statement in statements {
            // If somebody else's entry comes in between, the two are not linked, and each is reviewed separately.
            let last = state.openings.last?.index
            let (entry, appended) = try state.book.append(at: .now) { index in
                .recoveryOpened(statement.beside(last.flatMap { $0 + 1 == index ? $0 : nil }))
            }
            state.openings.append(
                (appended.index, ConsentRequest(entry: entry, appended: appended), appended.inclusion))
        }
    }

    /// Leaves a ledger that paper contradicts: starts a journal, and writes the statement again. If the evidence already
    /// goes into a journal, writes the contradiction there.
    ///
    /// - Throws: `BinderError` when no journal can be written.
    package func leave(because paper: PaperCheckpoint) throws(BinderError) {
        try state.withLock { state throws(BinderError) in
            guard case .ledger = state.book else {
                tell(.contradicted(paper), state.book.path)
                _ = try state.book.append(.remark(.contradicted(paper)), at: .now)
                return
            }
            try switchToJournal(&state, because: .contradicted(paper))
            try open(&state)
        }
    }

    /// Writes the consent of the shares, and that the credentials are about to be shown.
    ///
    /// - Parameters:
    ///   - sets: one for each statement, in their order.
    ///   - field: the one field that is output; `nil` if all are shown.
    /// - Returns: the checkpoint that each participant takes away.
    /// - Throws: `BinderError`; then nothing may be shown.
    package func reveal(
        _ sets: [RecoveredSet], field: PublicText?
    ) throws(BinderError) -> Checkpoint {
        precondition(sets.count == statements.count, "each statement opens one set")
        return try state.withLock { state throws(BinderError) in
            var checkpoint: Checkpoint?
            try withFallback(&state) { state throws(BinderError) in
                if state.openings.isEmpty { try open(&state) }
                for (number, set) in sets.enumerated() {
                    checkpoint = try reveal(number, set.shares, set.manifest, field, &state)
                }
            }
            guard let checkpoint else { preconditionFailure("a reveal that does not throw has a checkpoint") }
            return checkpoint
        }
    }

    private func reveal(
        _ number: Int, _ shares: [Share], _ manifest: Manifest, _ field: PublicText?, _ state: inout State
    ) throws(BinderError) -> Checkpoint {
        var opening = state.openings[number]
        if !shares.allSatisfy({ opening.request.asks($0.number, of: manifest.identity) }) {
            let isKnown = if case .ledger = state.book { known.contains(manifest.identity) } else { false }
            let entry = LedgerEntry(
                time: .now,
                event: .recoveryNamed(RecoveryNamed(opening: opening.index, manifest: manifest, isKnown: isKnown)))
            let appended = try state.book.append(entry.event, at: entry.time)
            opening.request = ConsentRequest(entry: entry, appended: appended)
            opening.proof = appended.inclusion
            state.openings[number] = opening
        }
        let consent: Cosigned
        let consented = LedgerTime.now
        do {
            consent = try opening.request.cosign(
                shares, of: manifest, proof: opening.proof, at: consented.posixSeconds)
        } catch { preconditionFailure("this program's own entry asks for its shares: \(error)") }
        _ = try state.book.append(.cosigned(consent), at: .now)
        let now = LedgerTime.now
        let revealed = RecoveryRevealed(
            opening: opening.index, set: manifest.identity, shares: shares.map { $0.number }.sorted(), field: field,
            // The window is counted from the consent, not by the ledger keeper's clock.
            until: statements[number].windowSeconds.map { consented.adding(seconds: $0) })
        return try state.book.append(.recoveryRevealed(revealed), at: now).checkpoint
    }

    /// Writes how the ceremony ended, only once.
    ///
    /// - Parameter sets: for each statement in order, the set that most sheets belong to, and its proven shares.
    /// - Throws: `BinderError`.
    package func close(
        _ outcome: RecoveryClosed.Outcome, sets: [(set: SetIdentity?, shares: [ShareNumber])], detail: String?
    ) throws(BinderError) {
        try state.withLock { state throws(BinderError) in
            for (number, opening) in state.openings.enumerated().dropFirst(state.closedCount) {
                let known = sets.indices.contains(number) ? sets[number] : (set: nil, shares: [])
                let event = RecoveryClosed(
                    opening: opening.index, outcome: outcome, set: known.set, shares: known.shares.sorted(),
                    detail: detail.map { PublicText.known($0) })
                _ = try state.book.append(.recoveryClosed(event), at: .now)
                state.closedCount += 1
            }
        }
    }

    /// Writes something that is not a step of the recovery.
    ///
    /// - Throws: `BinderError` when neither ledger nor journal can be written.
    package func append(_ event: LedgerEvent) throws(BinderError) {
        try state.withLock { state throws(BinderError) in
            try withFallback(&state) { state throws(BinderError) in _ = try state.book.append(event, at: .now) }
        }
    }

    /// The gate of the recovery.
    package var gate: Gate {
        let first = statements[0]
        return Gate(.recover, of: first.account, isPractice: first.practice == true) { event throws(BinderError) in
            try self.append(event)
        }
    }

    /// The entry that began the recovery, where it was written.
    package var firstEntry: UInt64 { state.withLock { $0.openings.first?.index ?? 0 } }

    /// Where the evidence goes now.
    package var book: EvidenceBook { state.withLock { $0.book } }

    // MARK: - Falling back

    /// Runs an act, and runs it again in a journal if the ledger fails.
    private func withFallback(
        _ state: inout State, _ act: (inout State) throws(BinderError) -> Void
    ) throws(BinderError) {
        do throws(BinderError) {
            try act(&state)
        } catch {
            guard case .ledger = state.book else { throw error }
            try switchToJournal(&state, because: .unwritable(error))
            try act(&state)
        }
    }

    private func switchToJournal(_ state: inout State, because trouble: LedgerTrouble) throws(BinderError) {
        let journal = try fallback()
        state.book = .journal(journal)
        state.openings = []
        state.closedCount = 0
        tell(trouble, journal.path)
        _ = try state.book.append(.remark(trouble), at: .now)
    }
}

extension RecoveryOpened {
    /// The same statement, linked to the one before it in the same ceremony.
    fileprivate func beside(_ first: UInt64?) -> RecoveryOpened {
        RecoveryOpened(
            account: account, credential: credential, failureMode: failureMode, normalPathDown: normalPathDown,
            reason: reason, ticket: ticket, operatedBy: operatedBy, approvedBy: approvedBy,
            windowSeconds: windowSeconds, set: set, shares: shares, beside: first, isPractice: practice ?? false)
    }
}

extension LedgerEvent {
    /// What a journal says about the ledger that it stands in for.
    fileprivate static func remark(_ trouble: LedgerTrouble) -> LedgerEvent {
        let happened =
            switch trouble {
            case .unwritable: "the ledger could not be written"
            case .contradicted(let paper):
                "\(paper.source) shows \(paper.code.size) entries (\(paper.code.words.joined(separator: " "))), which the "
                    + "ledger does not continue: one of the two is false"
            }
        return .standIn(because: happened)
    }

    /// That a journal stands in for the ledger.
    fileprivate static func standIn(because happened: String) -> LedgerEvent {
        .remark(
            expected: .known("the evidence goes into the ledger"), happened: .known(happened),
            decided: .known("this journal stands in for it until it is merged"), by: .known("breakglass"))
    }

    /// That the ledger could not be used from the start.
    package static var ledgerUnusable: LedgerEvent { standIn(because: "the ledger could not be used") }

    /// That a set was named by its code before any sheet was read, when no ledger knows the set.
    package static func chosen(_ choice: SetChoice, by author: PublicText) -> LedgerEvent {
        .remark(
            expected: .known("the set that the ledger has in force"),
            happened: .known("no ledger was available; set \(choice.code) was named before any sheet was read"),
            decided: .known("to open this set and no other"), by: author)
    }
}

extension LedgerTime {
    /// What the machine's clock shows.
    package static var now: LedgerTime { LedgerTime(Date()) }
}

extension CalendarDay {
    /// The day that the machine's clock shows, in UTC, so that no deadline depends on a machine's time zone.
    package static var today: CalendarDay { CalendarDay(of: .now) }
}
