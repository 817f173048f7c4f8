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
    /// The sets that hold what it replaces.
    package let replaced: [SetIdentity]

    /// Finds it in the credential.
    ///
    /// - Parameter set: the set that holds it.
    init?(_ name: PublicText, of credential: Credential, dealt set: ReleasedSet) {
        guard let field = credential.fields.first(where: { $0.name == name }) else { return nil }
        self.field = field
        account = set.paper.roster.account
        replaced = set.predecessors.map(\.identity)
    }

    /// What ends an interruption before somebody confirms that it is set.
    package var remedy: String {
        let commands = replaced.map { "`breakglass reshare --retire-only \($0.code) --changed`" }
        let isSet = commands.isEmpty ? "" : "if it is set there, \(commands.joined(separator: " and ")); "
        return "\(isSet)if \(commands.isEmpty ? "it is not set there" : "not"), destroy the new sheets"
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
