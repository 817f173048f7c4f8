// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Binder

/// `breakglass ledger`
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Verify the binder's ledger, prove its entries, and add entries that no ceremony writes.",
        subcommands: [
            LedgerShowCommand.self, LedgerVerifyCommand.self, LedgerProveCommand.self, LedgerCheckpointCommand.self,
            LedgerTrustCommand.self,
            LedgerMergeCommand.self, LedgerExceptionCommand.self, LedgerCountersignCommand.self,
            LedgerCloseCommand.self, LedgerNewKeyCommand.self,
        ])

    /// Warns about what had to be repaired.
    static func tell(_ repairs: [LedgerRepair]) {
        for repair in repairs {
            switch repair {
            case .completed(let index):
                Console.warn(
                    "an earlier run was ended while it wrote entry \(index); the entry is complete and counts")
            case .setAside(let byteCount, let file):
                Console.warn(
                    "an earlier run was ended while it wrote: \(byteCount) bytes that no checkpoint vouches for were "
                        + "set aside in \(file)")
            }
        }
    }
}
