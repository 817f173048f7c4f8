// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `breakglass ceremony`
struct CeremonyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ceremony",
        abstract: "Check the papers that the ledger names.",
        subcommands: [CeremonyCheckCommand.self])
}
