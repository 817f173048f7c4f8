// SPDX-License-Identifier: Apache-2.0
//
// Paper in the hands of people who left or are leaving. It is due by the day that the entry about their departure sets,
// and at once if no entry sets one.

package import CustodyPolicy
package import Ledger
import SecretSharing
package import ShareEnvelope

/// The duties that follow from the people of one credential.
struct PeopleDuties {
    private let life: CredentialStatus
    private let departures: [CustodianLeft]
    private let now: LedgerTime
    private let today: CalendarDay

    init(of life: CredentialStatus, _ departures: [CustodianLeft], _ now: LedgerTime) {
        self.life = life
        self.departures = departures
        self.now = now
        today = CalendarDay(of: now)
    }

    /// The paper of a set that is retired or given up is one duty, which names its people (``DutyList``).
    var duties: [Duty] {
        let inForce = life.sets.filter { $0.isLive && $0.givenUp == nil && life.stillOpens($0) }
        let outdated = outdated.flatMap { isClosed(with: $0) ? nil : $0 }
        return inForce.flatMap(leavers) + [outdated].compactMap { $0 }
    }

    /// A duty for each person who keeps sheets of a set and who left, leaves within 14 days, or has an entry about
    /// their departure.
    private func leavers(of set: SetHistory) -> [Duty] {
        let sheets = leavingSheets(of: set)
        return sheets.map(\.person).uniqued.map { person in leaver(sheets.filter { $0.person == person }, of: set) }
    }

    private func leavingSheets(of set: SetHistory) -> [Custody.Custodian] {
        let soon = today.adding(days: Int(Duty.notice / 86_400))
        return (Custody(of: set, in: life, on: .last)?.leavers ?? []).filter { custodian in
            custodian.isUnlisted || custodian.left.map { $0 <= soon } == true || dealBy(custodian.person, set) != nil
        }
    }

    /// Whether the reshare that the leavers' duties ask for makes the set what the policy plans, no later than this
    /// duty asks for it. Two lines would say the same.
    private func isClosed(with outdated: Duty) -> Bool {
        guard let live = life.liveSet, !live.isBurnt, let replaced = life.replaced, !replaced.isEmpty else {
            return false
        }
        let leaving = Set(leavingSheets(of: live).map(\.person))
        return replaced.allSatisfy(leaving.contains) && leavers(of: live).contains { $0.urgency <= outdated.urgency }
    }

    private func leaver(_ sheets: [Custody.Custodian], of set: SetHistory) -> Duty {
        let shares = sheets.map { "\($0.share)" + ($0.isSaidLost ? " (reported lost, which proves nothing)" : "") }
        let keeps = "\(shares.joined(separator: ", ")) of set \(set.identity.code)\(plan(sheets, of: set))"
        let left = sheets[0].left
        let who =
            switch left {
            case nil: "\(sheets[0].name) is no longer in the policy and still keeps \(keeps)"
            case let left? where left > today: "\(sheets[0].name) leaves on \(left) and keeps \(keeps)"
            case let left?: "\(sheets[0].name) left on \(left) and still keeps \(keeps)"
            }
        let fix = life.fix(of: set)
        if let dealBy = dealBy(sheets[0].person, set) {
            return Duty(
                .leaver, dealBy < today ? .overdue : .soon, life.name, "\(who): by \(dealBy), \(fix)",
                due: dealBy.adding(days: 1).start, entry: set.place)
        }
        let isGone = left.map { $0 <= today } ?? true
        return Duty(
            .leaver, isGone ? .overdue : .soon, life.name, "\(who): \(fix)", due: left?.start,
            entry: set.place)
    }

    /// Who gets these sheets by the policy; if it is still the person who leaves, the command that names somebody else,
    /// because a reshare refuses to deal to that person.
    private func plan(_ sheets: [Custody.Custodian], of set: SetHistory) -> String {
        guard set.identity == life.liveSet?.identity, let planned = life.planned, let policy = life.policy else {
            return ""
        }
        let heirs = zip(planned.rule.shareNumbers, planned.custodians).filter { share, _ in
            sheets.contains { $0.share == share }
        }.map { $1.person }.uniqued
        guard let person = heirs.first(where: { $0.rawValue == sheets[0].person.description }) else {
            let names = heirs.map { policy.person($0)?.name.description ?? $0.rawValue }
            return names.isEmpty ? "" : ", which the policy plans for \(names.joined(separator: ", "))"
        }
        return ", and the policy names nobody instead (`breakglass people leave \(person) --successor NAME`)"
    }

    /// The duty to replace the set in force if it is not what the policy plans. If the only difference is that people
    /// who left were replaced, it is due when the set must be reissued because of them.
    private var outdated: Duty? {
        guard let live = life.liveSet, let divergence = life.divergence else { return nil }
        let days = life.replaced?.map { dealBy($0, live) } ?? [nil]
        let by = days.contains(nil) ? nil : days.compactMap { $0 }.min()
        let words = "set \(live.identity.code) is not what the policy plans: \(divergence)"
        return Duty(
            .outdatedSet, by.map { $0 >= today } == true ? .soon : .overdue, life.name,
            words + "; \(by.map { "by \($0), " } ?? "")`breakglass reshare\(life.naming)`",
            due: by?.adding(days: 1).start ?? live.time, entry: live.place)
    }

    private func dealBy(_ person: PublicText, _ set: SetHistory) -> CalendarDay? {
        departures.dealBy(person, set.identity)
    }
}

extension Sequence where Element == CustodianLeft {
    /// The last day on which a set that a person holds paper of should be in force: the earliest day that an entry
    /// about the departure gives, and at most 31 days after it. A later entry does not cancel an earlier one.
    package func dealBy(_ person: PublicText, _ set: SetIdentity) -> CalendarDay? {
        filter { $0.person == person }.flatMap { left in
            left.holds.filter { $0.set == set }.map { Swift.min($0.dealBy, left.lastDealBy) }
        }.min()
    }
}

extension CredentialStatus {
    /// What makes a set's paper harmless in the wrong hands, in words.
    package func fix(of set: SetHistory) -> String {
        guard set.end == nil, set.identity == liveSet?.identity else {
            return "have it destroyed (`breakglass sheet destroy SCAN`), or change the credential and "
                + "`breakglass split --changed\(naming)`"
        }
        return set.isBurnt
            ? "change the credential and `breakglass split --changed\(naming)`"
            : "deal the credential to others with `breakglass reshare\(naming)`"
    }
}
