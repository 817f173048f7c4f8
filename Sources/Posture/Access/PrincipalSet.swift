// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Whom a resource's policy or a trust policy is about, or all but them.
struct PrincipalSet: Hashable, Sendable {
    /// `*`, account numbers, ARNs and unique identifiers of the kind `AWS`.
    var identities: [String] = []
    var services: [String] = []
    /// Providers of SAML and web identities.
    var providers: [String] = []
    let isNegated: Bool

    /// Nil for what names nobody.
    init?(_ value: JSONValue, isNegated: Bool) {
        self.isNegated = isNegated
        guard case .object(let members) = value else {
            guard value.text == "*" else { return nil }
            identities = ["*"]
            return
        }
        for member in members {
            guard let names = PolicyDocument.names(member.value) else { return nil }
            switch member.key {
            case "AWS": identities += names
            case "Service": services += names
            case "Federated": providers += names
            default: identities += names
            }
        }
    }

    /// Whether it names an identity of an account, by itself or as anybody, but not by its account.
    func match(_ arn: String) -> Reach {
        let isNamed = identities.contains("*") || identities.contains(arn)
        return isNamed != isNegated ? .yes : .no
    }

    /// Whether it names an account as a whole, which leaves the decision to that account's own policies.
    func delegates(to account: String) -> Bool {
        !isNegated
            && identities.contains { $0 == account || (ARN($0).map { $0.isRoot && $0.account == account } ?? false) }
    }

    /// Whether it is the unique identifier that an ARN turns into when its user or role is deleted.
    static func isDeleted(_ name: String) -> Bool { name.hasPrefix("AIDA") || name.hasPrefix("AROA") }

    /// Those outside of an account; `*` is one of them.
    func outsiders(of account: String) -> [String] {
        if isNegated { return ["everybody but \((identities + services).joined(separator: ", "))"] }
        return identities.filter { name in
            guard name != account else { return false }
            // What is no ARN: anybody, an account, an owner of S3, or someone of this account who was deleted.
            guard let arn = ARN(name) else { return !Self.isDeleted(name) }
            return arn.account != account
        }
    }
}
