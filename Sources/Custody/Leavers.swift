// SPDX-License-Identifier: Apache-2.0
//
// Who has left, according to anything that ever said so. A policy that takes it back does not end a duty
// (docs/LEDGER.md, D3).

package import CustodyPolicy
package import Ledger
import ShareEnvelope

/// The people who left, and when.
struct Leavers: Sendable {
    private var days: [PublicText: CalendarDay] = [:]

    /// Collects them from the entries about departures, and from the policies that were in force when the day came.
    init(_ state: BinderState) {
        for departure in state.departures {
            note(departure.left.person, departure.left.left)
            note(departure.left.custodian, departure.left.left)
        }
        for (version, next) in zip(state.policies, state.policies.dropFirst()) {
            for person in state.readings.policy(version)?.people ?? [] {
                // A day that was taken back before it came does not count.
                guard let left = person.left, left.start <= next.effective else { continue }
                note(.known(person.id.rawValue), left)
                note(person.name, left)
            }
        }
    }

    private mutating func note(_ name: PublicText, _ day: CalendarDay) {
        days[name] = days[name].map { min($0, day) } ?? day
    }

    /// The day on which the custodian of a sheet left; `nil` if nothing ever said so.
    func day(of custodian: SetCreated.Custodian) -> CalendarDay? {
        custodian.person.map { days[$0] } ?? days[custodian.name]
    }
}
