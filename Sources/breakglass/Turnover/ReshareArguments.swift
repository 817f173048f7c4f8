// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The arguments for dealing a credential again from its old sheets.
struct ReshareArguments: ParsableArguments {
    @Argument(help: "Files and folders with the old sheets, or - for text on the standard input.")
    var paths: [String] = []

    @OptionGroup(title: "Credential") var credential: CredentialArguments

    @Option(help: "Who asks for it.")
    var by: String?

    @Option(
        help: ArgumentHelp(
            "Take an old sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []

    @Option(
        help: ArgumentHelp(
            "Take a new sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var newPassphraseFrom: [String] = []

    @Option(
        help: ArgumentHelp(
            "Lock this custodian's new share with a passphrase; `all` for every share. Repeatable.", valueName: "name"))
    var seal: [String] = []

    @OptionGroup(title: "Sheets") var dealing: DealingArguments

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Deal it although the ledger says that it is not the time, and say why. Another person must countersign.",
            valueName: "why"))
    var overriding: String?

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments
}
