// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Ledger
import SecretSharing
import ShareEnvelope
import SheetPrinting

/// The label for the sealed bag of a received sheet: one page, whose upper half is the label.
struct LabelArguments: ParsableArguments {
    @Option(
        name: .customLong("label"),
        help: ArgumentHelp(
            "Also make the label for the bag: a new PDF. It shows nothing of the share.", valueName: "file"))
    var file: String?

    @Flag(help: "Leave account and names off the label.")
    var anonymous = false

    @Option(help: ArgumentHelp("Where a finder should return the bag.", valueName: "text"))
    var returnTo: String?

    @Option(help: "The label's paper: a4 (default) or letter.")
    var paper: PaperSize?

    /// The label to make, if one is asked for.
    func label() throws(CommandError) -> LabelFile? {
        guard let file else {
            let given = [("--anonymous", anonymous), ("--return-to", returnTo != nil), ("--paper", paper != nil)]
                .filter { $0.1 }.map { $0.0 }
            guard !given.isEmpty else { return nil }
            throw CommandError(
                .usage, "\(given.joined(separator: ", ")): no label is asked for",
                hint: "--label FILE makes one, or leave \(given.count == 1 ? "it" : "them") out")
        }
        return LabelFile(
            exit: try NewFile(file), isAnonymous: anonymous,
            finder: try returnTo.map { text throws(CommandError) in
                try PublicText(named: "--return-to", text, limit: 128)
            }, paper: paper ?? .a4)
    }
}

/// A label that is about to be made.
struct LabelFile {
    fileprivate let exit: NewFile
    fileprivate let isAnonymous: Bool
    fileprivate let finder: PublicText?
    fileprivate let paper: PaperSize

    /// Writes the label of a sheet, as the ledger now has it.
    func write(
        _ number: ShareNumber, bag: PublicText?, of set: SetHistory, _ manifest: Manifest, in state: BinderState
    ) throws {
        let label = BagLabel(
            bag: bag?.description, subject: PaperSubject(manifest), isAnonymous: isAnonymous,
            custodian: set.currentCustodian(of: number), share: number.description,
            shareInWords: RuleWording(manifest).place(of: number), created: CreationTime(set.time),
            nextDrill: nextDrill(of: number, set, state), returnTo: finder?.description)
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
