// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import TerminalDialogue

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

    @OptionGroup var overriding: OverrideArguments
}

extension StatementArguments {
    /// Asks for what the options leave out.
    var interview: Interview {
        Interview(
            [
                ("--account", account), ("--credential", credential), ("--failure-mode", failureMode),
                ("--normal-path-down", normalPathDown), ("--reason", reason), ("--ticket", ticket),
                ("--operator", `operator`),
            ], lists: [("--approved-by", approvedBy)])
    }
}
