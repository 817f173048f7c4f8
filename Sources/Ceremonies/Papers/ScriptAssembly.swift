// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy
package import Ledger
import MerkleLog
import SheetPrinting

/// A new script, with warnings for the person who makes it.
package struct ScriptDraft: Sendable {
    /// The script.
    package let script: CeremonyScript
    /// People with roles that should be separate, in words.
    package let conflicts: [String]
    /// Whom to call and where the sheets lie, for a recovery.
    package let kit: NightKit?

    /// Makes the script from the policy and the ledger.
    ///
    /// - Throws: `ScriptError`.
    package init(
        _ request: ScriptRequest, of log: LogAudit, _ state: BinderState, at now: LedgerTime
    ) throws(ScriptError) {
        let subject = try ScriptSubject(request, state, now: now)
        guard let version = state.policy, let key = log.keys?.newest, let origin = log.ledgerOrigin,
            let code = log.newestCheckpoint?.paper(key: key, origin: origin),
            let digest = TreeHash(bytes: SHA256Digest.of(Array(version.text.utf8)))
        else { throw .noPolicy }
        let paper = PrintedCheckpoint(code)
        conflicts = subject.conflicts
        if request.ceremony == .recovery {
            let all = NightKit(of: request.name.account, in: state, on: CalendarDay(of: now))
            guard let kit = all?.narrowed(to: request.name.credential) else { throw .noSheets }
            self.kit = kit
        } else {
            kit = nil
        }
        script = CeremonyScript(
            format: 1, ceremony: request.ceremony, organisation: subject.policy.organisation.description,
            account: request.name.account.description, credential: request.name.credential?.description,
            isPractice: request.isPractice, rule: subject.rule.inWords, figures: subject.figures,
            sheets: subject.sheetsRead,
            ledger: CeremonyScript.Ledger(
                origin: origin.ledgerText, code: paper.code, size: paper.size, root: paper.root, words: paper.words,
                policy: "entry \(version.place), SHA-256 \(digest.ledgerText)"),
            program: request.program, place: request.place, on: request.on, made: now, by: request.by,
            previous: Self.previous(to: request, in: state), due: subject.due, roles: subject.roles,
            materials: subject.materials, bags: subject.bags, handovers: subject.handovers,
            phases: subject.phases)
    }

    /// The newest script and the newest record of the credential.
    private static func previous(to request: ScriptRequest, in state: BinderState) -> [String] {
        let papers = state.papers.filter {
            $0.made.account == request.name.account && $0.made.credential == request.name.credential
        }
        return PaperMade.Paper.allCases.compactMap { kind in
            papers.last { $0.made.paper == kind }.map { paper in
                "the \(kind.rawValue) of a \(paper.made.ceremony.rawValue), entry \(paper.place), "
                    + "\(String("\(paper.time)".prefix(10)))"
            }
        }
    }
}

extension ScriptSubject {
    fileprivate var phases: [CeremonyScript.Phase] {
        switch request.ceremony {
        case .split, .reshare, .rotation: opening + dealing + closing
        case .recovery: recovery
        case .drill, .rehearsal: opening + proving + closing
        }
    }

    fileprivate var figures: String {
        rule.figuresInWords
            + (newHasVaultSheet || (request.ceremony.readsSheets && oldHasVaultSheet)
                ? " So can the loss of the vault sheet." : "")
    }

    fileprivate var sheetsRead: CeremonyScript.Sheets? {
        self.set.map {
            CeremonyScript.Sheets(
                code: $0.identity.code, words: $0.identity.words, hasVaultSheet: oldHasVaultSheet)
        }
    }

    /// The bags that are opened.
    fileprivate var bags: [CeremonyScript.Bag] {
        guard request.ceremony.readsSheets || request.ceremony == .rotation else { return [] }
        return old.map {
            CeremonyScript.Bag(share: $0.share, custodian: $0.custodian, serial: $0.bag, place: $0.place)
        }
    }

    /// The sheets that custodians take with them: new ones, or those that were opened.
    fileprivate var handovers: [CeremonyScript.Handover] {
        (request.ceremony.dealsSheets ? new : old).map {
            CeremonyScript.Handover(share: $0.share, custodian: $0.custodian, group: $0.group, place: $0.place)
        }
    }

    fileprivate var due: [String] {
        guard let account else { return [] }
        var due: [String] = []
        if request.ceremony == .recovery {
            due.append(account.reviewWithin.map { "review: within \($0) of the opening" } ?? "review")
            due.append("change of the credential: as soon as its use ends")
        } else {
            due.append("drill: each sheet is proven whole within \(account.drillEvery)")
        }
        return due
    }
}
