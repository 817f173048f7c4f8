// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies

/// `breakglass reshare`
struct ReshareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reshare",
        abstract: "Deal a credential to the custodians of the policy in force, from a quorum of its old sheets.",
        discussion: """
            Nothing is shown. The old set stays in force until every new sheet has been read back; then it is retired. \
            Its sheets still open the old locked credential: have them destroyed, and change the credential if you \
            cannot prove that all of them were.
            """)

    @OptionGroup var arguments: ReshareArguments

    @Option(help: "Why.")
    var why: String?

    func run() async throws {
        try await Resharing(arguments, as: .reshare).run(because: why)
    }
}
