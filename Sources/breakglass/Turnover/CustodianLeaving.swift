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

/// `breakglass custodian leave`
struct CustodianLeaveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave",
        abstract: "Record that a person leaves, list their paper, and set the day by which it must be reissued.",
        discussion: "`breakglass status` lists each set until it is reissued, or the sheet destroyed or handed over.")

    @Argument(help: "The identifier that the policy knows the person by.")
    var id: String

    @OptionGroup var leaving: LeavingArguments
    @OptionGroup var people: PeopleArguments

    func run() throws {
        let days = try leaving.days()
        let change = try PeopleChange(people)
        let person = try change.person(id)
        let known = change.binder.state.departure(of: person.id)
        let day = days.on ?? person.left ?? .today
        try LeavingArguments.check(days.dealBy, after: day)
        try change.binder.gate(.custodianLeave).pass([
            LeavingRule(
                person, known: known?.place,
                isSame: person.left.map { $0 <= .today || $0 == day && days.dealBy == nil } ?? false,
                remedy: "`breakglass status` lists what must still be reissued")
        ])
        let (by, why) = try change.statement(people)
        let edits = person.left == day ? [] : [PolicyEdit.leave(person.id, on: day)]
        let departure = Departure(
            of: person, on: day, dealBy: days.dealBy, in: change.binder.state, under: try change.edited(edits).policy)
        try change.write(
            edits, [.custodianLeft(departure.entry(successor: nil, by: by, why: why))], by: by, why: why)
        for line in departure.lines { Console.result(line) }
        if departure.isPlanned {
            Console.warn(
                "the policy still lists \(person.name) as a custodian: `breakglass custodian replace \(person.id) "
                    + "--with ID`, or change the groups in policy.yaml, before you reissue anything")
        }
        change.warn(of: departure.policy, on: max(day, .today))
    }
}

/// `breakglass custodian replace`
struct CustodianReplaceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace",
        abstract: "Record that a person leaves, and put another person in their place in every group of the policy.",
        discussion: "Also works for a person whose leaving is on record and whom nobody has replaced yet.")

    @Argument(help: "The identifier or full name of the person who leaves.")
    var old: String

    @Option(
        help: ArgumentHelp("The identifier or full name of the replacement.", valueName: "id"))
    var with: String

    @Option(help: "The name on paper of a replacement who is not in the policy yet.")
    var name: String?

    @Option(help: "How to reach such a person, including at night.")
    var contact: String?

    @Option(help: ArgumentHelp("The site where the new sheets are kept (default: as the old ones).", valueName: "id"))
    var site: String?

    @Option(help: "The container at that site (default: as the old ones).")
    var container: String?

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Plan it although the person has paper of the other factor, and say why. Another person must countersign.",
            valueName: "why"))
    var overriding: String?

    @OptionGroup var leaving: LeavingArguments
    @OptionGroup var people: PeopleArguments

    func run() throws {
        let days = try leaving.days()
        let change = try PeopleChange(people)
        let person = try change.person(old)
        guard person.id != change.policy.person(called: with)?.id else {
            throw CommandError(.usage, "\(old) cannot replace themselves", hint: "name another person with --with")
        }
        let known = change.binder.state.departure(of: person.id)
        try change.binder.gate(.custodianReplace).pass([
            LeavingRule(
                person, known: known?.place,
                isSame: person.left.map { left in left <= .today && days.on.map { $0 != left } ?? false } ?? false,
                remedy: "leave out --on")
        ])
        let day = days.on ?? person.left ?? .today
        try LeavingArguments.check(days.dealBy, after: day)
        let newcomer = try newcomer(change)
        let successor = newcomer == nil ? change.policy.person(called: with) : nil
        try change.binder.gate(.custodianReplace)
            .pass([SuccessionRule(of: person, by: successor, under: change.policy, on: max(day, .today))])
        let (by, why) = try change.statement(people)
        guard let successorID = newcomer?.id ?? successor?.id else {
            throw CommandError(.usage, "the policy has nobody called \(with)", hint: "use --name for a new person")
        }
        let factors = FactorRule(
            of: newcomer?.name ?? successor?.name ?? .known(with), .known(successorID.rawValue),
            with: change.policy.credentials(keptBy: person.id), under: change.policy, in: change.binder.state,
            on: max(day, .today))
        let passage = try change.binder.gate(.custodianReplace).judge([factors], overriding: overriding, by: by)
        let edits =
            [newcomer?.edit, person.left == day ? nil : .leave(person.id, on: day)].compactMap { $0 }
            + [
                .replace(
                    person.id, with: successorID, site: try place(change.policy),
                    container: try container.map { text throws(CommandError) in
                        try PublicText(named: "--container", text, limit: Policy.Limit.container)
                    })
            ]
        let departure = Departure(
            of: person, on: day, dealBy: days.dealBy, in: change.binder.state, under: try change.edited(edits).policy)
        let joined = newcomer.map { [LedgerEvent.custodianJoined($0.joined(by: by, why: why))] } ?? []
        let left = departure.entry(successor: .known(successorID.rawValue), by: by, why: why)
        try change.write(edits, passage.entries + joined + [.custodianLeft(left)], by: by, why: why)
        for line in departure.lines { Console.result(line) }
        change.warn(of: departure.policy, on: max(day, .today))
    }

    /// The replacement, if not in the policy yet; otherwise `nil`.
    private func newcomer(_ change: PeopleChange) throws(CommandError) -> NewPerson? {
        if let known = change.policy.person(called: with) {
            guard name == nil, contact == nil else {
                throw CommandError(
                    .usage, "the policy already has \(with): \(known.name)",
                    hint: "leave out --name and --contact, or choose another identifier")
            }
            return nil
        }
        guard name != nil || Terminal.isInteractive else {
            throw CommandError(
                .usage, "the policy has nobody called \(with)",
                hint: "use --name for a new person, or the identifier of a person in the policy")
        }
        return try NewPerson(with, name: name, contact: contact, in: change, for: .custodianReplace)
    }

    private func place(_ policy: Policy) throws(CommandError) -> PolicyIdentifier? {
        guard let site else { return nil }
        guard let id = PolicyIdentifier(site), policy.site(id) != nil else {
            throw CommandError(
                .usage, "the policy has no site \(site)",
                hint: "one of: \(policy.sites.prefix(12).map(\.id.rawValue).joined(separator: ", "))")
        }
        return id
    }
}

extension Policy {
    /// The credentials for which the policy has a person keep a sheet.
    fileprivate func credentials(keptBy person: PolicyIdentifier) -> [CredentialName] {
        accounts.flatMap { account in
            account.credentials.filter { $0.custodians.contains { $0.person == person } }
                .map { CredentialName(account: account.name, credential: $0.name) }
        }
    }
}
