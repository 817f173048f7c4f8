// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
package import Ledger
package import ShareEnvelope

/// A set whose sheets are out.
package struct ReleasedSet {
    /// The set and who keeps what.
    package let paper: PaperSet
    let site: SetSite

    /// The set's identity.
    package var identity: SetIdentity { site.identity }

    /// What the end of a command about its credential needs to name it.
    package var naming: String {
        let manifest = paper.dealt.manifest
        return site.place.state?.naming(
            CredentialName(account: manifest.label, credential: manifest.credential), under: site.place.policy) ?? ""
    }

    /// What is said when nobody reads the printed sheets back: what proves them later.
    package var notReadBack: String {
        let what = "the printed sheets were not read back"
        guard !paper.roster.isPractice else {
            return "\(what): `breakglass inspect` says whether a scan of each is whole"
        }
        let proving =
            "prove each one with `breakglass drill in-person\(naming)`, or with `breakglass sheet receive --bag SERIAL "
            + "--place PLACE SCAN`; `breakglass inspect` checks a scan, but leaves no proof"
        guard case .ledger = site.place.book else { return "\(what): once the journal is merged, \(proving)" }
        return "\(what): \(proving)"
    }

    /// How a set ended that the new one replaces.
    package enum Ending: Hashable, Sendable {
        /// It is retired.
        case retired(SetIdentity, isChanged: Bool)
        /// It is abandoned: none of its printed sheets was ever read back.
        case abandoned(SetIdentity)
        /// It stays in force: a journal cannot end a set of the ledger.
        case waitsForMerge(SetIdentity)
    }

    /// Records that printed sheets are whole. The scanned shares sign the entry: without their signatures it proves
    /// nothing.
    ///
    /// - Throws: `BinderError`.
    package func record(_ printed: PrintedSheets) throws(BinderError) {
        let numbers = printed.whole
        guard !numbers.isEmpty else { return }
        let now = LedgerTime.now
        let (entry, appended) = try site.place.append(at: now) { _ in
            .sheetsReadBack(SheetsReadBack(set: identity, shares: numbers))
        }
        let signed: Cosigned
        do throws(ConsentError) {
            signed = try ConsentRequest(entry: entry, appended: appended).cosign(
                paper.shares(numbers), of: paper.dealt.manifest, proof: appended.inclusion, at: now.posixSeconds)
        } catch { throw .noConsent(error) }
        try site.place.append(.cosigned(signed), at: now)
    }

    /// The sets of the same credential that are in force beside this one, in order.
    package var predecessors: [SetHistory] {
        let manifest = paper.dealt.manifest
        guard site.place.policy != nil else { return [] }
        return (site.place.state?.sets ?? []).filter { old in
            old.isLive && old.identity != identity && !old.isPractice && old.created.account == manifest.label
                && old.created.credential == manifest.credential
        }
    }

    /// Ends the sets of the same credential that this one replaces.
    ///
    /// - Parameter isChanged: whether the credential was changed, so that what they open is worthless.
    /// - Throws: `BinderError`.
    package func retirePredecessors(isChanged: Bool) throws(BinderError) -> [Ending] {
        let place = site.place
        let lives = place.state?.lives(under: place.policy) ?? []
        var endings: [Ending] = []
        for old in predecessors {
            // The ledger does not know who writes a journal.
            guard case .ledger = place.book else {
                endings.append(.waitsForMerge(old.identity))
                continue
            }
            let life = lives.first { $0.liveSet?.identity == old.identity }
            guard isChanged || old.isBurnt || life?.isAnySheetProven ?? true else {
                try site.write(
                    .setAbandoned(
                        SetAbandoned(set: old.identity, why: .known("no printed sheet of it was ever read back"))))
                endings.append(.abandoned(old.identity))
                continue
            }
            try site.write(
                .setRetired(
                    SetRetired(
                        set: old.identity, successor: identity, rotated: isChanged, by: .known("the dealer"),
                        why: .known("the credential was reissued"))))
            endings.append(.retired(old.identity, isChanged: isChanged))
        }
        return endings
    }

    // MARK: - A generated password

    /// Records that the set opens nothing although its sheets are out. It can be called from any thread.
    package var giveUp: @Sendable (_ why: String) throws(BinderError) -> Void { site.giveUp }

    /// Records that a generated password is about to be shown. If the program is cut off after this, the ledger says
    /// that the password at the account may differ from the one on the sheets.
    ///
    /// - Throws: `BinderError`; then it must not be shown.
    package func notesShowing(_ field: PublicText) throws(BinderError) {
        try note(
            "the new \(field) of set \(identity.code) is shown, to be set at the account",
            "no older set ends before somebody confirms that it is set")
    }

    /// Records that somebody confirmed that a generated password is set at the account.
    ///
    /// - Throws: `BinderError`.
    package func notesSet(_ field: PublicText) throws(BinderError) {
        try note("the new \(field) of set \(identity.code) is set at the account", "the older sets of it can end")
    }

    /// Records that nobody confirmed that a generated password is set at the account. Another person must check. It can
    /// be called from any thread.
    package var leaveUnsettled: @Sendable (_ field: PublicText) throws(BinderError) -> Void {
        { [site] field throws(BinderError) in
            try site.write(
                .remark(
                    about: site.created, expected: .known("a generated password that is set at the account"),
                    happened: .known(
                        "set \(site.identity.code): nobody confirmed that the \(field) is set there"),
                    decided: .known("to leave both sets in force until somebody has checked"),
                    by: .known("the dealer"), isSuspicious: true))
        }
    }

    /// Notes a step that goes as planned: what happens is what is expected.
    private func note(_ step: String, _ decided: String) throws(BinderError) {
        try site.write(
            .remark(
                about: site.created, expected: .known(step), happened: .known(step), decided: .known(decided),
                by: .known("the dealer")))
    }
}
