// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Ledger
import SheetPrinting
import TerminalDialogue

/// The label for the bag of a received sheet: one page, whose upper half is the label.
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
        let label: SheetLabel
        do throws(Refusal) { label = try SheetLabel(isAnonymous: anonymous, returnTo: returnTo) } catch {
            throw CommandError(.usage, error)
        }
        return LabelFile(exit: try NewFile(file), label: label, paper: paper ?? .a4)
    }
}

/// A label that is about to be made.
struct LabelFile {
    fileprivate let exit: NewFile
    fileprivate let label: SheetLabel
    fileprivate let paper: PaperSize

    /// Writes the label of a sheet, as the ledger now has it.
    func write(_ receipt: SheetReceived, in state: BinderState) throws {
        guard let label = label.content(of: receipt, in: state, created: { CreationTime($0) }) else { return }
        let page: SheetFile
        do { page = try LabelDrawing.draw(label, paper: paper) } catch {
            throw CommandError(.fault, "the label cannot be drawn: \(error.words)")
        }
        try exit.write(page.publicBytes)
        Console.say("Label    \(exit.path)")
    }
}
