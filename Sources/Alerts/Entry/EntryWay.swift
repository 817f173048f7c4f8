// SPDX-License-Identifier: Apache-2.0

/// A way to become an identity, as the log shows it.
package enum EntryWay: String, CaseIterable, Hashable, Sendable {
    case rootConsole = "root-console"
    case rootKey = "root-key"
    case assumeRoot = "assume-root"
    case userConsole = "user-console"
    case userKey = "user-key"
    case federationToken = "federation-token"
    case assumeRole = "assume-role"
    case switchRole = "switch-role"
    case saml
    case webIdentity = "web-identity"

    /// What a person does.
    package var title: String {
        switch self {
        case .rootConsole: "root signs in to the console"
        case .rootKey: "root's access key is used"
        case .assumeRoot: "sts:AssumeRoot into the account"
        case .userConsole: "the user signs in to the console"
        case .userKey: "the user's access key is used"
        case .federationToken: "sts:GetFederationToken by the user"
        case .assumeRole: "sts:AssumeRole into the role"
        case .switchRole: "the role is switched to in the console"
        case .saml: "federation into the role by SAML"
        case .webIdentity: "federation into the role by a web identity"
        }
    }

    /// What must be so for the way to exist, which no alert rule tells; nil for a way that is always there.
    package var condition: String? {
        switch self {
        case .rootConsole, .userConsole, .assumeRole, .switchRole: nil
        case .rootKey: "if root has an access key"
        case .assumeRoot: "if the account is in an organization that uses it"
        case .userKey, .federationToken: "if the user has an access key"
        case .saml, .webIdentity: "if the role's trust policy admits it"
        }
    }
}

/// An identity of the policy.
package struct DeclaredIdentity: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case root, user, role }

    package var arn: String
    package var kind: Kind
    package var partition: String
    package var account: String
    /// The last part of the name, without the path.
    package var name: String
    /// A role that IAM Identity Center made; only it can enter the role.
    package var isOfIdentityCenter: Bool

    /// Reads the ARN of a root, user, role, or of the sessions of a role.
    ///
    /// - Throws: an error for anything else.
    package init(_ arn: String) throws(AlertsError) {
        let refusal = AlertsError(
            "\(arn) is no root, user or role", hint: "for example arn:aws:iam::111122223333:user/break-glass")
        guard let parts = ResourceName(arn), parts.service == "iam" || parts.service == "sts",
            parts.account.utf8.count == 12, parts.account.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw refusal }
        self.arn = arn
        (partition, account) = (parts.partition, parts.account)
        let path = parts.resource.split(separator: "/").map(String.init)
        isOfIdentityCenter = path.contains("sso.amazonaws.com")
        switch path.first {
        case "root" where path.count == 1: (kind, name) = (.root, "root")
        case "user" where path.count > 1: (kind, name) = (.user, path[path.count - 1])
        case "role" where path.count > 1: (kind, name) = (.role, path[path.count - 1])
        case "assumed-role" where path.count > 1:
            (kind, name) = (.role, path[1])
            self.arn = "arn:\(parts.partition):iam::\(parts.account):role/\(path[1])"
        default: throw refusal
        }
    }

    /// The ways that lead to such an identity.
    var ways: [EntryWay] {
        switch kind {
        case .root: [.rootConsole, .rootKey, .assumeRoot]
        case .user: [.userConsole, .userKey, .federationToken]
        case .role: isOfIdentityCenter ? [.saml] : [.assumeRole, .switchRole, .saml, .webIdentity]
        }
    }
}
