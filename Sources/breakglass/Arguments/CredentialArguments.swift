// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Custody
import TerminalDialogue

/// Names one credential.
struct CredentialArguments: ParsableArguments {
    @Option(help: "The account that the credential opens; at most 64 bytes. Needed if the binder has several.")
    var account: String?

    @Option(help: "Which of the account's credentials; at most 32 bytes. Needed if it has several.")
    var credential: String?

    /// The only one of these credentials that fits.
    ///
    /// - Parameters:
    ///   - message: what to say if none fits.
    ///   - hint: what to do if there are none at all.
    func choose(
        among lives: [CredentialStatus], orElse message: String, hint: String
    ) throws(CommandError) -> CredentialStatus {
        let fitting = lives.filter { life in
            (account.map { $0 == life.name.account.description } ?? true)
                && (credential.map { $0 == life.name.credential?.description } ?? true)
        }
        if fitting.count == 1 { return fitting[0] }
        let names = (fitting.isEmpty ? lives : fitting).map(\.name.description).joined(separator: "; ")
        throw CommandError(
            .usage, fitting.isEmpty ? message : "several credentials match",
            hint: names.isEmpty ? hint : "use --account and --credential to name one of: \(names)")
    }
}
