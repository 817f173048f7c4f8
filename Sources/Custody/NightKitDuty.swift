// SPDX-License-Identifier: Apache-2.0
//
// The night kit is missing once a set is out, and out of date once it would say something else. Both follow from the
// ledger alone: the kit's entry marks the state that it shows, and nobody has to read the paper.

import CustodyPolicy
import Ledger
import ShareEnvelope

/// The duty to make a credential's night kit.
struct NightKitDuty {
    private let life: CredentialStatus
    private let state: BinderState
    private let now: LedgerTime

    init(of life: CredentialStatus, in state: BinderState, _ now: LedgerTime) {
        self.life = life
        self.state = state
        self.now = now
    }

    /// The duty; `nil` if there is nothing to do. A set that was opened is replaced before it needs a kit.
    var duty: Duty? {
        guard life.account != nil, let set = life.liveSet, !set.isBurnt, let released = set.released else { return nil }
        guard let kit = state.nightKits[life.name] else {
            return duty(
                "it has no night kit, the paper with whom to call and where the sheets are: `breakglass paper night`",
                since: released, set.place)
        }
        guard let current = NightKit(of: life.name, in: state, on: CalendarDay(of: now)) else { return nil }
        let old = NightKit(of: life.name, in: kit.before, on: CalendarDay(of: kit.time))
        guard old != current else { return nil }
        let changes = old.map { current.changes(since: $0) } ?? ["another set is in force"]
        return duty(
            "the night kit of entry \(kit.place) is out of date: \(changes.joined(separator: "; ")); "
                + "`breakglass paper night`, and destroy the old one", since: firstChange(since: kit, of: set),
            kit.place)
    }

    /// Two weeks are enough to print a paper and take it to its places.
    private func duty(_ words: String, since start: LedgerTime, _ entry: EntryPlace) -> Duty {
        let due = start.adding(seconds: Duty.notice)
        return Duty(.nightKit, due <= now ? .overdue : .soon, life.name, words, due: due, entry: entry)
    }

    /// The first time after the kit at which the policy or a sheet changed; the kit's own if only a day has come.
    private func firstChange(since kit: NightKitHistory, of set: SetHistory) -> LedgerTime {
        let sheets = set.sheets.values.flatMap { sheet in
            [
                sheet.received.map { ($0.place, $0.time) }, sheet.destroyed.map { ($0.place, $0.time) },
                sheet.lost.map { ($0.place, $0.time) },
            ].compactMap { $0 }
        }
        let policies = state.policies.map { ($0.place, $0.time) }
        let sets = set.released.map { [(set.place, $0)] } ?? []
        return (sheets + policies + sets).filter { $0.0 > kit.place }.map { $0.1 }.min() ?? kit.time
    }
}
