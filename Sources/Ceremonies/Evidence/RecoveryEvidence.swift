// SPDX-License-Identifier: Apache-2.0
//
// The evidence of one recovery: each step is on disk before what it tells of happens. When the ledger cannot be written
// or contradicts a custodian's paper, the ceremony goes on in a record: an emergency never hangs on its witnesses.

public import Binder
import Foundation
public import MerkleLog
public import SecretSharing
public import ShareEnvelope
import Synchronization

/// Why evidence goes into a record instead of the ledger.
public enum LedgerTrouble: Hashable, Sendable {
    /// The ledger cannot be written.
    case unwritable(BinderError)
    /// A sheet shows a checkpoint that the ledger does not continue: it was rewritten, cut, or rolled back.
    case contradicted(CheckpointCode)
}

/// A set whose quorum is met, and the shares that take part.
public struct RecoveredSet: Sendable {
    let manifest: Manifest
    let shares: [Share]

    /// Takes the shares that are proven.
    public init(_ shares: [Share], of manifest: Manifest) {
        self.shares = shares
        self.manifest = manifest
    }
}

/// The evidence of a recovery: of one credential, or of several of one account that are opened in one ceremony.
public final class RecoveryEvidence: Sendable {
    private struct State {
        var book: EvidenceBook
        var openings: [(index: UInt64, request: ConsentRequest, proof: InclusionProof)] = []
        var closedCount = 0
        var checked: Set<CheckpointCode> = []
    }

    /// The statement, once for each credential.
    public let statements: [RecoveryOpened]
    private let state: Mutex<State>
    private let fallback: @Sendable () throws(BinderError) -> RecordStore
    private let tell: @Sendable (LedgerTrouble, String) -> Void
    private let known: Set<SetIdentity>

    /// Prepares the evidence.
    ///
    /// - Parameters:
    ///   - statements: at least one; what they say besides credential, set and shares is the same.
    ///   - known: the sets whose manifests the ledger holds.
    ///   - fallback: makes the record that stands in for a ledger.
    ///   - tell: hears why that became necessary, and where the record is.
    public init(
        _ statements: [RecoveryOpened], in book: EvidenceBook, known: Set<SetIdentity>,
        fallback: @escaping @Sendable () throws(BinderError) -> RecordStore,
        tell: @escaping @Sendable (LedgerTrouble, String) -> Void
    ) {
        precondition(!statements.isEmpty, "a recovery is of a credential")
        self.statements = statements
        self.known = known
        self.fallback = fallback
        self.tell = tell
        state = Mutex(State(book: book))
    }

    /// Writes the statement; before any sheet is read.
    ///
    /// - Throws: `BinderError` when neither ledger nor record can be written: then nothing may be opened.
    public func open() throws(BinderError) {
        try state.withLock { state throws(BinderError) in try withFallback(&state, open) }
    }

    private func open(_ state: inout State) throws(BinderError) {
        for statement in statements {
            // Whoever else writes in between parts the two: each is then reviewed for itself.
            let last = state.openings.last?.index
            let (entry, appended) = try state.book.append(at: .now) { index in
                .recoveryOpened(statement.beside(last.flatMap { $0 + 1 == index ? $0 : nil }))
            }
            state.openings.append(
                (appended.index, ConsentRequest(entry: entry, appended: appended), appended.inclusion))
        }
    }

    /// Holds the ledger against a checkpoint that a sheet shows; where it does not continue it, a record is begun.
    ///
    /// - Parameter continues: whether the ledger, as it is, continues the checkpoint.
    /// - Throws: `BinderError` when no record can be written.
    public func compare(
        _ checkpoint: CheckpointCode, continues: (CheckpointCode) -> Bool
    ) throws(BinderError) {
        try state.withLock { state throws(BinderError) in
            guard case .ledger = state.book, state.checked.insert(checkpoint).inserted, !continues(checkpoint) else {
                return
            }
            try switchToRecord(&state, because: .contradicted(checkpoint))
            try open(&state)
        }
    }

    /// Writes the consent of the shares and that the credentials are about to be shown.
    ///
    /// - Parameters:
    ///   - sets: one for each statement, in their order.
    ///   - field: the one field that is given out; nothing when all are shown.
    /// - Returns: the checkpoint that each participant takes along.
    /// - Throws: `BinderError`; then nothing may be shown.
    public func reveal(
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
            guard let checkpoint else { preconditionFailure("what throws nothing has a checkpoint") }
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
        do {
            consent = try opening.request.cosign(
                shares, of: manifest, proof: opening.proof, at: LedgerTime.now.posixSeconds)
        } catch { preconditionFailure("this program's own entry asks for its shares: \(error)") }
        _ = try state.book.append(.cosigned(consent), at: .now)
        let now = LedgerTime.now
        let revealed = RecoveryRevealed(
            opening: opening.index, set: manifest.identity, shares: shares.map { $0.number }.sorted(), field: field,
            until: statements[number].windowSeconds.map { now.adding(seconds: $0) })
        return try state.book.append(.recoveryRevealed(revealed), at: now).checkpoint
    }

    /// Writes how the ceremony ended; once.
    ///
    /// - Parameter sets: for each statement in order, the set that most sheets belong to, and its proven shares.
    /// - Throws: `BinderError`.
    public func close(
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

    /// Writes something that went otherwise than planned.
    ///
    /// - Throws: `BinderError`.
    public func note(_ exception: CeremonyException) throws(BinderError) {
        try state.withLock { state throws(BinderError) in
            try withFallback(&state) { state throws(BinderError) in
                _ = try state.book.append(.exception(exception), at: .now)
            }
        }
    }

    /// Where the evidence goes now.
    public var book: EvidenceBook { state.withLock { $0.book } }

    // MARK: - Falling back

    /// Does an act, and does it once more in a record when the ledger fails.
    private func withFallback(
        _ state: inout State, _ act: (inout State) throws(BinderError) -> Void
    ) throws(BinderError) {
        do throws(BinderError) {
            try act(&state)
        } catch {
            guard case .ledger = state.book else { throw error }
            try switchToRecord(&state, because: .unwritable(error))
            try act(&state)
        }
    }

    private func switchToRecord(_ state: inout State, because trouble: LedgerTrouble) throws(BinderError) {
        let record = try fallback()
        state.book = .record(record)
        state.openings = []
        state.closedCount = 0
        tell(trouble, record.path)
        _ = try state.book.append(.exception(CeremonyException(trouble)), at: .now)
    }
}

extension RecoveryOpened {
    /// The same statement as the second of one ceremony.
    fileprivate func beside(_ first: UInt64?) -> RecoveryOpened {
        RecoveryOpened(
            account: account, credential: credential, failureMode: failureMode, normalPathDown: normalPathDown,
            reason: reason, ticket: ticket, operatedBy: operatedBy, approvedBy: approvedBy,
            windowSeconds: windowSeconds, set: set, shares: shares, beside: first, isPractice: practice ?? false)
    }
}

extension CeremonyException {
    /// What a record says about the ledger that it stands in for.
    public init(_ trouble: LedgerTrouble) {
        let happened =
            switch trouble {
            case .unwritable: "the ledger could not be written"
            case .contradicted(let code):
                "a sheet shows \(code.size) entries (\(code.words.joined(separator: " "))), which the ledger does not continue"
            }
        self.init(
            about: nil, expected: .known("the evidence goes into the ledger"), happened: .known(happened),
            decided: .known("this record stands in for it until it is merged"), by: .known("breakglass"),
            override: false)
    }
}

extension LedgerTime {
    /// What the machine's clock shows.
    public static var now: LedgerTime { LedgerTime(Date()) }
}
