// SPDX-License-Identifier: Apache-2.0
//
// A recovery goes from its statement to the reveal in stages, each of which makes the next one: what is stated is on
// disk before a sheet is read, what the sheets show is compared with it before anything is shown, and what is shown was
// consented to. No stage can be left out, because nothing else makes the one after it.

import Custody
import CustodyPolicy
package import Ledger
package import Recovery
import SecretSharing
package import ShareEnvelope

/// A recovery whose statement is made, and not written yet.
package struct PlannedRecovery: Sendable {
    /// What is stated.
    package let statement: Statement
    private let place: CeremonyEvidence
    private let isStandIn: Bool
    private let evidence: RecoveryEvidence

    /// Begins with a statement.
    ///
    /// - Parameters:
    ///   - isStandIn: whether a journal stands in for a ledger that was named.
    ///   - fallback: makes the journal that stands in for a ledger.
    ///   - tell: gets the reason why that is necessary, and where the journal is.
    package init(
        _ statement: Statement, at place: CeremonyEvidence, isStandIn: Bool,
        fallback: @escaping @Sendable () throws(BinderError) -> JournalStore,
        tell: @escaping @Sendable (LedgerTrouble, String) -> Void
    ) {
        self.statement = statement
        self.place = place
        self.isStandIn = isStandIn
        evidence = RecoveryEvidence(
            statement.openings, in: place.book, known: Set(place.state?.sets.map { $0.identity } ?? []),
            fallback: fallback, tell: tell)
    }

    /// The gate that the statement's rules pass.
    package var gate: Gate { evidence.gate }

    /// Writes the statement. Only then may a sheet be read.
    ///
    /// - Throws: `BinderError` when neither ledger nor journal can be written: then nothing may be opened.
    package func state(_ passage: Passage) throws(BinderError) -> StatedRecovery {
        let author = statement.operator
        try evidence.open()
        if isStandIn { try evidence.append(.ledgerUnusable) }
        if let choice = statement.choice { try evidence.append(.chosen(choice, by: author)) }
        if let oddity = place.oddClock { try evidence.append(.remark(about: oddity, by: author)) }
        try passage.record()
        return StatedRecovery(statement: statement, place: place, isStandIn: isStandIn, evidence: evidence)
    }
}

/// A recovery whose statement is on disk, so that sheets may be read.
package struct StatedRecovery: Sendable {
    /// What is stated.
    package let statement: Statement
    /// Where it is written, and what is known about the binder.
    package let place: CeremonyEvidence
    fileprivate let isStandIn: Bool
    /// Where each step goes.
    package let evidence: RecoveryEvidence

    fileprivate init(
        statement: Statement, place: CeremonyEvidence, isStandIn: Bool, evidence: RecoveryEvidence
    ) {
        self.statement = statement
        self.place = place
        self.isStandIn = isStandIn
        self.evidence = evidence
    }

    /// The pile for the sheets of one credential, or of the two that are opened together, with what the binder holds.
    ///
    /// - Parameter choice: the set that was named by its code.
    package func pile(_ choice: SetChoice?) -> SheetPile {
        let sets = statement.openings.compactMap { $0.set }
        let goal: RecoveryGoal = sets.isEmpty ? choice.map { .choice($0) } ?? .anyOne : .sets(sets)
        var pile = SheetPile(
            goal, for: .opening, known: KnownSets(place.state), isPractice: statement.first.practice == true)
        for set in sets {
            guard let manifest = place.state?.set(set)?.manifest else { continue }
            pile.expect(manifest, place.folder?.ciphertext(of: manifest))
        }
        return pile
    }

    /// What is to be said as soon as a sheet shows a ledger, and no binder is there.
    package func binderNotice(_ pile: SheetPile) -> [String] {
        guard let size = missingBinder(pile) else { return [] }
        return [
            "these sheets belong to a binder, whose ledger had \(size) entries; its policy says who may open this, and why",
            isStandIn
                ? "the binder that was named cannot be read: if there is a copy, `quit` and start again with --binder "
                    + "FOLDER"
                : "if the binder is here, `quit` and start again with --binder FOLDER",
            "without it the recovery goes on: the evidence is in a journal, `breakglass ledger merge "
                + "\(CommandLineWord.path(evidence.book.path))` merges it later, and somebody else must countersign",
        ]
    }

    private func missingBinder(_ pile: SheetPile) -> UInt64? {
        guard place.folder == nil else { return nil }
        return pile.session.checkpoints.map(\.size).max()
    }

    /// Deals with real sheets in a practice, or practice sheets in an emergency; none of them was accepted. Real sheets
    /// in a practice go on record: a practice must not be a way to collect sheets. Without other sheets, this ends it.
    ///
    /// - Parameter tell: gets what is to be said about them, also if they end the recovery.
    /// - Throws: `GateError`.
    package func sortOut(_ pile: SheetPile, tell: (String) -> Void) throws(GateError) {
        let isPractice = statement.first.practice == true
        let rule = PracticeRule(
            isPractice: isPractice, refused: pile.refused.map { "\($0.share) of set \($0.set.code)" })
        guard let breach = rule.breaches.first else { return }
        if isPractice {
            do throws(BinderError) { tell(try remark(breach.expected, breach.found, "they were not used")) } catch {
                throw .unwritten(error)
            }
        }
        if !pile.isReady { try evidence.gate.pass([breach], override: nil) }
    }

    /// Compares the sheets with the ledger, and leaves a ledger that paper contradicts.
    ///
    /// - Parameter choice: the set that was named by its code.
    /// - Throws: `BinderError` when no journal can be written.
    package func check(_ pile: SheetPile, _ choice: SetChoice?) throws(BinderError) -> CheckedRecovery {
        var said: [String] = []
        if let log = place.log, let state = place.state {
            for paper in pile.paper.checkpoints {
                switch paper.verdict(on: log, state) {
                case .continued: continue
                case .foreign:
                    said.append("\(paper.source): its checkpoint belongs to another ledger, and does not count here")
                case .contradicted: try evidence.leave(because: paper)
                }
            }
        }
        let rules = zip(pile.manifests, statement.openings).map { manifest, statement in
            SetRule(
                manifest, against: statement, isChosen: choice?.means(manifest.identity) == true, in: place.state)
        }
        return CheckedRecovery(stated: self, pile: pile, said: said, rules: rules)
    }

    /// Records what no rule could prevent; another person must countersign it.
    ///
    /// - Returns: it in a sentence. What happened comes first: on its own, what was expected would read as a fact.
    fileprivate func remark(
        _ expected: String, _ happened: String, _ decided: String
    ) throws(BinderError) -> String {
        try evidence.append(
            .remark(
                expected: .known(expected), happened: .known(happened), decided: .known(decided),
                by: statement.operator, isSuspicious: true))
        return "\(happened); expected: \(expected)"
    }

    fileprivate func remarks(on pile: SheetPile) throws(BinderError) -> [String] {
        var said: [String] = []
        // A recovery without the sheets' binder bypasses its policy.
        if missingBinder(pile) != nil {
            said.append(
                try remark(
                    "the binder's policy is applied and its ledger written",
                    !isStandIn
                        ? "no binder was named, though the sheets show one; its policy could not be applied"
                        : "the binder that was named cannot be read; its policy could not be applied",
                    "to continue without it"))
        }
        // Sheets that the ledger lists as lost or destroyed count, but somebody must find out where they come from.
        for set in pile.standings {
            guard let identity = set.set else { continue }
            for breach in SheetInHandRule(set.shares, of: identity, known: pile.known).breaches {
                said.append(try remark(breach.expected, breach.found, "to count its share"))
            }
        }
        return said
    }
}

/// A recovery whose sheets were compared with the ledger.
package struct CheckedRecovery: Sendable {
    fileprivate let stated: StatedRecovery
    fileprivate let pile: SheetPile
    /// What is to be said about the paper.
    package let said: [String]
    /// The rules that the sets must keep.
    package let rules: [any Rule]

    /// The gate that these rules pass.
    package var gate: Gate { stated.evidence.gate }

    /// Records what is overridden, and what no rule could prevent.
    ///
    /// - Throws: `BinderError`; then nothing may be shown.
    package func admit(_ passage: Passage) throws(BinderError) -> ReadyRecovery {
        try passage.record()
        return ReadyRecovery(stated: stated, pile: pile, said: try stated.remarks(on: pile))
    }
}

/// A recovery that may show what it opened, once the shares consent.
package struct ReadyRecovery: Sendable {
    private let stated: StatedRecovery
    private let pile: SheetPile
    /// What is to be said about what no rule could prevent.
    package let said: [String]

    fileprivate init(stated: StatedRecovery, pile: SheetPile, said: [String]) {
        self.stated = stated
        self.pile = pile
        self.said = said
    }

    /// Writes the consent of the shares, and that the credentials are about to be shown.
    ///
    /// - Parameter field: the one field that is output; `nil` if all are shown.
    /// - Throws: `BinderError`; then nothing may be shown.
    package func reveal(field: PublicText?) throws(BinderError) -> RevealedRecovery {
        let checkpoint = try stated.evidence.reveal(pile.recovered, field: field)
        return RevealedRecovery(stated, pile, checkpoint)
    }
}
