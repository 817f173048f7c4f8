// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
import SecretSharing
import ShareEnvelope

/// What is due in a binder.
package struct DutyList: Sendable {
    /// The duties: the most urgent first, and among equals the one that has been due longest.
    package let duties: [Duty]

    /// Finds what is due.
    ///
    /// - Parameters:
    ///   - policy: the policy in force.
    ///   - isPolicyRecorded: whether the policy's file is the one in force.
    ///   - faults: how many entries contradict the ledger.
    package init(
        _ state: BinderState, under policy: Policy?, at now: LedgerTime, isPolicyRecorded: Bool, faults: Int = 0
    ) {
        var duties = Self.binder(state, policy, isPolicyRecorded, faults)
        duties += Self.unsigned(state.unsignedCount)
        duties += state.loosenings.map { Self.loosening($0.version, $0.words, now) }
        if let latest = state.latest, latest.time > now.adding(seconds: Duty.clockSlack) {
            duties.append(Self.clock(latest.place, latest.time, now))
        }
        for life in state.lives(under: policy) {
            duties += life.openings.flatMap { Self.recovery($0, of: life, now) }
            duties += Self.rotation(of: life, now)
            duties += Self.undealt(life)
            duties += Self.unplanned(life)
            duties += Self.older(life)
            duties += life.sets.flatMap { Self.paper(of: $0, life) }
            duties += Self.losses(of: life, now)
            duties += Self.drills(of: life, now)
            duties += Self.proofs(of: life, now)
            duties += PeopleDuties(of: life, state.departures.map(\.left), now).duties
        }
        duties += SharedBag.all(in: state, under: policy).map(\.duty)
        duties += NightKitDuty.duties(state.lives(under: policy), in: state, now)
        duties += state.strays(under: policy).compactMap { Self.unclosed($0, nil, now) }
        duties += state.exceptions.filter { $0.needsCountersignature }.map { Self.countersignature($0, now) }
        self.duties = duties.sorted {
            ($0.urgency, $0.due ?? now, $0.kind.rawValue, $0.words) < (
                $1.urgency, $1.due ?? now, $1.kind.rawValue, $1.words
            )
        }
    }

    // MARK: - The binder

    private static func binder(
        _ state: BinderState, _ policy: Policy?, _ isPolicyRecorded: Bool, _ faults: Int
    ) -> [Duty] {
        var duties: [Duty] = []
        if faults > 0 {
            let what = faults == 1 ? "an entry contradicts" : "\(faults) entries contradict"
            duties.append(Duty(.ledger, .overdue, nil, "\(what) the ledger: `breakglass ledger verify`"))
        }
        if policy == nil {
            let what = state.policy == nil ? "no policy is in force" : "the policy in force cannot be read"
            duties.append(
                Duty(.policy, .overdue, nil, "\(what), so nobody knows what is due: `breakglass policy --adopt`"))
        } else if !isPolicyRecorded {
            duties.append(
                Duty(
                    .policy, .overdue, nil, "policy.yaml was changed but is not in force: `breakglass policy --adopt`"))
        }
        return duties
    }

    /// The clock decides what is due. If it was set back, duties would disappear silently.
    private static func clock(_ place: EntryPlace, _ time: LedgerTime, _ now: LedgerTime) -> Duty {
        Duty(
            .clock, .overdue, nil,
            "entry \(place) is dated \(time), but this clock shows \(now): one of the two is wrong, so nobody knows "
                + "what is due; set the clock, or record an exception about the entry")
    }

    /// Lines that the ledger's key did not sign do not count, but somebody wrote them.
    private static func unsigned(_ count: UInt64) -> [Duty] {
        guard count > 0 else { return [] }
        return [
            Duty(
                .unsignedLines, .overdue, nil,
                "\(count == 1 ? "a line" : "\(count) lines") of the ledger \(count == 1 ? "is" : "are") unsigned and "
                    + "\(count == 1 ? "does" : "do") not count: `breakglass ledger verify`")
        ]
    }

    /// A policy that loosens a rule is in force, and is shown until another person countersigns it.
    private static func loosening(_ version: PolicyVersion, _ words: [String], _ now: LedgerTime) -> Duty {
        Duty(
            .countersignature, .overdue, nil,
            "\(version.change.by) loosened the policy in entry \(version.place), and nobody else has countersigned it: "
                + "\(words.joined(separator: "; ")); `breakglass review \(version.place)`",
            due: ClockLag(written: version.time, start: version.effective).corrected(version.time, at: now),
            entry: version.place)
    }

    private static func countersignature(_ exception: ExceptionHistory, _ now: LedgerTime) -> Duty {
        Duty(
            .countersignature, .overdue, nil,
            "\(exception.exception.by) overrode a rule in entry \(exception.place), and nobody else has countersigned it: "
                + "the rule requires \(exception.exception.expected); \(exception.exception.happened); `breakglass review \(exception.place)`",
            due: exception.lag.corrected(exception.time, at: now), entry: exception.place)
    }

    // MARK: - Uses

    /// What a recovery requires, one duty at a time, from its statement to its review.
    private static func recovery(_ opening: Opening, of life: CredentialStatus, _ now: LedgerTime) -> [Duty] {
        var duties = [unclosed(opening, life.name, now)].compactMap { $0 }
        guard let use = opening.use, opening.review == nil else { return duties }
        let due = life.reviewDue(of: opening, at: now)
        let since = opening.dutyTime(use.time, at: now)
        let end = opening.dutyWindowEnd(at: now)
        let isSaid = opening.revealed != nil || opening.closed?.event.outcome == .shown
        if let until = end, until > now {
            duties.append(
                Duty(
                    .openWindow, .overdue, life.name,
                    isSaid
                        ? "it has been open since \(since), by entry \(opening.place); the window ends at \(until)"
                        : "a quorum consented at \(since) to entry \(opening.place), so it counts as opened, whatever "
                            + "is said about its end; the window ends at \(until)", due: until, entry: opening.place))
        } else if let due, due > now {
            duties.append(
                Duty(
                    end == nil ? .review : .windowOver, end == nil ? .soon : .overdue, life.name,
                    "the use of entry \(opening.place) is over, and its review is due by \(due): `breakglass review`",
                    due: end ?? due, entry: opening.place))
        } else {
            duties.append(
                Duty(
                    .review, .overdue, life.name,
                    "the use of entry \(opening.place) has no review\(early(opening)): `breakglass review`",
                    due: due ?? since,
                    entry: opening.place))
        }
        return duties
    }

    /// Explains why a review that was filed before the use does not end the duty.
    private static func early(_ opening: Opening) -> String {
        opening.earlyReviews.first.map { "; the one in entry \($0.place) was filed before it" } ?? ""
    }

    private static func unclosed(_ opening: Opening, _ name: CredentialName?, _ now: LedgerTime) -> Duty? {
        guard opening.isUnclosed else { return nil }
        return Duty(
            .openRecovery, .overdue, name,
            "the recovery of entry \(opening.place) was never closed: it is still in progress, or was cut off; if so, `breakglass review \(opening.place)` closes it",
            due: opening.dutyTime(opening.time, at: now),
            entry: opening.place)
    }

    /// A set that was opened counts as burned once its use is over.
    private static func rotation(of life: CredentialStatus, _ now: LedgerTime) -> [Duty] {
        if case .open = life.stateBeforeOpening(at: now) { return [] }
        return life.liveSets.filter { $0.isBurnt }.map { set in
            let use = life.openings.first { $0.use != nil && $0.touched.contains(set.identity) }
            return Duty(
                .rotation, .overdue, life.name,
                "set \(set.identity.code) was opened and counts as burned: change the credential, then "
                    + "`breakglass split --changed`", due: set.openedAt.first.map { use?.dutyTime($0, at: now) ?? $0 },
                entry: use?.place)
        }
    }

    // MARK: - Paper

    /// A credential that the policy plans but no paper opens.
    private static func undealt(_ life: CredentialStatus) -> [Duty] {
        let isBegun = life.sets.contains { $0.end == nil && $0.released == nil && $0.givenUp == nil }
        guard life.planned != nil, life.liveSet == nil, !isBegun else { return [] }
        return [
            Duty(
                .undealt, .overdue, life.name,
                "no sheets of it are in force, so nobody can open it: `breakglass split`",
                due: life.sets.last?.time)
        ]
    }

    /// Paper of a credential that is not in the policy in force: nothing says who should keep it.
    private static func unplanned(_ life: CredentialStatus) -> [Duty] {
        guard life.policy != nil, life.planned == nil else { return [] }
        return life.liveSets.map { set in
            Duty(
                .unplannedSet, .overdue, life.name,
                "set \(set.identity.code) is for a credential that is not in the policy: add it to the policy, or "
                    + "`breakglass reshare --retire-only \(set.identity.code)`", due: set.released, entry: set.place)
        }
    }

    /// Sets in force alongside the newest one: their paper opens the credential too.
    private static func older(_ life: CredentialStatus) -> [Duty] {
        life.liveSets.filter { $0.identity != life.liveSet?.identity && $0.givenUp == nil }.map { set in
            Duty(
                .olderSet, .overdue, life.name,
                "set \(set.identity.code) is in force alongside set \(life.liveSet?.identity.code ?? "")"
                    + (set.isClaim ? ", on the ledger keeper's word alone" : "")
                    + ": `breakglass reshare --retire-only SET` takes one out of force", due: set.released,
                entry: set.place)
        }
    }

    private static func paper(of set: SetHistory, _ life: CredentialStatus) -> [Duty] {
        switch set.end {
        case .abandoned: return []
        case .retired(let time, _):
            guard set.released != nil, life.stillOpens(set) else { return [] }
            return [
                Duty(
                    .retiredPaper, .overdue, life.name,
                    "set \(set.identity.code) is retired, but its credential was not changed: its sheets still open it; "
                        + "have them destroyed (`breakglass sheet destroy`), or change it, then `breakglass split --changed`",
                    due: time, entry: set.place)
            ]
        case nil:
            if let time = set.givenUp { return givenUp(set, since: time, life) }
        }
        guard let released = set.released else {
            return [
                Duty(
                    .unfinishedSplit, .overdue, life.name,
                    "set \(set.identity.code) was dealt, but its sheets were never released: `breakglass split` again",
                    due: set.time, entry: set.place)
            ]
        }
        let missing = set.custodians.filter { life.lastProof(of: $0.share, in: set) == nil }
        guard !missing.isEmpty else { return [] }
        return [
            Duty(
                .readBack, .overdue, life.name,
                "the printed sheets of set \(set.identity.code) were never read back, \(list(missing, of: set))",
                due: released, entry: set.place)
        ]
    }

    /// Giving a set up on record does not destroy its sheets.
    private static func givenUp(_ set: SetHistory, since time: LedgerTime, _ life: CredentialStatus) -> [Duty] {
        guard !life.isRotated(since: set) else { return [] }
        return [
            Duty(
                .givenUpPaper, .overdue, life.name,
                "set \(set.identity.code) was given up after one of its sheets was proven: its sheets still open the "
                    + "credential; have all of them destroyed (`breakglass sheet destroy`), or change it, then "
                    + "`breakglass split --changed`", due: time, entry: set.abandonedAfterProof.first ?? set.place)
        ]
    }

    private static func list(_ custodians: [SetCreated.Custodian], of set: SetHistory) -> String {
        guard custodians.count < set.created.custodians.count else { return "all \(custodians.count) of them" }
        return custodians.map { "\($0.name) (\($0.share))" }.joined(separator: ", ")
    }

    private static func proofs(of life: CredentialStatus, _ now: LedgerTime) -> [Duty] {
        guard let set = life.liveSet, life.account != nil, let released = set.released else { return [] }
        let due = Dictionary(grouping: set.custodians) { custodian in
            let last = life.lastProof(of: custodian.share, in: set)
            let interval = life.terms(since: last?.how.place ?? set.place) { $0.drillEvery }.min {
                $0.seconds < $1.seconds
            }
            // Nobody can prove a sheet before its release. A signature with an earlier date comes from a reset clock.
            let start = last.map { released <= now ? max($0.time, released) : $0.time } ?? released
            return ProofDue(
                interval: interval, time: start.adding(seconds: UInt64(interval?.seconds ?? 0)))
        }
        return due.compactMap { due, custodians in
            guard let interval = due.interval else { return nil }
            return Duty.urgency(due: due.time, at: now).map { urgency in
                Duty(
                    .proof, urgency, life.name,
                    "each sheet must be proven whole every \(interval): \(list(custodians, of: set))", due: due.time,
                    entry: set.place)
            }
        }
    }

    /// When a sheet must be proven again, and the interval that sets that time.
    private struct ProofDue: Hashable {
        let interval: PolicySpan?
        let time: LedgerTime
    }

    private static func losses(of life: CredentialStatus, _ now: LedgerTime) -> [Duty] {
        guard let set = life.liveSet, let coverage = Coverage(of: life, at: now) else { return [] }
        let replaced = set.replaced
        let lost = coverage.sheets.filter {
            set.sheets[$0.share]?.lost != nil && !$0.isInHand && !replaced.contains($0.share)
        }
        guard !lost.isEmpty else { return [] }
        let names = lost.map { "\($0.share) (\($0.custodian))" }.joined(separator: ", ")
        let rest =
            coverage.isQuorumInHand
            ? spares(for: lost.map { $0.share }, of: set)
                + "reissue the credential while a quorum is left: `breakglass reshare --because lost`"
            : "NO QUORUM IS LEFT: change the credential another way, then `breakglass split --changed`"
        return [
            Duty(
                .lostSheet, .overdue, life.name,
                "\(lost.count == 1 ? "a sheet" : "\(lost.count) sheets") of set \(set.identity.code) "
                    + "\(lost.count == 1 ? "is" : "are") lost: \(names); \(rest)",
                due: lost.compactMap { set.sheets[$0.share]?.lost?.time }.min(),
                entry: lost.compactMap { set.sheets[$0.share]?.lost?.place }.min())
        ]
    }

    /// The spares that can replace lost sheets.
    private static func spares(for lost: [ShareNumber], of set: SetHistory) -> String {
        let names = lost.flatMap { set.spares(for: $0) }.uniqued.map { "\($0.share) (\($0.name))" }
        guard !names.isEmpty else { return "" }
        return "hand over the spare \(names.joined(separator: ", ")) (`breakglass sheet receive --replaces SHARE`), or "
    }

    /// Drills that are not closed, with how many custodians did not answer. A drill by mail is over when the grace after
    /// its expiry is over.
    private static func drills(of life: CredentialStatus, _ now: LedgerTime) -> [Duty] {
        life.drills.filter { $0.closed == nil }.compactMap { drill in
            let due = drill.end
            guard due <= now else {
                let waiting = drill.waiting.count
                return Duty(
                    .openDrill, .soon, life.name,
                    "the drill of entry \(drill.place) is open, and "
                        + (waiting == 0
                            ? "all have answered: `\(drill.opened.way.closing)`"
                            : "\(waiting) of \(drill.opened.shares.count) have not answered"),
                    due: due,
                    entry: drill.place)
            }
            let silent = drill.unproven.count
            return Duty(
                .openDrill, .overdue, life.name,
                "the drill of entry \(drill.place) is over, and \(silent == 0 ? "all" : "\(silent) did not") "
                    + "\(silent == 0 ? "have answered" : "answer"): `\(drill.opened.way.closing)`", due: due,
                entry: drill.place)
        }
    }
}
