// SPDX-License-Identifier: Apache-2.0
//
// The night kit is missing once a set is out, and out of date once it would say something else. Both follow from the
// ledger alone: the kit's entry marks the state that it shows, and nobody has to read the paper.

import CustodyPolicy
import Ledger
import ShareEnvelope

/// The duty to make an account's night kit.
struct NightKitDuty {
    private let account: PublicText
    private let lives: [CredentialStatus]
    private let state: BinderState
    private let now: LedgerTime

    /// - Parameter lives: the account's credentials.
    init(of account: PublicText, _ lives: [CredentialStatus], in state: BinderState, _ now: LedgerTime) {
        self.account = account
        self.lives = lives
        self.state = state
        self.now = now
    }

    /// The duties of all accounts of the policy.
    static func duties(_ lives: [CredentialStatus], in state: BinderState, _ now: LedgerTime) -> [Duty] {
        // Who named a credential in another way than the policy has made no other credential.
        let lives = lives.filter { !$0.isUnknown }
        return lives.filter { $0.account != nil }.map(\.name.account).uniqued.compactMap { account in
            NightKitDuty(of: account, lives.filter { $0.name.account == account }, in: state, now).duty
        }
    }

    /// The duty; `nil` if there is nothing to do. While a set is dealt, or one that was opened waits to be replaced, a
    /// new kit would be out of date at once.
    var duty: Duty? {
        let sets = lives.compactMap(\.liveSet)
        guard !sets.contains(where: { $0.isBurnt || $0.released == nil }) else { return nil }
        let released = sets.compactMap { set in set.released.map { (set.place, $0) } }
        guard let first = released.min(by: { $0.1 < $1.1 }) else { return nil }
        guard let kit = state.nightKits[account] else {
            return duty(
                "it has no night kit, the paper with whom to call and where the sheets are: "
                    + "`breakglass paper night\(naming)`",
                since: first.1, first.0)
        }
        guard let current = NightKit(of: account, in: state, on: CalendarDay(of: now)) else { return nil }
        let old = NightKit(of: account, in: kit.before, on: CalendarDay(of: kit.time))
        guard old != current else { return nil }
        let changes = old.map { current.changes(since: $0) } ?? ["it was made before any sheets were out"]
        return duty(
            "the night kit of entry \(kit.place) is out of date: \(changes.joined(separator: "; ")); "
                + "`breakglass paper night\(naming)`, and destroy the old one",
            since: firstChange(since: kit, sets, released),
            kit.place)
    }

    private var naming: String { lives[0].accountNaming }

    /// Two weeks are enough to print a paper and take it to its places.
    private func duty(_ words: String, since start: LedgerTime, _ entry: EntryPlace) -> Duty {
        let due = start.adding(seconds: Duty.notice)
        let name =
            lives.count == 1 ? lives[0].name : CredentialName(account: account, credential: nil)
        return Duty(.nightKit, due <= now ? .overdue : .soon, name, words, due: due, entry: entry)
    }

    /// The first time after the kit at which the policy or a sheet changed; the kit's own if only a day has come.
    private func firstChange(
        since kit: NightKitHistory, _ sets: [SetHistory], _ released: [(EntryPlace, LedgerTime)]
    ) -> LedgerTime {
        let sheets = sets.flatMap(\.sheets.values).flatMap { sheet in
            [
                sheet.received.map { ($0.place, $0.time) }, sheet.destroyed.map { ($0.place, $0.time) },
                sheet.lost.map { ($0.place, $0.time) },
            ].compactMap { $0 }
        }
        let policies = state.policies.map { ($0.place, $0.time) }
        return (sheets + policies + released).filter { $0.0 > kit.place }.map { $0.1 }.min() ?? kit.time
    }
}
