// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ShareEnvelope

/// Who stands for a ceremony, and why it continues against a rule.
struct OverrideArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who asks for it or overrides a rule; another person must countersign an override.", valueName: "name"))
    var by: String?

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Continue against a rule, and say why. Another person must countersign.", valueName: "why"))
    var overriding: String?

    /// The person, if the command line names one.
    func author() throws(CommandError) -> PublicText? {
        try by.map { name throws(CommandError) in try PublicText(named: "--by", name, limit: 64) }
    }
}
