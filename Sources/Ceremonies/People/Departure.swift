// SPDX-License-Identifier: Apache-2.0
//
// The paper that a leaver holds, for the ledger and for people.

import Custody
import CustodyPolicy
import Ledger
import ShareEnvelope

/// A person who leaves, with all paper that the person keeps.
struct Departure {
    /// The policy that records the leaving.
    let policy: Policy
    private let person: Policy.Person
    private let day: CalendarDay
    private let held: [(holding: Holding, dealBy: CalendarDay)]

    /// - Parameter days: without a day to deal by, it is the one that an earlier entry named, or else the standard one.
    ///   If an entry named an earlier day for the same set, that day stays.
    init(of person: Policy.Person, _ days: LeavingDays, in state: BinderState, under policy: Policy) {
        self.person = person
        self.policy = policy
        let day = days.left
        self.day = day
        let before = state.departure(of: person.id)?.left
        held = state.holdings(of: person.id, under: policy, on: days.effective).map { holding in
            let known = before?.left == day ? before?.holds.first { $0.set == holding.custody.set.identity } : nil
            let wanted = days.dealBy ?? known?.dealBy ?? day.adding(days: LeavingDays.notice)
            let named = state.departures.map(\.left).dealBy(.known(person.id.rawValue), holding.custody.set.identity)
            return (holding, min(wanted, named ?? wanted))
        }
    }

    /// That the policy still plans sheets for the person, if it does.
    var planWarnings: [String] {
        let isPlanned = policy.accounts.contains { account in
            account.credentials.contains { $0.custodians.contains { $0.person == person.id } }
        }
        guard isPlanned else { return [] }
        return [
            "the policy still lists \(person.name) as a custodian: `breakglass people leave \(person.id) --successor NAME`, "
                + "or change the groups in policy.yaml, before you reissue anything"
        ]
    }

    func entry(successor: PublicText?, _ statement: PeopleStatement) -> CustodianLeft {
        CustodianLeft(
            person: .known(person.id.rawValue), custodian: person.name, left: day,
            holds: held.map { holding, dealBy in
                CustodianLeft.Held(set: holding.custody.set.identity, shares: holding.shares, dealBy: dealBy)
            }, successor: successor, by: statement.by, why: statement.why)
    }

    /// The report in words.
    var lines: [String] {
        let leaves = "\(person.name) (\(person.id)) \(day > .today ? "leaves" : "left") on \(day), in UTC"
        let sum =
            switch held.count {
            case 0: ", and keeps no paper."
            case 1: ", and keeps paper of one set:"
            case let count: ", and keeps paper of \(count) sets:"
            }
        return [leaves + sum] + held.flatMap(words) + approvals
    }

    private func words(_ holding: Holding, _ dealBy: CalendarDay) -> [String] {
        let set = holding.custody.set
        let shares = holding.shares.map(\.description).joined(separator: ", ")
        var lines = [
            "  \(holding.custody.name): \(shares) of set \(set.identity.code)\(set.end == nil ? "" : ", which is retired but still opens it")",
            "    by \(dealBy): \(holding.fix)",
        ]
        let others = holding.otherLeavers.map(\.description).joined(separator: ", ")
        if holding.isQuorum {
            lines.append("    THIS PERSON CAN OPEN IT ALONE")
        } else if others.isEmpty {
            lines.append("    alone this opens nothing")
        } else {
            lines.append(
                holding.isQuorumOfLeavers
                    ? "    WITH OTHERS WHO LEFT, THIS PERSON CAN OPEN IT: \(others)"
                    : "    alone or with others who left, this opens nothing: \(others)")
        }
        return lines
    }

    /// The accounts for which the policy still names the person as an approver.
    private var approvals: [String] {
        policy.accounts.filter { $0.approvers.contains(person.id) }.map { account in
            "  \(account.name): the policy still names this person as an approver, which is critical from \(day) on "
                + "(BG071 of `breakglass policy`); name another in policy.yaml, then `breakglass policy --adopt`"
        }
    }
}
