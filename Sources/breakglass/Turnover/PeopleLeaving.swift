// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Ledger
import ShareEnvelope

/// The day on which a person leaves, and the day by which that person's paper must be reissued.
struct LeavingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The first day on which the person is gone, in UTC (default: today).", valueName: "yyyy-mm-dd"))
    var on: String?

    @Option(
        help: ArgumentHelp(
            "The day, in UTC, by which the sets that the person keeps must be reissued, at most 31 days after leaving "
                + "(default: 14 days).",
            valueName: "yyyy-mm-dd"))
    var dealBy: String?

    static let notice = 14

    func days() throws(CommandError) -> (on: CalendarDay?, dealBy: CalendarDay?) {
        (try Self.day(on, "--on"), try Self.day(dealBy, "--deal-by"))
    }

    /// Refuses a deadline more than `CustodianLeft.noticeLimit` days after the person leaves.
    static func check(_ dealBy: CalendarDay?, after left: CalendarDay) throws(CommandError) {
        let last = left.adding(days: CustodianLeft.noticeLimit)
        guard let dealBy, dealBy > last else { return }
        throw CommandError(
            .usage,
            "--deal-by: \(dealBy) is more than \(CustodianLeft.noticeLimit) days after leaving, on \(left)",
            hint: "use --deal-by \(last) or an earlier day")
    }

    private static func day(_ text: String?, _ option: String) throws(CommandError) -> CalendarDay? {
        guard let text else { return nil }
        guard let day = CalendarDay(text) else {
            throw CommandError(.usage, "\(option): \(text) is not a date", hint: "for example \(option) 2027-01-31")
        }
        return day
    }
}

/// `breakglass people leave`
struct PeopleLeaveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave",
        abstract: "Record that a person leaves, list their paper, and set the day by which it must be reissued.",
        discussion: """
            With --successor, another person takes the place in every group of the policy; this also works for a \
            person whose leaving is on record and whom nobody has replaced yet. `breakglass status` lists each set \
            until it is reissued, or the sheet destroyed or handed over.
            """)

    @Argument(help: "The identifier or full name of the person who leaves.")
    var name: String

    @OptionGroup var leaving: LeavingArguments
    @OptionGroup(title: "Successor") var succession: SuccessorArguments
    @OptionGroup var people: PeopleArguments

    func run() throws {
        let days = try leaving.days()
        try succession.check()
        let change = try PeopleChange(people)
        let person = try change.person(name)
        try succession.checkSuccessor(differsFrom: person, under: change.policy)
        let day = days.on ?? person.left ?? .today
        try LeavingArguments.check(days.dealBy, after: day)
        let gate = change.binder.gate(.peopleLeave)
        try gate.pass([rule(on: person, days, in: change)])
        let successor = try succession.successor(of: person, in: change, on: max(day, .today))
        let (by, why) = try change.statement(people)
        let passage = try successor?.judge(
            gate, overriding: succession.overriding, by: by, in: change, on: max(day, .today))
        let edits =
            [successor?.newcomer?.edit, person.left == day ? nil : .leave(person.id, on: day), successor?.edit]
            .compactMap { $0 }
        let departure = Departure(
            of: person, on: day, dealBy: days.dealBy, in: change.binder.state, under: try change.edited(edits).policy)
        let joined = successor?.newcomer.map { [LedgerEvent.custodianJoined($0.joined(by: by, why: why))] } ?? []
        let left = departure.entry(successor: successor.map { .known($0.id.rawValue) }, by: by, why: why)
        try change.write(edits, (passage?.entries ?? []) + joined + [.custodianLeft(left)], by: by, why: why)
        for line in departure.lines { Console.result(line) }
        if successor == nil, departure.isPlanned {
            Console.warn(
                "the policy still lists \(person.name) as a custodian: `breakglass people leave \(person.id) "
                    + "--successor NAME`, or change the groups in policy.yaml, before you reissue anything")
        }
        change.warn(of: departure.policy, on: max(day, .today))
    }

    /// The rule on leaving once: a successor may still be named for a person whose leaving is on record.
    private func rule(
        on person: Policy.Person, _ days: (on: CalendarDay?, dealBy: CalendarDay?), in change: PeopleChange
    ) -> LeavingRule {
        let known = change.binder.state.departure(of: person.id)?.place
        guard succession.successor == nil else {
            return LeavingRule(
                person, known: known,
                isSame: person.left.map { left in left <= .today && days.on.map { $0 != left } ?? false } ?? false,
                remedy: "leave out --on")
        }
        let isOver = person.left.map { $0 <= .today } ?? false
        return LeavingRule(
            person, known: known,
            isSame: isOver || person.left != nil && (days.on ?? person.left) == person.left && days.dealBy == nil,
            remedy: "`breakglass status` lists what must still be reissued")
    }
}
