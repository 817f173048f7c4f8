// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Watch

/// `glasswatch explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show how an event came from an emergency identity.")

    @Argument(help: "The id of the event.") var event: String
    @OptionGroup var log: LogArguments

    func run() throws {
        let (audit, _) = try log.audit()
        guard let explanation = audit.explanation(of: event) else {
            throw CommandFailure(
                .notFound,
                "no event \(event) is among those that came from the declared identities or touched the same",
                hint: "`glasswatch audit --json` lists the events")
        }
        try Output.result(audit.text(of: explanation))
    }
}
