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
            duties += UseDuties(of: life, now).duties
            duties += Self.undealt(life)
            duties += Self.unplanned(life)
            duties += Self.older(life)
            duties += life.sets.flatMap { Self.paper(of: $0, life, now) }
            duties += SheetDuties(of: life, now).duties
            duties += [UnbaggedSheets(of: life)?.duty].compactMap { $0 }
            duties += DrillDuties(of: life, now).duties
            duties += PeopleDuties(of: life, state.departures.map(\.left), now).duties
        }
        duties += ApproverDuties(under: policy, in: state, now).duties
        duties += SharedBag.all(in: state, under: policy).map(\.duty)
        duties += AlertTestDuty.duties(state.lives(under: policy), under: policy)
        duties += NightKitDuty.duties(state.lives(under: policy), in: state, now)
        duties += state.strays(under: policy).compactMap { UseDuties.unclosed($0, nil, now) }
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

    // MARK: - Paper

    /// A credential that the policy plans but no paper opens.
    private static func undealt(_ life: CredentialStatus) -> [Duty] {
        let isBegun = life.sets.contains { $0.end == nil && $0.released == nil && $0.givenUp == nil }
        guard life.planned != nil, life.liveSet == nil, !isBegun else { return [] }
        return [
            Duty(
                .undealt, .overdue, life.name,
                "no sheets of it are in force, so nobody can open it: `breakglass split\(life.naming)`",
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

    /// Sets in force alongside the newest one: their paper opens the credential too. They stay until the newest one is
    /// proven, so until then the duty to prove that one comes first.
    private static func older(_ life: CredentialStatus) -> [Duty] {
        life.liveSets.filter { $0.identity != life.liveSet?.identity && $0.givenUp == nil }.map { set in
            let waits = life.unprovenReplacement(of: set)
            return Duty(
                .olderSet, waits == nil ? .overdue : .soon, life.name,
                "set \(set.identity.code) is in force alongside set \(life.liveSet?.identity.code ?? "")"
                    + (set.isClaim ? ", on the ledger keeper's word alone" : "")
                    + (waits.map {
                        ": it stays until a quorum of the sheets of set \($0.identity.code) is proven; only then "
                            + "`breakglass reshare --retire-only \(set.identity.code)` takes it out of force"
                    } ?? ": `breakglass reshare --retire-only \(set.identity.code)` takes it out of force"),
                due: set.released, entry: set.place)
        }
    }

    private static func paper(of set: SetHistory, _ life: CredentialStatus, _ now: LedgerTime) -> [Duty] {
        switch set.end {
        case .abandoned: return []
        case .retired(let time, _):
            guard set.released != nil, life.stillOpens(set) else { return [] }
            return [
                Duty(
                    .retiredPaper, .overdue, life.name,
                    "set \(set.identity.code) is retired, but its credential was not changed: its sheets still open it; "
                        + "have them destroyed (`breakglass sheet destroy SCAN`), or change it, then "
                        + "`breakglass split --changed\(life.naming)`\(keepers(of: set, life, now))", due: time,
                    entry: set.place)
            ]
        case nil:
            if let time = set.givenUp {
                // What a void entry gave up can still be the set that people rely on.
                let isReliedOn = set.identity == life.liveSet?.identity
                return givenUp(set, since: time, life, now) + (isReliedOn ? SheetDuties.readBack(of: set, life) : [])
            }
        }
        guard set.released == nil else { return SheetDuties.readBack(of: set, life) }
        return [
            Duty(
                .unfinishedSplit, .overdue, life.name,
                "set \(set.identity.code) was dealt, but its sheets were never released: `breakglass split\(life.naming)` again",
                due: set.time, entry: set.place)
        ]
    }

    /// Giving a set up on record does not destroy its sheets.
    private static func givenUp(
        _ set: SetHistory, since time: LedgerTime, _ life: CredentialStatus, _ now: LedgerTime
    ) -> [Duty] {
        guard !life.isRotated(since: set) else { return [] }
        return [
            Duty(
                .givenUpPaper, .overdue, life.name,
                "set \(set.identity.code) was given up after one of its sheets was proven: its sheets still open the "
                    + "credential; have all of them destroyed (`breakglass sheet destroy SCAN`), or change it, then "
                    + "`breakglass split --changed\(life.naming)`\(keepers(of: set, life, now))", due: time,
                entry: set.abandonedAfterProof.first ?? set.place)
        ]
    }

    /// Who has the sheets of a set that is out of force. People who left are named here and have no duty of their own:
    /// the same command closes both.
    private static func keepers(of set: SetHistory, _ life: CredentialStatus, _ now: LedgerTime) -> String {
        let today = CalendarDay(of: now)
        let sheets = (Custody(of: set, in: life, on: .last)?.custodians ?? []).map { sheet in
            let notes = [
                sheet.left.map { $0 <= today ? "left on \($0)" : "leaves on \($0)" },
                sheet.isUnlisted ? "no longer in the policy" : nil,
                sheet.isSaidLost ? "reported lost, which proves nothing" : nil,
            ]
            return "\(sheet.name) (\(([sheet.share.description] + notes.compactMap { $0 }).joined(separator: ", ")))"
        }
        return sheets.isEmpty ? "" : "; they are with \(sheets.joined(separator: ", "))"
    }
}
