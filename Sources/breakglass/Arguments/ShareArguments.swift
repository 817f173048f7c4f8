// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Which new shares are sealed.
struct SealArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Lock this custodian's share with a passphrase; `all` for everybody's. Repeatable.", valueName: "name"))
    var seal: [String] = []
}

/// The passphrases of sealed shares, for scripts.
struct PassphraseArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Take a sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []
}

/// How sealed shares are opened.
struct SealedArguments: ParsableArguments {
    @OptionGroup private var passphrases: PassphraseArguments

    @Flag(help: "Open sealed shares even if swap is on.")
    var allowSwap = false

    /// The passphrases that files hold.
    var passphraseFrom: [String] { passphrases.passphraseFrom }
}

/// Whether the credential is another one than before.
struct ChangeArguments: ParsableArguments {
    @Flag(help: "The credential was changed at the account, so that what its older sheets open is worthless.")
    var changed = false
}
