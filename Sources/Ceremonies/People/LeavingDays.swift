// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
import Ledger

/// The day on which a person leaves, and the day by which that person's paper must be reissued.
package struct LeavingDays: Hashable, Sendable {
    /// How many days there are for reissuing unless another day is named.
    static let notice = 14

    /// The first day on which the person is gone: as given, or as the policy has it, or else today.
    package let left: CalendarDay
    /// The day that was given.
    let given: CalendarDay?
    /// The day by which paper must be reissued, if one was given.
    let dealBy: CalendarDay?

    /// Reads both days.
    init(of person: Policy.Person, _ answers: Answers) throws(Asking) {
        given = try answers.ifGiven("--on") { text throws(Refusal) in try Self.day(text, "--on") }
        let left = given ?? person.left ?? .today
        self.left = left
        dealBy = try answers.ifGiven("--deal-by") { text throws(Refusal) in
            let day = try Self.day(text, "--deal-by")
            let last = left.adding(days: CustodianLeft.noticeLimit)
            guard day <= last else {
                throw Refusal(
                    "--deal-by: \(day) is more than \(CustodianLeft.noticeLimit) days after leaving, on \(left)",
                    hint: "use --deal-by \(last) or an earlier day")
            }
            return day
        }
    }

    /// The day for which rules and lint look at the people: that of the leaving if it is still to come.
    var effective: CalendarDay { max(left, .today) }

    private static func day(_ text: String, _ option: String) throws(Refusal) -> CalendarDay {
        guard let day = CalendarDay(text) else {
            throw Refusal("\(option): \(text) is not a date", hint: "for example \(option) 2027-01-31")
        }
        return day
    }
}
