// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Ledger
import SecretSharing
import ShareEnvelope

/// `breakglass issue`
struct IssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Deal a new set because a sheet of the old one is lost or cannot be read.",
        discussion: """
            A lost sheet cannot be made again: if it could, its share could be forged. A quorum of the other sheets \
            deals the same credential to everybody under a new key. The lost sheet then belongs to no set in force. If \
            a spare was dealt, hand it over instead: `breakglass sheet receive --replaces`.
            """)

    @Option(help: ArgumentHelp("The share whose sheet is lost or damaged, such as g1m2.", valueName: "share"))
    var lost: String

    @Option(help: "What happened to it, for the ledger.")
    var happened: String?

    @OptionGroup var arguments: ReshareArguments

    func run() async throws {
        let binder = try StrictBinder(arguments.binder, arguments.key)
        let life = try await binder.find(for: arguments.paths, .issue) { () throws(CommandError) in
            try binder.life(arguments.credential)
        }
        guard let set = life.liveSet else {
            throw CommandError(.refused, "no set is in force", hint: "`breakglass split` deals one")
        }
        guard let number = ShareNumber(reading: lost), set.created.custodians.contains(where: { $0.share == number })
        else {
            throw CommandError(
                .usage, "set \(set.identity.code) has no share \(lost)",
                hint: "it has \(set.created.custodians.map { $0.share.description }.joined(separator: ", "))")
        }
        let isNews = set.sheets[number]?.isInHand ?? true
        let what =
            try isNews
            ? PublicText(
                named: "--happened",
                try Prompt().text(happened, "What happened to the sheet of \(number)", "--happened"), limit: 1000) : nil
        // Record the loss before anything is dealt, but only after every check has passed.
        try await Resharing(arguments, as: .issue).run(
            because: "the sheet of share \(number) is lost or cannot be read"
        ) {
            binder, author throws(CommandError) in
            guard let what else { return }
            try binder.append(
                .sheetLost(SheetLost(set: set.identity, share: number, happened: what, by: author)))
        }
    }
}
