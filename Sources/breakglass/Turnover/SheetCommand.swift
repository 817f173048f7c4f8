// SPDX-License-Identifier: Apache-2.0
//
// What happens to a sheet: a custodian receives it, it is destroyed, or it is lost. The first two are receipts that the
// share itself signs.

import ArgumentParser
import Ceremonies
import Ledger
import SecretSharing
import ShareEnvelope

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

    @Option(
        help: ArgumentHelp(
            "Take a sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []

    @Flag(help: "Open sealed shares even if swap is on.")
    var allowSwap = false

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    /// Reads the sheet, and checks it against the ledger's manifests.
    func read(for act: Act) async throws(CommandError) -> (
        binder: OpenBinder, set: SetHistory, manifest: Manifest, share: Share
    ) {
        let passphrases = try PassphraseInput(passphraseFrom)
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(.usage, "no sheet is named", hint: "name the files of one custodian's sheet")
        }
        let binder = try OpenBinder(self.binder, key)
        let reader = SheetReader(passphrases: passphrases, allowsSwap: allowSwap, goal: .proof)
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
        return (binder, set, manifest, share)
    }
}

/// `breakglass sheet receive`
struct SheetReceiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive",
        abstract: "Record that a custodian has a sheet in hand. Its share signs the receipt.",
        discussion: """
            Use it for a sheet that is handed over, with the serial of its bag and its place; for a spare sheet that \
            replaces a lost one; and for a lost sheet that was found. --label also makes the label for its bag: cut \
            off the upper half of the page.
            """)

    @Option(
        help: ArgumentHelp(
            "Who has it now: a name or identifier of the policy (default: as it was dealt).", valueName: "name")
    )
    var custodian: String?

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Record it although this person should not have it, and say why. Another person must countersign.",
            valueName: "why"))
    var overriding: String?

    @Option(help: ArgumentHelp("Who overrides the rule; needed with --override.", valueName: "name"))
    var by: String?

    @Option(
        help: ArgumentHelp("The lost sheet that this spare one replaces, such as g1m2.", valueName: "share"))
    var replaces: String?

    @Option(help: "The serial of the sealed bag.")
    var bag: String?

    @Option(help: "Where the sheet is kept.")
    var place: String?

    @OptionGroup(title: "Label") var label: LabelArguments
    @OptionGroup var receipt: ReceiptArguments

    func run() async throws {
        let bag = try self.bag.map { text throws(CommandError) in try PublicText(named: "--bag", text, limit: 64) }
        let place = try self.place.map { text throws(CommandError) in try PublicText(named: "--place", text, limit: 200)
        }
        let given = try custodian.map { text throws(CommandError) in
            try PublicText(named: "--custodian", text, limit: Roster.custodianNameLimit)
        }
        let author = try by.map { name throws(CommandError) in try PublicText(named: "--by", name, limit: 64) }
        let label = try self.label.label()
        let (binder, set, manifest, share) = try await receipt.read(for: .sheetReceive)
        let lost = try replaces.map { text throws(CommandError) in try Self.number(text) }
        let gate = binder.gate(.sheetReceive, of: set.created.account)
        if let lost { try gate.pass([HandlingRule.replacing(lost, with: share.number, of: set)]) }
        let holder = try SheetHolder(given, of: lost ?? share.number, in: set, under: binder.policy)
        try gate.pass(
            holder.rules(taking: share.number, replacing: lost, of: set, in: binder.state), overriding: overriding,
            by: author)
        for warning in SheetHolder.warnings(share.number, bag: bag, of: set, in: binder.state) { Console.warn(warning) }
        let name = holder.name
        let event = SheetReceived(
            set: set.identity, share: share.number, custodian: name, person: holder.person, bag: bag, place: place,
            replaces: lost)
        let appended = try binder.enter(.sheetReceived(event), signedBy: [share], of: manifest)
        Console.say("Entry \(appended.index): \(name) has share \(share.number) of set \(set.identity.code) in hand.")
        Slip(appended.checkpoint, of: .ledger(binder.store), at: binder.evidence)
            .handOut(to: [name.description], of: "Receipt", with: [set])
        guard let label else { return }
        let after = try OpenBinder(receipt.binder, receipt.key)
        guard let now = after.state.set(set.identity) else { return }
        try label.write(share.number, bag: bag, of: now, manifest, in: after.state)
    }

    private static func number(_ text: String) throws(CommandError) -> ShareNumber {
        guard let number = ShareNumber(reading: text) else {
            throw CommandError(.usage, "--replaces \(text): not a share number", hint: "for example --replaces g1m2")
        }
        return number
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

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Destroy it although its set is in force, and say why. Another person must countersign.",
            valueName: "why"))
    var overriding: String?

    @OptionGroup var receipt: ReceiptArguments

    func run() async throws {
        let (binder, set, manifest, share) = try await receipt.read(for: .sheetDestroy)
        let how = try PublicText(named: "--how", try Prompt().text(how, "How is it destroyed", "--how"), limit: 200)
        let author = try PublicText(named: "--by", try Prompt().text(by, "Who oversees it", "--by"), limit: 64)
        let passage = try binder.gate(.sheetDestroy, of: set.created.account)
            .judge([HandlingRule.destroying(share.number, of: set)], overriding: overriding, by: author)
        if Terminal.isInteractive, receipt.paths.isEmpty {
            let sheet = "the sheet of share \(share.number), set \(set.identity.code)"
            guard Confirmation.destroy.ask("Type `destroy` to sign that \(sheet) is destroyed: ") else {
                throw CommandError(.interrupted, "nothing was signed; keep the sheet")
            }
        }
        do throws(BinderError) { try passage.record() } catch { throw CommandError(error) }
        let event = SheetDestroyed(set: set.identity, share: share.number, how: how, by: author)
        let appended = try binder.enter(.sheetDestroyed(event), signedBy: [share], of: manifest)
        Console.say("Entry \(appended.index): destroy the sheet of share \(share.number) now: \(how).")
        let after = try OpenBinder(receipt.binder, receipt.key)
        guard let now = after.state.set(set.identity) else { return }
        Console.say(Remainder(of: now, manifest).words)
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

    @Option(help: "Who reports this.")
    var by: String?

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() throws {
        let binder = try OpenBinder(self.binder, key)
        let set = try binder.set(named: self.set)
        let (number, _) = try set.share(named: share)
        let ceremony = SheetLoss(of: number, in: set, binder)
        try binder.gate(.sheetLost, of: set.created.account).pass(ceremony.rules)
        var interview = Interview([("--happened", happened), ("--by", by)])
        let loss = try interview.plan(ceremony)
        let left: SetRemainder?
        do throws(BinderError) { left = try ceremony.record(loss) } catch { throw CommandError(error) }
        guard let left else { return }
        Console.say(left.words)
        let now = left.set
        let spares = now.spares(for: number)
        if !spares.isEmpty {
            Console.say(
                "A spare can take its place: \(spares.map { "\($0.share) (\($0.name))" }.joined(separator: ", ")), "
                    + "with `breakglass sheet receive --replaces \(number)`.")
        }
        if now.isLive {
            Console.warn(
                "anyone who finds it has a share: `breakglass reshare --because lost` deals a new set, without that share"
            )
        }
    }
}

/// What the remaining sheets of a set can still open.
private struct Remainder {
    private let set: SetHistory
    private let manifest: Manifest

    init(of set: SetHistory, _ manifest: Manifest) {
        self.set = set
        self.manifest = manifest
    }

    var words: String {
        let left = set.created.custodians.map { $0.share }.filter { set.sheets[$0]?.isInHand ?? true }
        let undestroyed = set.created.custodians.map { $0.share }.filter { set.sheets[$0]?.destroyed == nil }
        guard manifest.rule.isMet(by: undestroyed) else {
            return "No quorum of set \(set.identity.code) is left: its paper no longer opens anything."
        }
        guard manifest.rule.isMet(by: left) else {
            return "The sheets of set \(set.identity.code) in hand cannot open it; with lost ones they can."
        }
        return
            "\(left.count) of the \(set.created.custodians.count) sheets of set \(set.identity.code) are in hand and "
            + "still open it: \(left.map(\.description).joined(separator: ", "))."
    }
}
