// SPDX-License-Identifier: Apache-2.0
//
// What a split writes into the ledger. Each entry is written before the event that it records.

import Ceremonies
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope
import Synchronization

/// The evidence of one split.
final class SplitEvidence: Sendable {
    private struct State {
        var set: SetIdentity?
        var manifest: Manifest?
        var areOut = false
    }

    private let place: CeremonyEvidence
    /// Whether the credential was changed, so that what the previous sets open is worthless.
    let isChanged: Bool
    private let practice: SetIdentity?
    private let passage: Passage
    private let state = Mutex(State())

    /// - Parameter practice: the set that this one is practice for; `nil` for a real set.
    init(
        _ place: CeremonyEvidence, isChanged: Bool, practice: SetIdentity? = nil,
        passage: Passage = .open
    ) {
        self.practice = practice
        self.passage = passage
        self.place = place
        self.isChanged = isChanged
    }

    /// The set, once it is dealt.
    var set: SetIdentity? { state.withLock { $0.set } }

    /// Records that the set exists, keeps its manifest in the binder, and puts the ledger's checkpoint on its sheets.
    func create(_ ceremony: SplitCeremony) throws(CommandError) {
        let manifest = ceremony.dealt.manifest
        let custodians = ceremony.numbers.map { number in
            let custodian = ceremony.roster.custodian(of: number)
            return SetCreated.Custodian(
                share: number, name: custodian.name, person: custodian.person, sealed: custodian.isSealed,
                isSpare: custodian.isSpare)
        }
        // The files come first: an entry whose manifest is missing would look like a loss.
        if case .ledger = place.book, let folder = place.folder {
            do throws(BinderError) { try folder.keep(manifest, ceremony.dealt.ciphertext) } catch {
                throw CommandError(error)
            }
        }
        do throws(BinderError) { try passage.record() } catch { throw CommandError(error) }
        let appended = try place.enter(
            .setCreated(
                SetCreated(
                    manifest: manifest, practice: practice, custodians: custodians, program: ProgramVersion.name)))
        state.withLock {
            $0.set = manifest.identity
            $0.manifest = manifest
        }
        ceremony.checkpoint = place.paper(appended)
        ceremony.program = place.policy?.program?.description
        if practice == nil, let account = place.policy?.account(named: manifest.label) {
            let due = LedgerTime.now.adding(seconds: UInt64(account.drillEvery.seconds))
            ceremony.nextDrill = CalendarDay(secondsSince1970: Int(due.posixSeconds))
        }
    }

    /// Records that the drawn sheets are whole and about to be released.
    func released(tried: Int, of all: Int) throws(CommandError) {
        guard let set = state.withLock({ $0.set }) else { return }
        try place.enter(.sheetsReleased(SheetsReleased(set: set, quorumsTried: tried, quorums: all)))
    }

    /// Notes that the sheets are released: from now on the set is good, even if the program ends.
    func areOut() { state.withLock { $0.areOut = true } }

    /// Records that the set is abandoned, unless its sheets are released.
    func abandon(because why: String) {
        guard let set = state.withLock({ $0.areOut ? nil : $0.set }) else { return }
        do throws(CommandError) {
            try place.enter(.setAbandoned(SetAbandoned(set: set, why: .known(why))))
        } catch { Console.report(error) }
    }

    /// Records that the set opens nothing although its sheets are released.
    func giveUp(because why: String) throws(CommandError) {
        guard let set = state.withLock({ $0.areOut ? $0.set : nil }) else { return }
        try place.enter(.setAbandoned(SetAbandoned(set: set, why: .known(why))))
    }

    /// Records that a generated password is about to be shown. If the program is cut off after this, the ledger says
    /// that the password at the account may differ from the one on the sheets.
    func shows(_ name: PublicText) throws(CommandError) {
        try note(
            "the \(name) is about to be shown so that it can be set there",
            "to end no other set before somebody confirms that it is set")
    }

    /// Records that nobody confirmed that a generated password is set at the account. Another person must check.
    func leaveUnsettled(_ name: PublicText) throws(CommandError) {
        try note(
            "nobody confirmed that the \(name) is set there", "to leave both sets in force until somebody has checked",
            isSuspicious: true)
    }

    private func note(_ happened: String, _ decided: String, isSuspicious: Bool = false) throws(CommandError) {
        guard let set = state.withLock({ $0.areOut ? $0.set : nil }) else { return }
        try place.enter(
            .remark(
                expected: .known("a generated password that is set at the account"),
                happened: .known("set \(set.code): \(happened)"), decided: .known(decided), by: .known("the dealer"),
                isSuspicious: isSuspicious))
    }

    /// Records that the printed sheets are whole. The scanned shares sign the entry: without their signatures it proves
    /// nothing.
    func areReadBack(_ numbers: [ShareNumber], in ceremony: SplitCeremony) throws(CommandError) {
        guard let set = state.withLock({ $0.set }) else { return }
        let now = LedgerTime.now
        do throws(BinderError) {
            let (entry, appended) = try place.book.append(at: now) { _ in
                .sheetsReadBack(SheetsReadBack(set: set, shares: numbers))
            }
            Console.warn(of: appended.repairs)
            let signed: Cosigned
            do throws(ConsentError) {
                signed = try ConsentRequest(entry: entry, appended: appended).cosign(
                    ceremony.shares(numbers), of: ceremony.dealt.manifest, proof: appended.inclusion,
                    at: now.posixSeconds)
            } catch { throw .noConsent(error) }
            Console.warn(of: try place.book.append(.cosigned(signed), at: now).repairs)
        } catch { throw CommandError(error) }
    }

    /// Retires the sets of the same credential that the new one replaces.
    func retirePredecessors() throws(CommandError) {
        let dealt = state.withLock { $0.manifest }
        guard let dealt, let set = set, let policy = place.policy, let history = place.state else { return }
        let lives = history.lives(under: policy)
        for old in history.sets
        where old.isLive && old.identity != set && !old.isPractice && old.created.account == dealt.label
            && old.created.credential == dealt.credential
        {
            // A record cannot end a set of the ledger: the ledger does not know who writes the record.
            guard case .ledger = place.book else {
                Console.warn(
                    "set \(old.identity.code) stays in force until you merge the record, then run "
                        + "`breakglass reshare --retire-only \(old.identity.code)`"
                )
                continue
            }
            let life = lives.first { $0.liveSet?.identity == old.identity }
            guard isChanged || old.isBurnt || life?.isAnySheetProven ?? true else {
                try place.enter(
                    .setAbandoned(
                        SetAbandoned(set: old.identity, why: .known("no printed sheet of it was ever read back"))))
                Console.say("Set \(old.identity.code) is abandoned: destroy everything that was printed of it.")
                continue
            }
            try place.enter(
                .setRetired(
                    SetRetired(
                        set: old.identity, successor: set, rotated: isChanged, by: .known("the dealer"),
                        why: .known("the credential was reissued"))))
            Console.say(
                isChanged
                    ? "Set \(old.identity.code) is retired. What its sheets open is worthless; have them destroyed "
                        + "anyway."
                    : "Set \(old.identity.code) is retired. Its sheets still open what they opened: have them destroyed."
            )
            if !isChanged { Console.warn("change the credential itself, then `breakglass split --changed`") }
        }
    }
}
