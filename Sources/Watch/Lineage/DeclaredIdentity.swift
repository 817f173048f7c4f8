// SPDX-License-Identifier: Apache-2.0

/// An identity that the policy names by its ARN.
package enum DeclaredIdentity: Hashable, Sendable {
    case root(account: String)
    case user(account: String, name: String, arn: String)
    /// All sessions of the role.
    case role(account: String, name: String, arn: String)
    /// Only the sessions of this name.
    case roleSession(account: String, role: String, session: String, arn: String)
    case federatedUser(account: String, arn: String)

    /// Reads an ARN of IAM or STS; `nil` for any other text.
    package init?(_ arn: String) {
        let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", ["iam", "sts"].contains(parts[2]), !parts[4].isEmpty else {
            return nil
        }
        let account = parts[4]
        let path = parts[5].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (path.first, path.count) {
        case ("root", 1): self = .root(account: account)
        case ("user", 2...): self = .user(account: account, name: path[path.count - 1], arn: arn)
        case ("role", 2...): self = .role(account: account, name: path[path.count - 1], arn: arn)
        case ("assumed-role", 3):
            self = .roleSession(account: account, role: path[1], session: path[2], arn: arn)
        case ("federated-user", 2...): self = .federatedUser(account: account, arn: arn)
        default: return nil
        }
    }

    /// The traces by which the identity's events are known.
    package var traces: [Trace] {
        switch self {
        case .root(let account): [.root(account), .assumedRoot(account)]
        case .user(let account, let name, let arn): [.identity(arn), .userName(account, name)]
        case .role(let account, let name, let arn): [.identity(arn), .roleName(account, name)]
        case .roleSession(_, _, _, let arn), .federatedUser(_, let arn): [.identity(arn)]
        }
    }
}
