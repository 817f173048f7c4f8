// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// An identity of the policy, into which somebody enters.
package struct EntryIdentity: Hashable, Sendable {
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
    package init(_ text: String) throws(AlertsError) {
        let refusal = AlertsError(
            "\(text) is no root, user or role", hint: "for example arn:aws:iam::111122223333:user/break-glass")
        guard let arn = ARN(text), let identity = DeclaredIdentity(text), arn.account.utf8.count == 12,
            arn.account.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw refusal }
        self.arn = text
        (partition, account) = (arn.partition, arn.account)
        isOfIdentityCenter = arn.resource.split(separator: "/").contains("sso.amazonaws.com")
        switch identity {
        case .root: (kind, name) = (.root, "root")
        case .user(_, let name, _): (kind, self.name) = (.user, name)
        case .role(_, let name, _): (kind, self.name) = (.role, name)
        case .roleSession(_, let role, _, _):
            (kind, name) = (.role, role)
            self.arn = "arn:\(partition):iam::\(account):role/\(role)"
        case .federatedUser: throw refusal
        }
        guard !name.isEmpty else { throw refusal }
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
