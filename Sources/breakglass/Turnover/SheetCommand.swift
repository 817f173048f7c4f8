// SPDX-License-Identifier: Apache-2.0
//
// What happens to a sheet: a custodian receives it, it is destroyed, or it is lost. The first two are receipts that the
// share itself signs.

import ArgumentParser
import Ceremonies
import Ledger
import SecretSharing
import ShareEnvelope
import TerminalDialogue

/// `breakglass sheet`
struct SheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet",
        abstract: "Record that a sheet is handed over, destroyed or lost, and label its bag.",
        subcommands: [SheetReceiveCommand.self, SheetDestroyCommand.self, SheetLostCommand.self])
}

/// The one sheet that a receipt is about.
struct ReceiptArguments: ParsableArguments {
    @Argument(help: "Files with the sheet, or - for text on the standard input.")
    var paths: [String] = []

    @OptionGroup var sealed: SealedArguments

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    /// Opens the binder, after the options are known to fit.
    func open() throws(CommandError) -> OpenBinder {
        _ = try PassphraseInput(sealed.passphraseFrom)
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(.usage, "no sheet is named", hint: "name the files of one custodian's sheet")
        }
        return try OpenBinder(binder, key)
    }

    /// Reads the sheet, and checks it against the ledger's manifests.
    func read(for act: Act, in binder: OpenBinder) async throws(CommandError) -> SheetInHand {
        let reader = SheetReader(
            passphrases: try PassphraseInput(sealed.passphraseFrom), allowsSwap: sealed.allowSwap, goal: .proof)
        for set in binder.state.sets where set.released != nil {
            if let manifest = set.manifest { reader.take(manifest) }
        }
        try await binder.gather(paths, at: reader, for: act)
        guard let manifest = reader.session.focus, let share = reader.session.provenShares.first,
            let set = binder.state.set(manifest.identity)
        else {
            throw CommandError(
                .badInput, "no share of this binder's sets is whole",
                hint: "scan the sheet again, or type its words")
        }
        guard reader.session.provenShares.count == 1 else {
            throw CommandError(.usage, "there is more than one sheet", hint: "give one custodian's sheet at a time")
        }
        return SheetInHand(of: set, manifest, share)
    }
}

/// `breakglass sheet receive`
struct SheetReceiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Record that a custodian has a sheet in hand. Its share signs the receipt.",
        discussion: """
            Use it for a sheet that is handed over, with the serial of its bag and its place; for a spare sheet that \
            replaces a lost one; and for a lost sheet that was found. A terminal asks for serial and place. --label \
            also makes the label for its bag: cut off the upper half of the page.
            """)

    @Option(
        help: ArgumentHelp(
            "Who has it now: an identifier or a whole name of the policy (default: who has it by the ledger).",
            valueName: "name")
    )
    var custodian: String?

    @OptionGroup var overriding: OverrideArguments

    @OptionGroup var author: AuthorArguments

    @Option(
        help: ArgumentHelp("The lost sheet that this spare one replaces, such as g1m2.", valueName: "share"))
    var replaces: String?

    @Option(help: "The serial of the bag.")
    var bag: String?

    @Option(help: "Where the sheet is kept. This counts, also where the policy plans another place.")
    var place: String?

    @OptionGroup(title: "Label") var label: LabelArguments
    @OptionGroup var receipt: ReceiptArguments

    func run() async throws {
        let label = try self.label.label()
        let binder = try receipt.open()
        let sheet = try await receipt.read(for: .sheetReceive, in: binder)
        let ceremony = SheetReceipt(of: sheet, binder)
        var interview = Interview([
            ("--custodian", custodian), ("--replaces", replaces), ("--bag", bag), ("--place", place),
            ("--by", author.by),
        ])
        let statement = try interview.plan(ceremony)
        let handover = ceremony.handover(statement)
        try binder.gate(.sheetReceive, of: sheet.set.created.account)
            .pass(handover.rules, overriding: overriding.overriding, by: statement.author)
        for warning in handover.warnings { Console.warn(warning) }
        let appended: Appended
        do throws(BinderError) { appended = try handover.record() } catch { throw CommandError(error) }
        Console.say(handover.words(appended))
        Slip(appended.checkpoint, of: .ledger(binder.store), at: binder.evidence)
            .handOut(to: [handover.event.custodian.description], of: "Receipt", with: [sheet.set])
        try label?.write(handover.event, in: try binder.reread().state)
    }
}

/// `breakglass sheet destroy`
struct SheetDestroyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "destroy",
        abstract: "Record that a sheet is destroyed. Its share signs first, then you destroy it.")

    @Option(help: "How it is destroyed.")
    var how: String?

    @Option(help: "Who oversees it.")
    var by: String?

    @OptionGroup var overriding: OverrideArguments

    @OptionGroup var receipt: ReceiptArguments

    func run() async throws {
        let binder = try receipt.open()
        let sheet = try await receipt.read(for: .sheetDestroy, in: binder)
        let ceremony = SheetDestruction(of: sheet, binder)
        let gate = binder.gate(.sheetDestroy, of: sheet.set.created.account)
        try gate.pass(ceremony.firstRules)
        var interview = Interview([("--how", how), ("--by", by)])
        let (destroyed, passage) = try interview.plan(ceremony) { plan, interview throws(CommandError) in
            try gate.judge(ceremony.rules, overriding: overriding.overriding, by: plan.by, backTo: &interview)
                .map { (plan, $0) }
        }
        if let warning = ceremony.warning { Console.warn(warning) }
        if Terminal.isInteractive, receipt.paths.isEmpty,
            !Confirmation.destroy.ask("Type `destroy` to sign that \(sheet.words) is destroyed: ")
        {
            throw CommandError(.interrupted, "nothing was signed; keep the sheet")
        }
        do throws(BinderError) {
            let (appended, left) = try ceremony.record(destroyed, passage)
            Console.say(
                "Entry \(appended.index): destroy the sheet of share \(destroyed.share) now: \(destroyed.how).")
            if let left { Console.say(left.words) }
        } catch { throw CommandError(error) }
    }
}

/// `breakglass sheet lost`
struct SheetLostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lost",
        abstract: "Record that a sheet is lost or can no longer be read.",
        discussion: "A lost sheet cannot be made again: hand over a spare one, or reissue the credential.")

    @Argument(help: "The set's code, as on its sheets.")
    var set: String

    @Argument(help: "Which share, such as g1m2.")
    var share: String

    @Option(help: "What happened.")
    var happened: String?

    @OptionGroup var author: AuthorArguments

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() throws {
        let binder = try OpenBinder(self.binder, key)
        let set = try binder.set(named: self.set)
        let number: ShareNumber
        do throws(Refusal) { number = try set.share(called: share) } catch { throw CommandError(.usage, error) }
        let ceremony = SheetLoss(of: number, in: set, binder)
        try binder.gate(.sheetLost, of: set.created.account).pass(ceremony.rules)
        var interview = Interview([("--happened", happened), ("--by", author.by)])
        let loss = try interview.plan(ceremony)
        let record: SheetLossRecord
        do throws(BinderError) { record = try ceremony.record(loss) } catch { throw CommandError(error) }
        for line in record.lines { Console.say(line) }
        for warning in record.warnings { Console.warn(warning) }
    }
}
