// SPDX-License-Identifier: Apache-2.0
//
// People whom the policy lets approve an opening although they left, as this policy or anything before it says.

import CustodyPolicy
import Ledger
import ShareEnvelope

/// The duties to name other approvers.
struct ApproverDuties {
    private let policy: Policy?
    private let leavers: Leavers
    private let entry: EntryPlace?
    private let now: LedgerTime

    init(under policy: Policy?, in state: BinderState, _ now: LedgerTime) {
        self.policy = policy
        leavers = Leavers(state)
        entry = state.policy?.place
        self.now = now
    }

    /// One for each person, whatever number of accounts it is about: one change of the policy closes it.
    var duties: [Duty] {
        guard let policy else { return [] }
        return policy.people.compactMap { person in
            let accounts = policy.accounts.filter { $0.approvers.contains(person.id) }.map(\.name)
            guard !accounts.isEmpty, let left = leavers.day(of: person),
                let urgency = Duty.urgency(due: left.start, at: now)
            else {
                return nil
            }
            let who =
                urgency == .overdue
                ? "\(person.name) left on \(left) and may still approve"
                : "\(person.name) leaves on \(left) and may approve"
            let names = accounts.map(\.description).joined(separator: ", ")
            return Duty(
                .leaverApproves, urgency,
                accounts.count == 1 ? CredentialName(account: accounts[0], credential: nil) : nil,
                "\(who) an opening of \(names): name another approver in policy.yaml, then `breakglass policy --adopt`",
                due: left.start, entry: entry)
        }
    }
}
