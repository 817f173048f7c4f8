// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ShareEnvelope

/// Who leads a drill, and what it found.
struct DrillArguments: ParsableArguments {
    @Option(help: "Who leads the drill.")
    var by: String?

    @Option(help: "What the drill found, for the record; asked for when it ends.")
    var findings: String?

    /// The person who leads the drill; asks for the name if it is not given.
    func leader() throws(CommandError) -> PublicText {
        try PublicText(named: "--by", try Prompt().text(by, "Who leads the drill", "--by"), limit: 64)
    }
}
