// SPDX-License-Identifier: Apache-2.0
//
// Takes a credential to paper: deals it, records the set, draws the sheets, reads them back, releases them, reads back
// the printed ones, and ends the sets that the new one replaces.

import CustodyPolicy
import Ledger
package import SecretMemory
import SecretSharing
package import ShareEnvelope
package import SystemPackage

/// One dealing, from the credential to the custodians' sheets.
package struct Dealing {
    /// What becomes of the sets of the same credential that are in force.
    package enum Succession: Hashable, Sendable {
        /// The credential was changed: they are worthless once the new sheets are out, whatever happens to the paper.
        case changed
        /// It was not changed: they are replaced once the new paper is proven.
        case unchanged
        /// It is a password that nobody has seen: they end when somebody says that it is set at the account.
        case generated(PublicText)
        /// Something else ends them, or nothing.
        case none
    }

    private let roster: Roster
    private let evidence: DealingEvidence
    private let succession: Succession
    private let style: SheetStyle
    private let isCiphertextApart: Bool
    private let readsBack: Bool
    private let executable: FilePath

    /// Plans a dealing.
    ///
    /// - Parameters:
    ///   - readsBack: whether scans of the printed sheets are asked for.
    ///   - executable: the program that the child processes run.
    package init(
        to roster: Roster, _ evidence: DealingEvidence, _ succession: Succession, style: SheetStyle,
        isCiphertextApart: Bool, readsBack: Bool, executable: FilePath = "/proc/self/exe"
    ) {
        self.roster = roster
        self.evidence = evidence
        self.succession = succession
        self.style = style
        self.isCiphertextApart = isCiphertextApart
        self.readsBack = readsBack
        self.executable = executable
    }

    /// Deals the credential. Returns when its sheets are out and, unless that is turned off, read back.
    ///
    /// - Parameter dice: the dealer's dice throws, which are mixed into the randomness.
    /// - Throws: what the desk says; the set is abandoned then, unless its sheets are out and open the credential.
    @discardableResult
    package func run<Desk: DealingDesk>(
        _ credential: Credential, dice: borrowing SecretBytes, at desk: Desk
    ) async throws(Desk.Failure) -> ReleasedSet {
        let deal = try await dealt(credential, dice, desk)
        let set: CreatedSet
        do throws(BinderError) { set = try evidence.create(deal) } catch { throw .init(.unwritten(error)) }
        switch succession {
        case .changed:
            let released = try await release(set, desk)
            try end(released, isChanged: true, desk)
            try await readBack(released, desk)
            return released
        case .unchanged:
            let released = try await release(set, desk)
            try await readBack(released, desk)
            try end(released, isChanged: false, desk)
            return released
        case .generated(let field):
            let released = try await releaseUnseen(set, desk)
            try setAtAccount(field, of: credential, released, desk)
            try end(released, isChanged: true, desk)
            return released
        case .none:
            let released = try await release(set, desk)
            try await readBack(released, desk)
            return released
        }
    }

    private func dealt<Desk: DealingDesk>(
        _ credential: Credential, _ dice: borrowing SecretBytes, _ desk: Desk
    ) async throws(Desk.Failure) -> DealtCredential {
        let deal: DealtCredential
        do throws(CeremonyError) {
            deal = try DealtCredential(
                credential, to: roster, isCiphertextApart: isCiphertextApart, created: LedgerTime.now.posixSeconds,
                seed: CeremonySeed(dice: dice), style: style, executable: executable)
        } catch { throw .init(error) }
        desk.tell(.dealt(deal))
        for number in deal.numbers where roster.custodian(of: number).isSealed {
            let custodian = roster.custodian(of: number).name
            let passphrase = try desk.passphrase(of: custodian, number, in: deal.dealt.manifest)
            desk.tell(.sealing(custodian))
            do throws(CeremonyError) { try await deal.seal(number, with: passphrase) } catch { throw .init(error) }
            desk.tell(.sealed)
        }
        return deal
    }

    /// Draws the sheets and hands them out. If that fails, the set is abandoned.
    private func release<Desk: DealingDesk>(
        _ set: CreatedSet, _ desk: Desk
    ) async throws(Desk.Failure) -> ReleasedSet {
        let abandon = set.abandon
        let forget = desk.onInterruption { () throws(BinderError) in try abandon("interrupted") }
        defer { forget() }
        do throws(Desk.Failure) {
            let drawn: DrawnSheets
            do throws(CeremonyError) {
                drawn = try await set.draw { desk.tell(.drawn($0, of: $1, $2)) }
            } catch { throw .init(error) }
            desk.tell(.tried(drawn.tried, of: drawn.all))
            let sheets: OutgoingSheets
            do throws(BinderError) { sheets = try drawn.release() } catch { throw .init(.unwritten(error)) }
            try await desk.deliver(sheets)
            let released = sheets.areOut()
            desk.tell(.delivered(sheets))
            return released
        } catch {
            forget()
            do throws(BinderError) { try abandon(error.message) } catch let unwritten {
                desk.tell(.unwritten(unwritten))
            }
            throw error
        }
    }

    /// Has the printed sheets scanned. Those that were read are proven, even if others are missing.
    private func readBack<Desk: DealingDesk>(
        _ set: ReleasedSet, _ desk: Desk
    ) async throws(Desk.Failure) {
        guard readsBack else { return desk.tell(.notReadBack(set)) }
        let printed = PrintedSheets(set.paper, naming: set.naming)
        let failure: Desk.Failure?
        do throws(Desk.Failure) {
            try await desk.readBack(printed)
            failure = printed.isWhole ? nil : .init(.notEverySheetReadBack(printed.missing))
        } catch { failure = error }
        do throws(BinderError) { try set.record(printed) } catch { throw .init(.unwritten(error)) }
        if let failure { throw failure }
        desk.tell(.readBack)
    }

    private func end<Desk: DealingDesk>(
        _ set: ReleasedSet, isChanged: Bool, _ desk: Desk
    ) throws(Desk.Failure) {
        do throws(BinderError) {
            for ending in try set.retirePredecessors(isChanged: isChanged) { desk.tell(.ended(ending, by: set)) }
        } catch { throw .init(.unwritten(error)) }
    }

    // MARK: - A generated password

    /// Hands out the sheets and has them read back before anybody has seen the password. If that fails, the set is
    /// abandoned even if its sheets are out: they open nothing.
    private func releaseUnseen<Desk: DealingDesk>(
        _ set: CreatedSet, _ desk: Desk
    ) async throws(Desk.Failure) -> ReleasedSet {
        let why = "nobody saw the generated password"
        let giveUp = set.giveUp
        let forget = desk.onInterruption { () throws(BinderError) in try giveUp(why) }
        defer { forget() }
        do throws(Desk.Failure) {
            let released = try await release(set, desk)
            try await readBack(released, desk)
            return released
        } catch {
            forget()
            do throws(BinderError) { try giveUp(why) } catch let unwritten { throw .init(.unwritten(unwritten)) }
            throw error.adding(
                "\(why), and the new sheets open nothing",
                hint: "destroy what was printed, and start again; whatever was in force before stays in force")
        }
    }

    /// Has the password shown, typed back and set at the account: only then may an older set end.
    private func setAtAccount<Desk: DealingDesk>(
        _ field: PublicText, of credential: Credential, _ set: ReleasedSet, _ desk: Desk
    ) throws(Desk.Failure) {
        guard let password = GeneratedPassword(field, of: credential, dealt: set) else { return }
        do throws(BinderError) { try set.notesShowing(field) } catch { throw .init(.unwritten(error)) }
        let leave = set.leaveUnsettled
        let forget = desk.onInterruption { () throws(BinderError) in try leave(field) }
        defer { forget() }
        let isSet: Bool
        do throws(Desk.Failure) {
            try desk.show(password)
            isSet = try desk.isSet(password)
        } catch {
            forget()
            do throws(BinderError) { try leave(field) } catch let unwritten { throw .init(.unwritten(unwritten)) }
            throw error
        }
        forget()
        do throws(BinderError) {
            if isSet {
                try set.notesSet(field)
            } else {
                try set.giveUp("the generated password was not set at the account")
            }
        } catch { throw .init(.unwritten(error)) }
        guard isSet else { throw .init(.notSetAtAccount(field)) }
    }
}
