// SPDX-License-Identifier: Apache-2.0
//
// A generated password goes on paper first. It is set at the account only after the paper is proven, so that a failure
// before then leaves the old password working.

package import SecretMemory
package import ShareEnvelope

/// A generated password that is to be set at its account.
package struct GeneratedPassword: Sendable {
    /// The field that holds it.
    package let field: CredentialField
    /// The account.
    package let account: PublicText

    /// Finds it in the credential.
    init?(_ name: PublicText, of credential: Credential, at account: PublicText) {
        guard let field = credential.fields.first(where: { $0.name == name }) else { return nil }
        self.field = field
        self.account = account
    }

    /// What a person typed back.
    package enum TypedBack: Hashable, Sendable {
        /// Nothing: it is to be shown again.
        case nothing
        /// Something else.
        case different
        /// The password.
        case same
    }

    /// Compares what was typed back with the password.
    package func compare(_ typed: borrowing SecretBytes) -> TypedBack {
        typed.isEqual(to: field.value) ? .same : typed.count > 0 ? .different : .nothing
    }
}
