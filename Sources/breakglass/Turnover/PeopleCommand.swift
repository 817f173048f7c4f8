// SPDX-License-Identifier: Apache-2.0
//
// Changes of the policy's people: the policy file, the entries that put it in force, and the duties that follow.

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Ledger
import ShareEnvelope

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

/// The options that both `people` commands have: who reports the change, why, and in which binder.
struct PeopleArguments: ParsableArguments {
    @Option(help: "Who reports this.")
    var by: String?

    @Option(help: "Why.")
    var why: String?

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments
}

/// `breakglass people join`
struct PeopleJoinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Add a person who may keep sheets or approve from now on.")

    @Argument(help: "The person's identifier in the policy.")
    var id: String

    @Option(help: "The name on paper.")
    var name: String?

    @Option(help: "How to reach the person, including at night.")
    var contact: String?

    @OptionGroup var people: PeopleArguments

    func run() throws {
        let change = try PeopleChange(people)
        let person = try NewPerson(id, name: name, contact: contact, in: change, for: .peopleJoin)
        let (by, why) = try change.statement(people)
        try change.write([person.edit], [.custodianJoined(person.joined(by: by, why: why))], by: by, why: why)
        Console.say(
            "\(person.name) keeps no sheet yet: use `breakglass people leave NAME --successor \(person.id)`, or "
                + "policy.yaml.")
    }
}

/// A person who is not in the policy yet.
struct NewPerson {
    let id: PolicyIdentifier
    let name: PublicText
    let contact: PublicText?

    init(
        _ id: String, name: String?, contact: String?, in change: PeopleChange, for act: Act
    ) throws(CommandError) {
        guard let identifier = PolicyIdentifier(id) else {
            throw CommandError(.usage, "\(id) is not an identifier", hint: "1 to 32 of a-z, 0-9 and -")
        }
        let name = try PublicText(
            named: "--name", try Prompt().text(name, "The name on paper", "--name"), limit: Policy.Limit.name)
        try change.binder.gate(act).pass([NewcomerRule(identifier, called: name, under: change.policy)])
        self.id = identifier
        self.name = name
        self.contact = try contact.map { text throws(CommandError) in
            try PublicText(named: "--contact", text, limit: Policy.Limit.contact)
        }
    }

    var edit: PolicyEdit { .join(id, name: name, contact: contact) }

    func joined(by: PublicText, why: PublicText) -> CustodianJoined {
        CustodianJoined(person: .known(id.rawValue), custodian: name, by: by, why: why)
    }
}
