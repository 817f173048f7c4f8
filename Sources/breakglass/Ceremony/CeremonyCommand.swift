// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `breakglass ceremony`
struct CeremonyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ceremony",
        abstract: "Make the papers of a ceremony: its script before it, its record after it.",
        discussion: """
            Both are PDF files in the binder's papers. The ledger names each by its SHA-256, so nobody can swap one \
            later. Print the script, follow it, fill it in by hand, and sign it. Then make the record and sign it too.
            """,
        subcommands: [CeremonyScriptCommand.self, CeremonyRecordCommand.self])
}
