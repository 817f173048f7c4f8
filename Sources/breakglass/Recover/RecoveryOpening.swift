// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import Ledger
import Recovery
import ShareEnvelope
import TerminalDialogue

/// Leads a recovery from stage to stage at a terminal.
struct RecoveryOpening {
    /// The recovery, whose statement is on disk.
    let stated: StatedRecovery
    /// The reason for overriding rules, from the command line.
    private let overriding: String?
    private let evidence: EvidenceArguments
    private let isStandIn: Bool

    /// Has the statement made, shows it, and writes it.
    init(
        _ arguments: StatementArguments, _ evidence: EvidenceArguments, _ scope: RecoveryStatement.Scope
    ) throws(CommandError) {
        let overriding = arguments.overriding.overriding
        let (place, trouble) = try evidence.placeForEmergency()
        if let trouble {
            Console.warn("the ledger cannot be used: \(trouble.message)")
            Self.warn(ofJournal: place.book.path)
        }
        if let oddity = place.oddClock { Console.warn("\(oddity); the recovery uses that clock, on record") }
        let ceremony = RecoveryStatement(place, scope)
        var interview = arguments.interview
        let (planned, passage) = try interview.plan(ceremony) { statement, interview throws(CommandError) in
            for notice in statement.notices { Console.warn(notice) }
            let planned = Self.planned(statement, at: place, isStandIn: trouble != nil, evidence)
            return try planned.gate.judge(
                statement.rules, overriding: overriding, by: statement.first.operatedBy, named: "--operator",
                backTo: &interview
            ).map { (planned, $0) }
        }
        self.overriding = overriding
        self.evidence = evidence
        isStandIn = trouble != nil
        do throws(BinderError) { stated = try planned.state(passage) } catch { throw CommandError(error) }
    }

    /// Writes the same statement for the other credential of the account.
    init(after first: RecoveryOpening, for other: Manifest) throws(CommandError) {
        // A reason for going on against the first one's rules is none for this one's.
        overriding = nil
        evidence = first.evidence
        isStandIn = first.isStandIn
        let place = first.stated.place
        let statement = first.stated.statement.repeated(for: other, at: place)
        let planned = Self.planned(statement, at: place, isStandIn: isStandIn, evidence)
        let passage = try planned.gate.judge(
            statement.rules, overriding: overriding, by: statement.first.operatedBy, named: "--operator")
        do throws(BinderError) { stated = try planned.state(passage) } catch { throw CommandError(error) }
    }

    private static func planned(
        _ statement: Statement, at place: CeremonyEvidence, isStandIn: Bool, _ evidence: EvidenceArguments
    ) -> PlannedRecovery {
        let origin = place.log?.ledgerOrigin
        return PlannedRecovery(
            statement, at: place, isStandIn: isStandIn,
            fallback: { () throws(BinderError) in try evidence.store(origin) },
            tell: { trouble, path in
                Console.warn(trouble.words)
                warn(ofJournal: path)
            })
    }

    private static func warn(ofJournal path: String) {
        let file = CommandLineWord.path(path)
        Console.warn("the evidence goes into the journal \(path); `breakglass ledger merge \(file)` merges it later")
    }

    /// Refuses sheets of the wrong kind, if there are no others.
    func sortOut(_ reader: SheetReader) throws(CommandError) {
        do throws(GateError) { try stated.sortOut(reader.pile) { Console.warn($0) } } catch {
            throw CommandError(error)
        }
    }

    /// Holds the sheets against the statement and the ledger, and records the consent of the shares.
    ///
    /// - Parameters:
    ///   - choice: the set that was named by its code before any sheet was read.
    ///   - field: the one field that is output.
    func reveal(_ reader: SheetReader, chosen choice: SetChoice?, field: String?) throws(CommandError)
        -> RevealedRecovery
    {
        let name = try field.map { name throws(CommandError) in
            try PublicText(named: "--field", name, limit: CredentialField.nameLimit)
        }
        do {
            let checked = try stated.check(reader.pile, choice)
            for line in checked.said { Console.say(line) }
            let passage = try checked.gate.judge(
                checked.rules, overriding: overriding, by: stated.statement.first.operatedBy, named: "--operator")
            let ready = try checked.admit(passage)
            for line in ready.said { Console.warn(line) }
            let revealed = try ready.reveal(field: name)
            Slip(revealed.checkpoint, of: revealed.book, at: stated.place)
                .handOut(to: revealed.participants, of: "Recovery", with: revealed.manifests)
            return revealed
        } catch let error as BinderError { throw CommandError(error) } catch let error as CommandError {
            throw error
        } catch { preconditionFailure("\(error)") }
    }

    /// Records that nothing was shown, as far as that can still be recorded.
    func close(_ error: any Error, _ reader: SheetReader) {
        let failure = error as? CommandError
        let outcome: RecoveryClosed.Outcome = failure?.code == .interrupted ? .givenUp : .failed
        do throws(BinderError) {
            try stated.evidence.close(outcome, sets: reader.pile.standings, detail: failure?.message)
        } catch { Console.report(CommandError(error)) }
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
