// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Watch

/// `glasswatch audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Says whether emergency accounts are break-glass accounts or backdoors.")

    @OptionGroup var log: LogArguments
    @Flag(help: "Write the report as JSON, as docs/WATCH.md describes it.") var json = false

    func run() throws {
        let audit = try log.audit()
        try Output.result(json ? audit.json.pretty + "\n" : audit.text)
        Glibc.exit(WatchExit(audit.verdict).rawValue)
    }
}
