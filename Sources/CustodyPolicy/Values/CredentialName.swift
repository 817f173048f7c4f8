// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// One credential of one account.
package struct CredentialName: Hashable, Sendable, CustomStringConvertible {
    /// The account.
    package let account: PublicText
    /// Which of its credentials; `nil` if no policy names several.
    package let credential: PublicText?

    /// Makes a name from its parts.
    package init(account: PublicText, credential: PublicText?) {
        self.account = account
        self.credential = credential
    }

    /// "AWS root / root password"
    package var description: String { credential.map { "\(account) / \($0)" } ?? "\(account)" }
}
