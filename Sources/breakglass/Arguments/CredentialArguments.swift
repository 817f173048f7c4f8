// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import TerminalDialogue

/// Names one credential.
struct CredentialArguments: ParsableArguments {
    @Option(
        help:
            "The account that the credential opens; at most 64 bytes. If the binder has several, a terminal asks."
    )
    var account: String?

    @Option(
        help:
            "Which of the account's credentials; at most 32 bytes. If it has several, a terminal asks."
    )
    var credential: String?

    /// The only one of these credentials that fits. If several do, a person is asked which one.
    ///
    /// - Parameters:
    ///   - message: what to say if none fits.
    ///   - hint: what to do if there are none at all.
    func choose(
        among lives: [CredentialStatus], orElse message: String, hint: String
    ) throws(CommandError) -> CredentialStatus {
        var interview = Interview([("--account", account), ("--credential", credential)])
        return try interview.plan(CredentialQuestion(among: lives, orElse: message, hint: hint))
    }

    /// The options that were given.
    var given: [String] { pairs.map(\.option) }

    /// What the end of a command about the same credential needs: the options that were given, as people type them.
    var naming: String { pairs.map { " \(CommandLineWord.option($0.option, $0.value))" }.joined() }

    private var pairs: [(option: String, value: String)] {
        [("--account", account), ("--credential", credential)].compactMap { option, value in value.map { (option, $0) }
        }
    }
}
