// SPDX-License-Identifier: Apache-2.0
//
// Who has left, according to anything that ever said so. A policy that takes it back does not end a duty
// (docs/LEDGER.md, D3 and D11).

import CustodyPolicy
import Ledger
import ShareEnvelope

/// The people who left, and when.
struct Leavers: Sendable {
    private var days: [PublicText: CalendarDay] = [:]
    /// The same, without those who joined again since: a person who comes back may approve, but still keeps old paper.
    private var stillGone: [PublicText: CalendarDay] = [:]

    /// Collects them from the entries about departures, and from the policies that were in force when the day came.
    init(_ state: BinderState) {
        var said = state.departures.map { Statement($0.place, $0.left.person, $0.left.custodian, $0.left.left) }
        for (version, next) in zip(state.policies, state.policies.dropFirst()) {
            for person in state.readings.policy(version)?.people ?? [] {
                // A day that was taken back before it came does not count.
                guard let left = person.left, left.start <= next.effective else { continue }
                said.append(Statement(version.place, .known(person.id.rawValue), person.name, left))
            }
        }
        for statement in said { Self.note(statement, in: &days) }
        said += state.joinings.map { Statement($0.place, $0.joined.person, $0.joined.custodian, nil) }
        for statement in said.sorted(by: { $0.place < $1.place }) { Self.note(statement, in: &stillGone) }
    }

    /// That a person left on a day, or joined.
    private struct Statement {
        let place: EntryPlace
        let names: [PublicText]
        let left: CalendarDay?

        init(_ place: EntryPlace, _ person: PublicText, _ name: PublicText, _ left: CalendarDay?) {
            self.place = place
            names = [person, name]
            self.left = left
        }
    }

    private static func note(_ statement: Statement, in days: inout [PublicText: CalendarDay]) {
        for name in statement.names {
            days[name] = statement.left.map { left in days[name].map { min($0, left) } ?? left }
        }
    }

    /// The day on which the custodian of a sheet left; `nil` if nothing ever said so.
    func day(of custodian: SetCreated.Custodian) -> CalendarDay? {
        custodian.person.map { days[$0] } ?? days[custodian.name]
    }

    /// The day on which a person of the policy in force left or leaves, by that policy or by anything before it; `nil`
    /// if nothing says so, or if the person joined again since. A new identifier does not make another person.
    func day(of person: Policy.Person) -> CalendarDay? {
        [person.left, stillGone[.known(person.id.rawValue)], stillGone[person.name]].compactMap { $0 }.min()
    }
}
