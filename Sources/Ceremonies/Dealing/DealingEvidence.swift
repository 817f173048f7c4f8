// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
package import Ledger
package import ShareEnvelope

/// Where one dealing is recorded, and what is written with its first entry.
package struct DealingEvidence: Sendable {
    private let place: CeremonyEvidence
    private let passage: Passage
    private let practice: SetIdentity?
    private let program: PublicText

    /// Says where a dealing is recorded.
    ///
    /// - Parameters:
    ///   - passage: what is overridden, which is written before the set.
    ///   - practice: the set that this one is practice for; `nil` for a real set.
    ///   - program: the program's name and version.
    package init(
        _ place: CeremonyEvidence, passage: Passage = .open, practice: SetIdentity? = nil, program: PublicText
    ) {
        self.place = place
        self.passage = passage
        self.practice = practice
        self.program = program
    }

    /// Records that the set exists, and keeps its manifest in the binder.
    ///
    /// - Returns: the set, whose sheets show the ledger's checkpoint.
    /// - Throws: `BinderError`; then there is no such set.
    package func create(_ deal: DealtCredential) throws(BinderError) -> CreatedSet {
        let manifest = deal.dealt.manifest
        let custodians = deal.numbers.map { number in
            let custodian = deal.roster.custodian(of: number)
            return SetCreated.Custodian(
                share: number, name: custodian.name, person: custodian.person, sealed: custodian.isSealed,
                isSpare: custodian.isSpare)
        }
        // The files come first: an entry whose manifest is missing would look like a loss.
        if case .ledger = place.book, let folder = place.folder { try folder.keep(manifest, deal.dealt.ciphertext) }
        try passage.record()
        let appended = try place.append(
            .setCreated(
                SetCreated(manifest: manifest, practice: practice, custodians: custodians, program: program)))
        var isInLedger = false
        if case .ledger = place.book { isInLedger = true }
        let site = SetSite(
            manifest.identity, at: place, created: isInLedger ? EntryPlace(appended.index) : nil)
        return CreatedSet(
            paper: PaperSet(
                deal,
                showing: SheetFace(
                    checkpoint: place.paper(appended), nextDrill: nextDrill(of: manifest.label),
                    program: place.policy?.program?.description)),
            site: site)
    }

    private func nextDrill(of account: PublicText) -> CalendarDay? {
        guard practice == nil, let account = place.policy?.account(named: account) else { return nil }
        let due = LedgerTime.now.adding(seconds: UInt64(account.drillEvery.seconds))
        return CalendarDay(secondsSince1970: Int(due.posixSeconds))
    }
}
