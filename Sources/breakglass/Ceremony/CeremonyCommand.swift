// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `breakglass ceremony`
struct CeremonyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ceremony",
        abstract: "Make the papers of a ceremony: its script before it, its record after it.",
        discussion: """
            Both are PDF files in the binder's papers, and the ledger names each by its SHA-256: nobody can swap one later. \
            Print the script, follow it, fill it in by hand, sign it; then make the record, and sign that too.
            """,
        subcommands: [CeremonyScriptCommand.self, CeremonyRecordCommand.self, CeremonyCheckCommand.self])
}
