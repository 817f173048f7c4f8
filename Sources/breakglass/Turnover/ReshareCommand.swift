// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
package import Ceremonies
import ShareEnvelope

extension ReshareCause: ExpressibleByArgument {}

/// `breakglass reshare`
struct ReshareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reshare",
        abstract: "Deal the same credential to new paper, from a quorum of its old sheets.",
        discussion: """
            Use it when custodians change, and when a sheet is lost or can no longer be read: a sheet cannot be made \
            again, so a quorum of the others deals the credential to everybody under a new key. If a spare was dealt, \
            hand it over instead: `breakglass sheet receive --replaces SHARE`.

            Nothing is shown. The old set stays in force until every new sheet has been read back; then it is retired. \
            Its sheets still open the old locked credential: have them destroyed, and change the credential if you \
            cannot prove that all of them were.

            --retire-only deals nothing: it takes a set out of force that another one has replaced, or whose account \
            is gone, with a quorum of that set's own sheets.
            """)

    @OptionGroup var arguments: ReshareArguments

    func run() async throws {
        try arguments.check()
        let passphrases = try PassphraseInput(arguments.sealed.passphraseFrom)
        let binder = try OpenBinder(arguments.binder, arguments.key)
        let sheets = OldSheets(arguments.paths, passphrases, allowsSwap: arguments.dealing.allowSwap, in: binder)
        if let set = arguments.retireOnly {
            try await Retiring(arguments, sheets, in: binder).run(set)
        } else {
            try await Resharing(arguments, sheets, in: binder).run()
        }
    }
}

/// The arguments for dealing a credential again from its old sheets, or for retiring these.
struct ReshareArguments: ParsableArguments {
    @Argument(help: "Files and folders with the old sheets, or - for text on the standard input.")
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "Why it is dealt to new paper: people, lost or damaged (asked at a terminal).", valueName: "cause"))
    var because: ReshareCause?

    @Option(help: "The share whose sheet is lost or damaged, such as g1m2.")
    var share: String?

    @Option(help: "Why, for the ledger; for a lost or damaged sheet, what happened to it.")
    var why: String?

    @Option(
        help: ArgumentHelp(
            "Deal nothing: take the set with this code out of force, with a quorum of its own sheets.",
            valueName: "set"))
    var retireOnly: String?

    @OptionGroup var change: ChangeArguments
    @OptionGroup(title: "Credential") var credential: CredentialArguments
    @OptionGroup(title: "Sheets") var sealed: PassphraseArguments

    @Option(
        help: ArgumentHelp(
            "Take a new sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var newPassphraseFrom: [String] = []

    @OptionGroup(title: "Sheets") var sealing: SealArguments
    @OptionGroup(title: "Sheets") var dealing: DealingArguments
    @OptionGroup(title: "Evidence") var overriding: OverrideArguments
    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    /// Refuses options that do not belong together, before anything is opened.
    func check() throws(CommandError) {
        if retireOnly != nil {
            guard because == nil, share == nil, dealing.output == nil, dealing.queue == nil else {
                throw CommandError(
                    .usage, "--retire-only deals nothing: --because, --share, --output, and --print cannot be used",
                    hint: "leave them out, or leave --retire-only out to deal the credential to new paper")
            }
        } else if change.changed {
            throw CommandError(
                .usage, "--changed: a changed credential is not on the old sheets",
                hint: "`breakglass split --changed` deals it")
        }
        guard because != .people || share == nil else {
            throw CommandError(
                .usage, "--share: it is not a sheet that makes this necessary",
                hint: "--because lost or --because damaged, or leave --share out")
        }
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(.usage, "no sheets are named", hint: "name the files of a quorum's sheets")
        }
    }

    /// The person who asks for it, from the command line or the terminal.
    func author() throws(CommandError) -> PublicText {
        try PublicText(named: "--by", try Prompt().text(overriding.by, "Who asks for it", "--by"), limit: 64)
    }
}

/// The old sheets, which a quorum brings.
struct OldSheets {
    private let paths: [String]
    private let passphrases: PassphraseInput
    private let allowsSwap: Bool
    private let binder: OpenBinder

    init(_ paths: [String], _ passphrases: PassphraseInput, allowsSwap: Bool, in binder: OpenBinder) {
        self.paths = paths
        self.passphrases = passphrases
        self.allowsSwap = allowsSwap
        self.binder = binder
    }

    /// Finds what the sheets belong to.
    func find<Found>(_ find: () throws(CommandError) -> Found) async throws(CommandError) -> Found {
        try await binder.find(for: paths, .reshare, find)
    }

    /// Reads the sheets of a set.
    func read(_ manifest: Manifest, for purpose: ReadingPurpose) async throws(CommandError) -> SheetReader {
        let reader = SheetReader(
            passphrases: passphrases, allowsSwap: allowsSwap, opens: .sets([manifest.identity]),
            known: KnownSets(binder.state), goal: purpose)
        reader.take(manifest)
        try await binder.gather(paths, at: reader, for: .reshare)
        return reader
    }
}
