// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Binder
import Ceremonies
import SecretSharing
import ShareEnvelope

/// `breakglass issue`
struct IssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Deal a new set because a sheet of the old one is lost or cannot be read.",
        discussion: """
            Nothing makes a sheet anew: its share could be forged if anything did. A quorum of the other sheets deals \
            the same credential under a fresh key, to everybody, and the lost sheet belongs to no set in force. Where a \
            spare was dealt, `breakglass sheet receive --replaces` hands that over instead.
            """)

    @Option(help: ArgumentHelp("The share whose sheet is lost or damaged, such as g1m2.", valueName: "share"))
    var lost: String

    @Option(help: "What happened to it; the ledger keeps it.")
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
        // The loss is on record before anything is dealt, and only once nothing stands in the way of that.
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
