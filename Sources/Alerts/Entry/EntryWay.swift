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
