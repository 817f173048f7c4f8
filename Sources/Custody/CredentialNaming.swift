// SPDX-License-Identifier: Apache-2.0
//
// A command that the program prints is typed as it stands. Where a binder has several credentials, it names the one that
// is meant.

package import CustodyPolicy
package import Ledger
package import ShareEnvelope

extension CredentialName {
    /// The options that name it in a command: `--account 'AWS root' --credential 'root password'`.
    package var options: String {
        CommandLineWord.option("--account", account.description)
            + (credential.map { " " + CommandLineWord.option("--credential", $0.description) } ?? "")
    }
}

extension CredentialStatus {
    /// What the end of a command about it needs: a space and the options that name it; empty if the binder has no other
    /// credential.
    package var naming: String { isOnly ? "" : " \(name.options)" }

    /// The same for a command about its account.
    var accountNaming: String {
        isOnly ? "" : " \(CredentialName(account: name.account, credential: nil).options)"
    }
}

extension BinderState {
    /// What the end of a command about a credential needs; empty for one that neither policy nor ledger names.
    package func naming(_ name: CredentialName, under policy: Policy?) -> String {
        lives(under: policy).first { $0.name == name }?.naming ?? ""
    }

    /// The same for the credential of a set.
    package func naming(of set: SetIdentity, under policy: Policy?) -> String {
        life(of: set, under: policy)?.naming ?? ""
    }
}
