// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `breakglass drill`
struct DrillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Prove that sheets are whole and readable, without opening anything.",
        discussion: """
            A drill in person and a drill by mail open nothing. `breakglass recover --rehearse` opens the credential in \
            memory, and shows nothing.

            A drill proves that a custodian has or had the share's bytes, and that the paper was read at least once. \
            It does not prove that nobody copied it.
            """,
        subcommands: [
            DrillInPersonCommand.self, DrillMailCommand.self, DrillAnswerCommand.self,
        ],
        defaultSubcommand: DrillInPersonCommand.self)
}
