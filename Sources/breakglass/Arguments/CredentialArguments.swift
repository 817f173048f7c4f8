// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Names one credential.
struct CredentialArguments: ParsableArguments {
    @Option(help: "The account that the credential opens; at most 64 bytes. Needed if the binder has several.")
    var account: String?

    @Option(help: "Which of the account's credentials; at most 32 bytes. Needed if it has several.")
    var credential: String?
}
