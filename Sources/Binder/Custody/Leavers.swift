// SPDX-License-Identifier: Apache-2.0
//
// Who has left, by anything that ever said so: a policy that takes it back ends no duty (docs/LEDGER.md, D3).

import ShareEnvelope

/// The people who left, and when.
struct Leavers: Sendable {
    private var days: [PublicText: CalendarDay] = [:]

    /// Gathers them from the entries about people who leave, and from the policies under which the day came.
    init(_ state: BinderState) {
        for departure in state.departures {
            note(departure.left.person, departure.left.left)
            note(departure.left.custodian, departure.left.left)
        }
        for (version, next) in zip(state.policies, state.policies.dropFirst()) {
            for person in state.readings.policy(version)?.people ?? [] {
                // A day that was taken back before it came is nobody's leaving.
                guard let left = person.left, left.start <= next.effective else { continue }
                note(.known(person.id.rawValue), left)
                note(person.name, left)
            }
        }
    }

    private mutating func note(_ name: PublicText, _ day: CalendarDay) {
        days[name] = days[name].map { min($0, day) } ?? day
    }

    /// The day on which the keeper of a sheet left; nothing where nobody ever said so.
    func day(of custodian: SetCreated.Custodian) -> CalendarDay? {
        custodian.person.map { days[$0] } ?? days[custodian.custodian]
    }
}
