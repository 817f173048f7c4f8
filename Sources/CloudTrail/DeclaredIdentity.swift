// SPDX-License-Identifier: Apache-2.0

/// An identity as a policy names it, by an ARN of IAM or STS.
package enum DeclaredIdentity: Hashable, Sendable {
    case root(account: String)
    case user(account: String, name: String, arn: String)
    /// All sessions of the role.
    case role(account: String, name: String, arn: String)
    /// Only the sessions of this name.
    case roleSession(account: String, role: String, session: String, arn: String)
    case federatedUser(account: String, arn: String)

    /// Reads an ARN; `nil` for one of anything else, and for any other text.
    package init?(_ text: String) {
        guard let arn = ARN(text), ["iam", "sts"].contains(arn.service), !arn.account.isEmpty else { return nil }
        let account = arn.account
        let path = arn.resource.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (path.first, path.count) {
        case ("root", 1): self = .root(account: account)
        case ("user", 2...): self = .user(account: account, name: path[path.count - 1], arn: text)
        case ("role", 2...): self = .role(account: account, name: path[path.count - 1], arn: text)
        case ("assumed-role", 3):
            self = .roleSession(account: account, role: path[1], session: path[2], arn: text)
        case ("federated-user", 2...): self = .federatedUser(account: account, arn: text)
        default: return nil
        }
    }
}
