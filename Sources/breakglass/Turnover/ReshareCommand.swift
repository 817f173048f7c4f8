// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies

/// `breakglass reshare`
struct ReshareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reshare",
        abstract: "Deal a credential anew to the custodians of the policy in force, with a quorum of its old sheets.",
        discussion: """
            Nothing is shown. The old set is retired when every new sheet was read back; until then it stays good. Its \
            sheets still open the old locked credential: have them destroyed, and change the credential where that \
            cannot be shown for all of them.
            """)

    @OptionGroup var arguments: ReshareArguments

    @Option(help: "Why.")
    var why: String?

    func run() async throws {
        try await Resharing(arguments, as: .reshare).run(because: why)
    }
}
