// SPDX-License-Identifier: Apache-2.0
//
// What the ledger records about a recovery: the statement before any sheet is read, the rules that it breaks, the
// consent of the shares before anything is shown, and how it ended.

import Ceremonies
import Ledger
import MerkleLog
import Recovery
import SecretSharing
import ShareEnvelope

/// Opens a recovery in the ledger.
struct RecoveryOpening {
    private let arguments: StatementArguments
    private let evidence: EvidenceArguments
    private let scope: StatementGuide.Scope

    init(_ arguments: StatementArguments, _ evidence: EvidenceArguments, _ scope: StatementGuide.Scope) {
        self.arguments = arguments
        self.evidence = evidence
        self.scope = scope
    }

    /// Shows the statement, and writes it.
    func open() throws(CommandError) -> OpenRecovery {
        let (place, trouble) = try evidence.placeForEmergency()
        if let trouble {
            Console.warn("the ledger cannot be used: \(trouble.message)")
            Console.warn(
                "the evidence goes into the record \(place.book.path); `breakglass ledger merge` merges it later")
        }
        if let oddity = place.oddClock { Console.warn("\(oddity); the recovery uses that clock, on record") }
        let statement = try StatementGuide(arguments, place, scope).statement()
        if place.policy != nil { for line in statement.lines { Console.say(line) } }
        let origin = place.log?.ledgerOrigin
        let ledger = RecoveryEvidence(
            statement.openings, in: place.book, known: Set(place.state?.sets.map { $0.identity } ?? []),
            fallback: { [evidence] () throws(BinderError) in
                try evidence.store(origin)
            },
            tell: { trouble, path in
                Console.warn(trouble.words)
                Console.warn("the evidence goes into the record \(path); `breakglass ledger merge` merges it later")
            })
        let ceremony = OpenRecovery(
            place: place, isStandIn: trouble != nil, evidence: ledger, overriding: arguments.overriding)
        let passage = try ledger.gate.judge(
            statement.rules, overriding: arguments.overriding, by: statement.first.operatedBy, named: "--operator")
        do throws(BinderError) {
            try ledger.open()
            if trouble != nil { try ledger.append(.ledgerUnusable) }
            if let choice = statement.choice { try ledger.append(.chosen(choice, by: ceremony.operator)) }
            if let oddity = place.oddClock { try ledger.append(.remark(about: oddity, by: ceremony.operator)) }
            try passage.record()
        } catch { throw CommandError(error) }
        return ceremony
    }
}

/// A recovery that is stated in the ledger.
struct OpenRecovery {
    let place: CeremonyEvidence
    /// Whether a record stands in for a ledger that was named.
    let isStandIn: Bool
    let evidence: RecoveryEvidence
    /// The reason for overriding rules, from the command line.
    let overriding: String?

    /// The person who operates the machine.
    var `operator`: PublicText { evidence.statements[0].operatedBy ?? .known("the operator") }

    /// Checks the sheets against the statement and the ledger, before anything is shown.
    ///
    /// - Parameter choice: the set that was named by its code before any sheet was read.
    func check(_ reader: SheetReader, chosen choice: SetChoice?) throws(CommandError) {
        try compare(reader.paper)
        let rules = reader.manifests.enumerated().map { number, manifest in
            SetRule(
                manifest, against: evidence.statements[number], isChosen: choice?.means(manifest.identity) == true,
                in: place.state)
        }
        try evidence.gate.pass(
            rules, overriding: overriding, by: evidence.statements[0].operatedBy, named: "--operator")
    }

    /// Deals with real sheets in a practice, or practice sheets in an emergency; none of them was accepted. Real sheets
    /// in a practice go on record: a practice must not be a way to collect sheets. Without other sheets, this ends it.
    func checkPurpose(_ reader: SheetReader) throws(CommandError) {
        let isPractice = evidence.statements[0].practice == true
        let rule = PracticeRule(
            isPractice: isPractice, refused: reader.refused.map { "\($0.share) of set \($0.set.code)" })
        guard let breach = rule.breaches.first else { return }
        if isPractice { try remark(breach.expected, breach.found, "they were not used") }
        if !reader.isReady { try evidence.gate.pass([rule]) }
    }

    /// Sheets that show a ledger belong to a binder. A recovery without it bypasses its policy, so this goes on record.
    func checkBinder(_ reader: SheetReader) throws(CommandError) {
        guard place.folder == nil, let newest = reader.session.checkpoints.map(\.size).max() else { return }
        Console.warn(
            "these sheets belong to a binder, whose ledger had \(newest) entries: --binder FOLDER applies its policy"
        )
        Console.warn("without it the evidence is in \(evidence.book.path); `breakglass ledger merge` merges it later")
        try remark(
            "the binder's policy is applied and its ledger written",
            !isStandIn
                ? "no binder was named, though the sheets show one; its policy could not be applied"
                : "the binder that was named cannot be read; its policy could not be applied",
            "to continue without it")
    }

    /// Sheets that the ledger lists as lost or destroyed count, but somebody must find out where they come from.
    func checkSheets(_ reader: SheetReader) throws(CommandError) {
        for manifest in reader.manifests {
            let shares = reader.session.provenShares(of: manifest.identity).map(\.number)
            for breach in SheetInHandRule(shares, of: manifest.identity, known: reader.known).breaches {
                try remark(breach.expected, breach.found, "to count its share")
            }
        }
    }

    /// Checks the ledger against what paper shows of it. Paper from another ledger says nothing about this one.
    private func compare(_ paper: PaperSources) throws(CommandError) {
        guard let log = place.log, let state = place.state else { return }
        for paper in paper.checkpoints {
            switch paper.verdict(on: log, state) {
            case .continued: continue
            case .foreign:
                Console.say("\(paper.source): its checkpoint belongs to another ledger, and does not count here")
            case .contradicted:
                do throws(BinderError) { try evidence.leave(because: paper) } catch { throw CommandError(error) }
            }
        }
    }

    /// Says and records what no rule could prevent; another person must countersign it.
    private func remark(_ expected: String, _ happened: String, _ decided: String) throws(CommandError) {
        // What happened comes first: on its own, what was expected would read as a fact.
        Console.warn("\(happened); expected: \(expected)")
        do throws(BinderError) {
            try evidence.append(
                .remark(
                    expected: .known(expected), happened: .known(happened), decided: .known(decided), by: self.operator,
                    isSuspicious: true))
        } catch { throw CommandError(error) }
    }

    /// Records the consent of the shares, and shows the checkpoint that each participant takes home.
    func reveal(_ reader: SheetReader, field: String?) throws(CommandError) {
        let name = try field.map { name throws(CommandError) in
            try PublicText(named: "--field", name, limit: CredentialField.nameLimit)
        }
        let checkpoint: Checkpoint
        do throws(BinderError) {
            checkpoint = try evidence.reveal(
                reader.manifests.map { RecoveredSet(reader.session.provenShares(of: $0.identity), of: $0) }, field: name
            )
        } catch { throw CommandError(error) }
        let participants = reader.manifests.flatMap { manifest in
            let set = place.state?.set(manifest.identity)
            return reader.session.provenShares(of: manifest.identity).map { share in
                set?.custodian(of: share.number) ?? "share \(share.number)"
            }
        }
        Slip(checkpoint, of: evidence.book, at: place)
            .handOut(to: participants, of: "Recovery", with: reader.manifests)
    }

    /// Records that nothing was shown, as far as that can still be recorded.
    func close(_ error: any Error, _ reader: SheetReader) {
        let failure = error as? CommandError
        let outcome: RecoveryClosed.Outcome = failure?.code == .interrupted ? .givenUp : .failed
        do throws(BinderError) {
            try evidence.close(outcome, sets: reader.standings, detail: failure?.message)
        } catch { Console.report(CommandError(error)) }
    }

    /// Records that the credential was shown.
    func closeAsShown(_ reader: SheetReader) throws(CommandError) {
        do throws(BinderError) {
            try evidence.close(.shown, sets: reader.standings, detail: nil)
        } catch { throw CommandError(error) }
    }
}

extension LedgerTrouble {
    /// The trouble in words.
    var words: String {
        switch self {
        case .unwritable(let error): "the ledger cannot be written: \(CommandError(error).message)"
        case .contradicted(let paper):
            "this paper and this ledger disagree, and one of the two is false: \(paper.source) shows "
                + "\(paper.code.size) entries (\(paper.code.words.joined(separator: " "))), which the ledger does not "
                + "extend; keep both as evidence"
        }
    }
}
