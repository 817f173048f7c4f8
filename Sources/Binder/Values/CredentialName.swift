// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// One credential of one account.
public struct CredentialName: Hashable, Sendable, CustomStringConvertible {
    /// The account.
    public let account: PublicText
    /// Which of its credentials; `nil` if no policy names several.
    public let credential: PublicText?

    /// Makes a name from its parts.
    public init(account: PublicText, credential: PublicText?) {
        self.account = account
        self.credential = credential
    }

    /// "AWS root / root password"
    public var description: String { credential.map { "\(account) / \($0)" } ?? "\(account)" }
}
