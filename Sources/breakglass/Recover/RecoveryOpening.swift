// SPDX-License-Identifier: Apache-2.0
//
// A recovery as the ledger sees it: the statement before any sheet is read, the rules that it breaks, the consent of the
// shares before anything is shown, and how it ended.

import Binder
import Ceremonies
import MerkleLog
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
    func open() throws(Complaint) -> OpenRecovery {
        let place = try evidence.placeForEmergency()
        if let trouble = place.trouble {
            Talk.warn("the ledger cannot be used: \(trouble.message)")
            Talk.warn(
                "the evidence goes into the record \(place.book.path); `breakglass ledger merge` takes it in later")
        }
        let statement = try StatementGuide(arguments, place, scope).statement()
        if place.policy != nil { for line in statement.lines { Talk.say(line) } }
        let why = try overridingReason(of: statement, at: place)
        let origin = place.log?.ledgerOrigin
        let ledger = RecoveryEvidence(
            statement.openings, in: place.book, known: Set(place.state?.sets.map { $0.identity } ?? []),
            fallback: { [evidence] () throws(BinderError) in
                try evidence.store(origin)
            },
            tell: { trouble, path in
                Talk.warn(trouble.words)
                Talk.warn("the evidence goes into the record \(path); `breakglass ledger merge` takes it in later")
            })
        do throws(BinderError) {
            try ledger.open()
            if place.trouble != nil { try ledger.note(.ledgerUnusable) }
            for rule in statement.broken {
                try ledger.note(
                    CeremonyException(
                        about: nil, expected: .known(rule.expected), happened: .known(rule.happened),
                        decided: why ?? .known("to go on"), by: statement.first.operatedBy ?? .known("the operator"),
                        override: !scope.isPractice))
            }
        } catch { throw Complaint(error) }
        return OpenRecovery(place: place, evidence: ledger, overriding: why)
    }

    /// Why rules are overridden; nothing when none is. What is refused is an entry too.
    private func overridingReason(of statement: Statement, at place: EvidencePlace) throws(Complaint) -> PublicText? {
        guard !statement.broken.isEmpty else { return nil }
        for rule in statement.broken { Talk.warn("\(rule.expected): \(rule.happened)") }
        var why = arguments.overriding
        if why == nil {
            why = try Guide().answer(
                "Go on against the policy? Say why, for the record (empty gives up): ", "--override")
        }
        if let why, !why.isEmpty { return try PublicText(named: "--override", why, limit: 1000) }
        let first = statement.broken[0]
        try place.append(
            .refused(
                Refused(
                    act: .known("recover"), account: statement.first.account,
                    why: .known(statement.broken.map { "\($0.expected): \($0.happened)" }.joined(separator: "; ")))))
        throw Complaint(
            .refused, "the policy asks for \(first.expected): \(first.happened)",
            hint: "\(first.wayOut); --override \"why\" goes on all the same, on record, to be countersigned")
    }
}

/// A recovery that is stated in the ledger.
struct OpenRecovery {
    let place: EvidencePlace
    let evidence: RecoveryEvidence
    /// Why a rule is overridden, where one is.
    let overriding: PublicText?

    /// Holds the sheets against the statement and the ledger, before anything is shown.
    func check(_ desk: RecoveryDesk) throws(Complaint) {
        for manifest in desk.manifests {
            for code in desk.session.checkpoints { try compare(code, manifest) }
            try check(manifest)
        }
    }

    /// Where sheets in earnest came to a practice, or practice sheets to an emergency, none of them was taken. The former
    /// is written down: a practice is no way to collect sheets. Where nothing else came, this is the reason to end.
    func checkPurpose(_ desk: RecoveryDesk) throws(Complaint) {
        guard !desk.refused.isEmpty else { return }
        let isPractice = evidence.statements[0].practice == true
        let shares = desk.refused.map { "\($0.share) of set \($0.set.code)" }.joined(separator: ", ")
        if isPractice {
            try note(
                "practice sheets alone", "sheets in earnest were read, \(shares)", "they were not taken",
                isOverride: true)
        }
        guard !desk.isReady else { return }
        throw Complaint(
            .refused,
            isPractice
                ? "these are sheets in earnest, and this is practice: \(shares)"
                : "these are practice sheets, which open nothing of worth: \(shares)",
            hint: isPractice
                ? "nothing was opened: put them back into their bags; practice sheets say so on their outer face"
                : "--practice trains with them; in an emergency bring the sheets in earnest")
    }

    /// Sheets that show a ledger belong to a binder: who names none goes round its policy, which is said and written down.
    func checkBinder(_ desk: RecoveryDesk) throws(Complaint) {
        guard place.folder == nil, let newest = desk.session.checkpoints.map(\.size).max() else { return }
        Talk.warn(
            "these sheets belong to a binder, whose ledger had \(newest) entries: --binder FOLDER asks what its policy asks"
        )
        Talk.warn("without it the evidence is in \(evidence.book.path); `breakglass ledger merge` takes it in later")
        try note(
            "the binder's policy is asked and its ledger written", "no binder was named, though the sheets show one",
            "to go on without it", isOverride: true)
    }

    private func check(_ manifest: Manifest) throws(Complaint) {
        if let account = evidence.statements[0].account, account != manifest.label {
            try refuse("sheets of \(account)", "these are of \(manifest.label)", "--account names what is opened")
        }
        guard let state = place.state, let set = state.set(manifest.identity) else {
            if place.state != nil {
                try note("a set of this ledger", "the ledger has no set \(manifest.identity.code)", "to go on")
            }
            return
        }
        switch set.end {
        case .retired(let time, _):
            try refuse(
                "a set that is not retired",
                "set \(manifest.identity.code) was retired on \(time.description.prefix(10))",
                "bring the sheets of the set in force: `breakglass who-can`")
        case .abandoned(let time, _):
            try note(
                "a set whose sheets went out",
                "set \(manifest.identity.code) was abandoned on \(time.description.prefix(10))",
                "to go on")
        case nil: break
        }
    }

    private func compare(_ code: CheckpointCode, _ manifest: Manifest) throws(Complaint) {
        // A sheet of another organisation's ledger says nothing about this one.
        guard place.isOurs(code) || place.state?.set(manifest.identity) != nil else { return }
        do throws(BinderError) { try evidence.compare(code, continues: place.continues) } catch {
            throw Complaint(error)
        }
    }

    private func refuse(_ expected: String, _ happened: String, _ wayOut: String) throws(Complaint) {
        guard let overriding else {
            throw Complaint(
                .refused, "the ledger asks for \(expected): \(happened)",
                hint: "\(wayOut); --override \"why\" goes on all the same, on record, to be countersigned")
        }
        try note(expected, happened, overriding.description, isOverride: true)
    }

    private func note(
        _ expected: String, _ happened: String, _ decided: String, isOverride: Bool = false
    ) throws(Complaint) {
        Talk.warn("\(expected): \(happened)")
        do throws(BinderError) {
            try evidence.note(
                CeremonyException(
                    about: nil, expected: .known(expected), happened: .known(happened), decided: .known(decided),
                    by: evidence.statements[0].operatedBy ?? .known("the operator"), override: isOverride))
        } catch { throw Complaint(error) }
    }

    /// Writes the consent of the shares, and shows the checkpoint that each participant takes along.
    func reveal(_ desk: RecoveryDesk, field: String?) throws(Complaint) {
        let name = try field.map { name throws(Complaint) in
            try PublicText(named: "--field", name, limit: CredentialField.nameLimit)
        }
        let checkpoint: Checkpoint
        do throws(BinderError) {
            checkpoint = try evidence.reveal(
                desk.manifests.map { RecoveredSet(desk.session.provenShares(of: $0.identity), of: $0) }, field: name)
        } catch { throw Complaint(error) }
        let participants = desk.manifests.flatMap { manifest in
            let set = place.state?.set(manifest.identity)
            return desk.session.provenShares(of: manifest.identity).map { share in
                set?.custodian(of: share.number) ?? "share \(share.number)"
            }
        }
        guard let label = desk.manifests.first?.label else { return }
        Slip(checkpoint, of: evidence.book, at: place).handOut(to: participants, of: "Recovery of \(label)")
    }

    /// Writes that it came to nothing, as far as that can still be written.
    func close(_ error: any Error, _ desk: RecoveryDesk) {
        let complaint = error as? Complaint
        let outcome: RecoveryClosed.Outcome = complaint?.code == .interrupted ? .givenUp : .failed
        do throws(BinderError) {
            try evidence.close(outcome, sets: desk.standings, detail: complaint?.message)
        } catch { Talk.complain(Complaint(error)) }
    }

    /// Writes that it was shown.
    func closeAsShown(_ desk: RecoveryDesk) throws(Complaint) {
        do throws(BinderError) {
            try evidence.close(.shown, sets: desk.standings, detail: nil)
        } catch { throw Complaint(error) }
    }
}

extension LedgerTrouble {
    /// The trouble in words.
    var words: String {
        switch self {
        case .unwritable(let error): "the ledger cannot be written: \(Complaint(error).message)"
        case .contradicted(let code):
            "THE LEDGER WAS CHANGED: a sheet shows \(code.size) entries (\(code.words.joined(separator: " "))), "
                + "and the ledger does not continue them; keep the binder as evidence"
        }
    }
}

extension CeremonyException {
    /// That the ledger could not be used from the start.
    static var ledgerUnusable: CeremonyException {
        CeremonyException(
            about: nil, expected: .known("the evidence goes into the ledger"),
            happened: .known("the ledger could not be used"),
            decided: .known("this record stands in for it until it is merged"), by: .known("breakglass"),
            override: false)
    }
}
