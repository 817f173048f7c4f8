// SPDX-License-Identifier: Apache-2.0
//
// Changes of the policy's people: the policy file, the entries that put it in force, and the duties that follow.

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Ledger
import TerminalDialogue

/// `breakglass people`
struct PeopleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: "Record who joins and leaves, and the day by which each set that a leaver holds must be reissued.",
        discussion: """
            Each of these commands changes policy.yaml and puts it in force. If one is interrupted, run it again \
            unchanged, or finish with `breakglass policy --adopt`.
            """,
        subcommands: [PeopleJoinCommand.self, PeopleLeaveCommand.self])
}

/// The options that both `people` commands have: how to reach a new person, who reports the change, why, and in which
/// binder.
struct PeopleArguments: ParsableArguments {
    @Option(help: "How to reach the new person, including at night.")
    var contact: String?

    @OptionGroup var author: AuthorArguments
    @OptionGroup var reason: ReasonArguments
    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    /// The people of the binder's policy.
    func people() throws(CommandError) -> PolicyPeople {
        let binder = try OpenBinder(self.binder, key)
        do throws(PeopleError) { return try PolicyPeople(binder) } catch { throw CommandError(error, in: binder) }
    }

    /// The answers that both commands take.
    var answers: [(option: String, text: String?)] {
        [("--contact", contact), ("--by", author.by), ("--why", reason.why)]
    }
}

/// `breakglass people join`
struct PeopleJoinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Add a person who may keep sheets or approve from now on.")

    @Argument(help: "The person's identifier in the policy (asked at a terminal).")
    var id: String?

    @Option(help: "The name on paper.")
    var name: String?

    @OptionGroup var arguments: PeopleArguments

    func run() throws {
        let people = try arguments.people()
        let joining = Joining(people)
        var interview = Interview([("id", id), ("--name", name)] + arguments.answers)
        let plan = try interview.plan(joining)
        try people.binder.gate(.peopleJoin).pass(joining.rules(for: plan))
        do throws(PeopleError) { for line in try joining.record(plan) { Console.say(line) } } catch {
            throw CommandError(error, in: people.binder)
        }
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

    @Argument(
        help: "Who leaves: an identifier or a whole name (asked at a terminal).")
    var person: String?

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

    @OptionGroup(title: "Successor") var successor: SuccessorArguments
    @OptionGroup var arguments: PeopleArguments

    func run() throws {
        let people = try arguments.people()
        let leaving = Leaving(people)
        var interview = Interview(
            [("person", person), ("--on", on), ("--deal-by", dealBy)] + successor.answers + arguments.answers)
        let gate = people.binder.gate(.peopleLeave)
        let (plan, passage) = try interview.plan(leaving) { plan, interview throws(CommandError) in
            try gate.pass(leaving.rules(for: plan))
            return try gate.judge(
                leaving.factorRules(for: plan), overriding: successor.overriding.overriding, by: plan.statement.by,
                backTo: &interview
            ).map { (plan, $0) }
        }
        let left: LeavingRecord
        do throws(PeopleError) { left = try leaving.record(plan, passage) } catch {
            throw CommandError(error, in: people.binder)
        }
        for line in left.record.lines { Console.say(line) }
        for line in left.lines { Console.result(line) }
        for warning in left.warnings { Console.warn(warning) }
    }
}

/// The person who takes the place of a person who leaves.
struct SuccessorArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who takes the person's place in every group of the policy: an identifier or a whole name.",
            valueName: "name"))
    var successor: String?

    @Option(
        help: "The name on paper of a successor who is not in the policy yet; --successor is then the new identifier.")
    var name: String?

    @Option(help: ArgumentHelp("The site where the new sheets are kept (default: as the old ones).", valueName: "id"))
    var site: String?

    @Option(help: "The container at that site (default: as the old ones).")
    var container: String?

    @OptionGroup var overriding: OverrideArguments

    /// The answers that it takes.
    var answers: [(option: String, text: String?)] {
        [
            ("--successor", successor), ("--name", name), ("--site", site), ("--container", container),
            ("--override", overriding.overriding),
        ]
    }
}

extension CommandError {
    /// The error for people who cannot be changed.
    fileprivate init(_ error: PeopleError, in binder: OpenBinder) {
        let file = "\(binder.folder.path)/policy.yaml"
        let hint = "make the change in policy.yaml by hand, then `breakglass policy --adopt`"
        switch error {
        case .noPolicy:
            self.init(.refused, "no readable policy is in force", hint: "`breakglass policy --adopt`")
        case .notInForce:
            self.init(
                .refused, "\(file) is not the policy in force: somebody changed it",
                hint: "put it in force with `breakglass policy --adopt`, or put the old one back; then run this again")
        case .edit(.unreadable(let error)): self.init(error, in: file)
        case .edit(.layout(let line)):
            self.init(.badInput, "\(file):\(line): cannot find the place to change in this layout", hint: hint)
        case .edit(.unknown): self.init(.usage, "the policy does not have what this command changes", hint: hint)
        case .line(let number):
            self.init(
                .badInput, "\(file), line \(number), cannot be written into the ledger",
                hint: "no tabs, no control or direction characters, at most 2,000 bytes, a newline after the last line")
        case .binder(let error): self.init(error)
        }
    }
}
