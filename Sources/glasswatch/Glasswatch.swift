// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc

/// The program.
@main
struct Glasswatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "glasswatch",
        abstract: "Show from the cloud's audit log whether an emergency account is a backdoor.",
        discussion: """
            If you cannot show who used an emergency account, when, why, and what changed, it is a backdoor. This \
            program reads the log and says which it is.

            Exit codes: 0 break-glass; 8 backdoor; 9 it cannot be shown; 64 wrong command line; 65 bad input; 66 not \
            found; 70 a fault here; 74 an output cannot be written.
            """,
        version: "0.1.0",
        subcommands: [
            AuditCommand.self, ExplainCommand.self, DigestsCommand.self, AlertsCommand.self, PostureCommand.self,
            ExportCommand.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as CommandFailure {
            Output.report(failure)
            Glibc.exit(failure.code.rawValue)
        } catch {
            let code = exitCode(for: error)
            guard code == .validationFailure else { exit(withError: error) }
            let message = message(for: error).split(separator: "\n").first.map(String.init)
            Output.report(
                CommandFailure(
                    .usage, message ?? "the command line cannot be read",
                    hint: "`glasswatch --help` lists the commands; --help after a command lists its options"))
            Glibc.exit(WatchExit.usage.rawValue)
        }
    }
}
