// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ledger
import SecretSharing
import ShareEnvelope
import SheetPrinting

/// `breakglass sheet label`
struct SheetLabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Make the label for the sealed bag of a sheet.",
        discussion: """
            One page; cut off its upper half, which is the label. It shows nothing of the share, and with --anonymous \
            neither the account nor people.
            """)

    @Argument(help: "The set's code, as on its sheets.")
    var set: String

    @Argument(help: "Which share, such as g1m2.")
    var share: String

    @Option(help: "The serial of the bag (default: as in the sheet's receipt; without one, a line to write it on).")
    var bag: String?

    @Flag(help: "Leave account and names off the label.")
    var anonymous = false

    @Option(help: ArgumentHelp("Where a finder should return it.", valueName: "text"))
    var returnTo: String?

    @Option(help: "The paper: a4 or letter.")
    var paper = PaperSize.a4

    @Option(help: ArgumentHelp("The file for the label: a new PDF.", valueName: "file"))
    var output: String

    @OptionGroup var binder: BinderArguments

    func run() throws {
        let exit = try NewFile(output)
        let bag = try self.bag.map { text throws(CommandError) in try PublicText(named: "--bag", text, limit: 64) }
        let finder = try returnTo.map { text throws(CommandError) in
            try PublicText(named: "--return-to", text, limit: 128)
        }
        let folder = try binder.folder()
        let state: BinderState
        do throws(BinderError) { state = try folder.read().state } catch { throw CommandError(error) }
        let set = try state.set(named: self.set)
        let (number, manifest) = try set.share(named: share)
        let label = BagLabel(
            bag: (bag ?? set.bag(of: number))?.description, subject: PaperSubject(manifest), isAnonymous: anonymous,
            custodian: set.currentCustodian(of: number), share: number.description,
            shareInWords: RuleWording(manifest).place(of: number), created: CreationTime(set.time),
            nextDrill: nextDrill(of: number, set, state),
            returnTo: finder?.description)
        let page: SheetFile
        do { page = try LabelDrawing.draw(label, paper: paper) } catch {
            throw CommandError(.fault, "the label cannot be drawn: \(error.words)")
        }
        try exit.write(page.publicBytes)
        Console.say("Label    \(exit.path)")
    }

    /// The day by which the sheet must be proven whole.
    private func nextDrill(of share: ShareNumber, _ set: SetHistory, _ state: BinderState) -> String? {
        guard set.isLive,
            let life = state.lives(under: state.readPolicy).first(where: { $0.liveSet?.identity == set.identity }),
            let interval = life.account?.drillEvery
        else { return nil }
        let last = life.lastProof(of: share, in: set)?.time ?? set.released ?? set.time
        return String(last.adding(seconds: UInt64(interval.seconds)).description.prefix(10))
    }
}

extension SetHistory {
    /// A share of the set, by its short name such as g1m2.
    func share(named text: String) throws(CommandError) -> (ShareNumber, Manifest) {
        guard let manifest, let number = ShareNumber(reading: text), manifest.rule.shareNumbers.contains(number) else {
            throw CommandError(
                .usage, "set \(identity.code) has no share \(text)",
                hint: "it has \(created.custodians.map { $0.share.description }.joined(separator: ", "))")
        }
        return (number, manifest)
    }

    /// The bag of a share's sheet now, as far as the ledger knows.
    fileprivate func bag(of share: ShareNumber) -> PublicText? {
        sheets[share].flatMap { $0.isInHand ? $0.received?.event.bag : nil }
    }

    /// The custodian of a share's sheet now, as far as the ledger knows.
    fileprivate func currentCustodian(of share: ShareNumber) -> String {
        sheets[share]?.received?.event.custodian.description ?? custodian(of: share)
    }
}
