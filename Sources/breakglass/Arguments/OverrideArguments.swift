// SPDX-License-Identifier: Apache-2.0
//
// Who says something, why, and why a rule is broken: the same options with the same words for every command.

import ArgumentParser
import ShareEnvelope
import TerminalDialogue

/// Who does or reports what is recorded.
struct AuthorArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who does this, reports it, or overrides a rule, for the ledger.", valueName: "name"))
    var by: String?

    /// The person, if the command line names one.
    func author() throws(CommandError) -> PublicText? {
        try by.map { name throws(CommandError) in try PublicText(person: name, named: "--by") }
    }
}

/// Why it is done.
struct ReasonArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Why, for the ledger.", valueName: "text"))
    var why: String?
}

/// Why the ceremony continues against a rule.
struct OverrideArguments: ParsableArguments {
    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Continue against a rule, and say why. Another person must countersign.", valueName: "why"))
    var overriding: String?
}
