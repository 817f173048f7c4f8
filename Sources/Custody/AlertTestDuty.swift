// SPDX-License-Identifier: Apache-2.0
//
// An alert that nobody tests fails silently. A drill is when somebody is there to set one off and to look for it
// (docs/LEDGER.md, rules F15 and D12).

import CustodyPolicy
import Ledger
import ShareEnvelope

/// The duty to test the alert of an account with its next drill.
struct AlertTestDuty {
    private let channels: [PublicText]
    private let lives: [CredentialStatus]

    /// The duties of all accounts of the policy that name alert channels.
    static func duties(_ lives: [CredentialStatus], under policy: Policy?) -> [Duty] {
        (policy?.accounts ?? []).compactMap { account in
            AlertTestDuty(
                channels: account.cloud?.alerts ?? [], lives: lives.filter { $0.name.account == account.name }
            ).duty
        }
    }

    /// The duty; `nil` if the last drill tested every channel in time, or none was closed.
    var duty: Duty? {
        guard !channels.isEmpty, lives.contains(where: { $0.liveSet != nil }),
            let drill = lives.flatMap(\.drills).filter({ $0.closed != nil }).max(by: { $0.place < $1.place }),
            let closed = drill.closed
        else { return nil }
        let tested = closed.event.alerts ?? []
        let missing = channels.filter { channel in
            !tested.contains { $0.channel == channel && $0.inTime == .yes }
        }
        guard !missing.isEmpty else { return nil }
        let faults = missing.map { channel in
            tested.contains { $0.channel == channel }
                ? "it was not shown to arrive in time on \(channel)" : "nobody looked for it on \(channel)"
        }
        let name = lives.count == 1 ? lives[0].name : CredentialName(account: lives[0].name.account, credential: nil)
        return Duty(
            .alertTest, .overdue, name,
            "the alert was not tested in the last drill, of entry \(drill.place): \(faults.joined(separator: "; ")); "
                + "set one off in the next drill, and end that with `--alert FILE`",
            due: closed.time, entry: drill.place)
    }
}
