// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Ledger
import Recovery
import SecretSharing
import ShareEnvelope

/// What is stated before any sheet is read.
struct StatementArguments: ParsableArguments {
    @Option(help: "The account to open, by its name in the policy.")
    var account: String?

    @Option(help: "Which of the account's credentials to open.")
    var credential: String?

    @Option(help: ArgumentHelp("Which of the policy's failure modes this is.", valueName: "id"))
    var failureMode: String?

    @Option(help: ArgumentHelp("How the normal path was shown to be down.", valueName: "text"))
    var normalPathDown: String?

    @Option(help: ArgumentHelp("What happened.", valueName: "text"))
    var reason: String?

    @Option(help: ArgumentHelp("The incident's number.", valueName: "text"))
    var ticket: String?

    @Option(help: ArgumentHelp("Who operates this machine.", valueName: "name"))
    var `operator`: String?

    @Option(
        help: ArgumentHelp("Who approved it: a name or an identifier of the policy. Repeatable.", valueName: "name"))
    var approvedBy: [String] = []

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Override a rule of the policy, and say why: the ledger records it, and another person must countersign.",
            valueName: "why"))
    var overriding: String?
}

/// A statement, and the rules that it is checked against.
struct Statement {
    /// The statement for each credential that is opened; they differ only in credential and set.
    let openings: [RecoveryOpened]
    let window: PolicySpan?
    let rules: [any Rule]
    /// The set that is named by its code, if no ledger says what it is; it goes on record before any sheet is read.
    var choice: SetChoice?

    /// The statement for the first credential.
    var first: RecoveryOpened { openings[0] }

    /// The statement as the people at the machine read it.
    var lines: [String] {
        var lines: [String] = []
        func add(_ name: String, _ text: (any CustomStringConvertible)?) {
            guard let text else { return }
            lines.append(name + String(repeating: " ", count: max(1, 18 - name.count)) + "\(text)")
        }
        let opened = first
        add("Account", opened.account)
        for opened in openings { add("Credential", opened.credential) }
        add("Failure mode", opened.failureMode)
        add("Normal path", opened.normalPathDown)
        add("Reason", opened.reason)
        add("Ticket", opened.ticket)
        add("Operator", opened.operatedBy)
        add(
            "Approved by",
            opened.approvedBy.isEmpty ? nil : opened.approvedBy.map(\.description).joined(separator: ", "))
        add("Window", window)
        for opened in openings { add("Set", opened.set?.code) }
        return lines
    }
}
