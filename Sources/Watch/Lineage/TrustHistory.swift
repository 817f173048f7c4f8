// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Whom roles trusted, as far as the log tells.
struct TrustHistory {
    private struct Role: Hashable {
        var account: String
        var name: String
    }

    /// For each role the places of the calls that set its trust policy, in order of time, and whom each let in.
    private var policies: [Role: [(place: Int, principals: Set<String>)]] = [:]

    /// The call that sets the trust policy of a role that is there.
    static let change = "UpdateAssumeRolePolicy"

    init(_ events: [LogEvent]) {
        for (place, event) in events.enumerated() where event.errorCode == nil && event.service == "iam" {
            guard let (role, document) = Self.policy(event) else { continue }
            policies[role, default: []].append((place, Self.principals(in: document)))
        }
    }

    private static func policy(_ event: LogEvent) -> (Role, JSONValue)? {
        let key =
            switch event.name {
            case "CreateRole": "assumeRolePolicyDocument"
            case change: "policyDocument"
            default: ""
            }
        guard !key.isEmpty, let account = event.account, let name = event.parameters?.member("roleName")?.text,
            let document = event.parameters?.member(key)
        else { return nil }
        return (Role(account: account, name: name), document)
    }

    /// The accounts and ARNs that a policy names, and `*`. A policy names nobody else in this form.
    private static func principals(in document: JSONValue) -> Set<String> {
        let text = document.text.map(PercentCoding.decoded) ?? document.canonical
        let strings = text.split(separator: "\"").map(String.init)
        var found: Set<String> = []
        for string in strings {
            if string == "*" { found.insert("*") }
            if string.utf8.count == 12, string.utf8.allSatisfy({ (48...57).contains($0) }) { found.insert(string) }
            if case .root(let account)? = DeclaredIdentity(string) {
                found.insert(account)
            } else if DeclaredIdentity(string) != nil {
                found.insert(string)
            }
        }
        return found
    }

    /// Traces of all those whom a call lets into a role, whatever the value before.
    static func named(by event: LogEvent) -> [Trace] {
        guard event.errorCode == nil, event.name == Self.change, let (role, document) = policy(event)
        else {
            return []
        }
        return principals(in: document).sorted().map { .trusted(role.account, role.name, $0) }
    }

    /// Traces of those whom a call let into a role and the value before it did not. Without the value before, those of
    /// the role's own account may have been let in for long.
    func letIn(by event: LogEvent, at place: Int) -> [Trace] {
        guard event.name == Self.change, let (role, _) = Self.policy(event),
            let history = policies[role], let index = history.firstIndex(where: { $0.place == place })
        else { return [] }
        let added =
            index > 0
            ? history[index].principals.subtracting(history[index - 1].principals)
            : history[index].principals.filter { $0 != role.account && !$0.contains("::\(role.account):") }
        return added.sorted().map { .trusted(role.account, role.name, $0) }
    }
}

extension LogEvent {
    /// Whom a call that assumes a role asks it for, as the role's trust policy may name the caller.
    var trustedTraces: [Trace] {
        guard service == "sts", name.hasPrefix("AssumeRole"), errorCode == nil,
            case .role(let account, let role, _)? = parameters?.member("roleArn")?.text.flatMap({ DeclaredIdentity($0) }
            )
        else { return [] }
        return [identity.arn, identity.session?.issuerARN, identity.accountID, "*"].compactMap { principal in
            principal.map { .trusted(account, role, $0) }
        }
    }
}
