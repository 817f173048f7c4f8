// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ledger

/// `breakglass ledger`
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Show and verify the binder's ledger, and add entries that no ceremony writes.",
        subcommands: [
            LedgerShowCommand.self, LedgerVerifyCommand.self, LedgerMergeCommand.self, LedgerExceptionCommand.self,
            LedgerNewKeyCommand.self,
        ])
}
