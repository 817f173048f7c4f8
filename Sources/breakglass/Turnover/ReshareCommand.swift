// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser
package import Ceremonies

extension ReshareCause: ExpressibleByArgument {}

/// `breakglass reshare`
struct ReshareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reshare",
        abstract: "Deal the same credential to new paper, from a quorum of its old sheets.",
        discussion: """
            Use it when custodians change, and when a sheet is lost or can no longer be read: a sheet cannot be made \
            again, so a quorum of the others deals the credential to everybody under a new key. If a spare was dealt, \
            hand it over instead: `breakglass sheet receive --replaces`.

            Nothing is shown. The old set stays in force until every new sheet has been read back; then it is retired. \
            Its sheets still open the old locked credential: have them destroyed, and change the credential if you \
            cannot prove that all of them were.

            --retire-only deals nothing: it takes a set out of force that another one has replaced, or whose account \
            is gone, with a quorum of that set's own sheets.
            """)

    @OptionGroup var arguments: ReshareArguments

    func run() async throws {
        if let set = arguments.retireOnly {
            try await Retiring(arguments).run(set)
        } else {
            try await Resharing(arguments).run()
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
}
