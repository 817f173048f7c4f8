// SPDX-License-Identifier: Apache-2.0
//
// People who come and go: the policy's file, the entries that bring it into force, and what is due from then on.

import ArgumentParser
import Binder
import Ceremonies
import ShareEnvelope

/// `breakglass custodian`
struct CustodianCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "custodian",
        abstract: "Record who comes and goes, and until when what they hold is dealt anew.",
        discussion: """
            Each changes policy.yaml and brings it into force. A command that was cut off is run again as it was, or \
            ended by `breakglass policy adopt`.
            """,
        subcommands: [CustodianJoinCommand.self, CustodianLeaveCommand.self, CustodianReplaceCommand.self])
}

/// Who changes the people of which binder, and why.
struct PeopleArguments: ParsableArguments {
    @Option(help: "Who says so.")
    var by: String?

    @Option(help: "Why.")
    var why: String?

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments
}

/// `breakglass custodian join`
struct CustodianJoinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Somebody new may keep sheets, or approve, from now on.")

    @Argument(help: "The identifier that the policy knows the person by.")
    var id: String

    @Option(help: "The name on paper.")
    var name: String?

    @Option(help: "How to reach the person, also at night.")
    var contact: String?

    @OptionGroup var people: PeopleArguments

    func run() throws {
        let change = try PeopleChange(people)
        let person = try NewPerson(id, name: name, contact: contact, in: change, for: .custodianJoin)
        let (by, why) = try change.statement(people)
        try change.write([person.edit], [.custodianJoined(person.joined(by: by, why: why))], by: by, why: why)
        Console.say("\(person.name) keeps no sheet yet: `breakglass custodian replace`, or a group in policy.yaml.")
    }
}

/// Somebody whom the policy does not have yet.
struct NewPerson {
    let id: PolicyIdentifier
    let name: PublicText
    let contact: PublicText?

    init(
        _ id: String, name: String?, contact: String?, in change: PeopleChange, for act: Act
    ) throws(CommandError) {
        guard let identifier = PolicyIdentifier(id) else {
            throw CommandError(.usage, "\(id) is no identifier", hint: "1 to 32 of a-z, 0-9 and -")
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
