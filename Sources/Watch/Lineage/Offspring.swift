// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// An identity, key, session or machine that a call begot.
package struct Offspring: Hashable, Sendable {
    /// `user`, `role`, `key`, `session`, `instance`, `function`, or another kind of the catalogue.
    package var kind: String
    /// Its ARN, key id or name.
    package var name: String
    /// The traces by which its own events are known; empty if no log can name it.
    package var traces: [Trace]
    /// Whether the log proves that what bears these traces came from the call.
    package var isCertain: Bool
}

extension LogEvent {
    /// What the call begot; nothing if it failed.
    package func offspring(_ catalogue: Catalogue) -> [Offspring] {
        guard errorCode == nil else { return [] }
        let special =
            switch service {
            case "sts", "rolesanywhere", "signin", "sso": issuedSessions
            case "iam": iamOffspring
            case "ec2": instances
            case "lambda": functions
            case "identitystore", "sso-directory": storeUsers
            default: [Offspring]()
            }
        return special.isEmpty ? listed(in: catalogue) : special
    }

    /// Whether a call may beget something, or let somebody into a role; if not, `offspring` is empty, and so is what
    /// `TrustHistory` says that it names.
    static func mayBeget(service: String, name: String, _ catalogue: Catalogue) -> Bool {
        let stem = stem(of: name)
        let isSpecial =
            switch service {
            case "sts", "rolesanywhere", "signin", "sso", "sso-oauth", "identitystore", "sso-directory": true
            case "iam":
                ["CreateUser", "CreateRole", "CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile"]
                    .contains(name) || name == TrustHistory.change
            case "ec2": name == "RunInstances"
            case "lambda": stem == "CreateFunction"
            default: false
            }
        return isSpecial
            || catalogue.rules(service: service, stem: stem).contains { $0.makes.map(listedKinds.contains) ?? false }
    }

    /// What the catalogue says the call makes, for kinds that leave no trace of their own.
    private func listed(in catalogue: Catalogue) -> [Offspring] {
        guard let rule = catalogue.rule(for: self), let kind = rule.makes, Self.listedKinds.contains(kind),
            let object = rule.object
        else { return [] }
        let names = object.from.lazy.map { $0.texts(in: self) }.first { !$0.isEmpty } ?? []
        let name = response.flatMap { Self.arn(in: $0, depth: 2) } ?? names.first
        return name.map { name in
            [Offspring(kind: kind, name: name, traces: kind == "provider" ? [.provider(name)] : [], isCertain: true)]
        } ?? []
    }

    /// What is listed though no event says that it acted. Keys that no log names, such as those of an instance, are
    /// changes and no descendants.
    private static let listedKinds: Set<String> = ["group", "profile", "provider", "stack", "permission-set"]

    /// The first ARN among a response's members.
    private static func arn(in value: JSONValue, depth: Int) -> String? {
        guard case .object(let members) = value else { return nil }
        let own = members.lazy.compactMap(\.value.text).first { $0.hasPrefix("arn:") }
        return own ?? (depth > 1 ? members.lazy.compactMap { arn(in: $0.value, depth: depth - 1) }.first : nil)
    }

    /// Sessions whose credentials the call issued.
    private var issuedSessions: [Offspring] {
        guard let time else { return [] }
        let results = response.map { [$0] + ($0.member("credentialSet")?.elements ?? []) } ?? []
        return results.compactMap { session($0, time) }
    }

    private func session(_ result: JSONValue, _ time: EventTime) -> Offspring? {
        let key = (result.member("credentials") ?? result.member("accessToken"))?.member("accessKeyId")?.text
        let assumed = result.member("assumedRoleUser")
        let federated = result.member("federatedUser")
        let principal = assumed?.member("assumedRoleId")?.text ?? federated?.member("federatedUserId")?.text
        guard key != nil || principal != nil else { return nil }
        var traces: [Trace] = []
        // GetRoleCredentials and shortened records hide the key.
        if let key, !key.hasPrefix("HIDDEN") { traces.append(.key(key)) }
        if let principal {
            // The session's creation time may be taken a second after the call's.
            traces += [.session(principal: principal, since: time), .session(principal: principal, since: time.next)]
            if identity.type != "AWSService" { traces += [.consolePrincipal(principal), .onward(principal)] }
        }
        let name = assumed?.member("arn")?.text ?? federated?.member("arn")?.text ?? assumedRootARN ?? key ?? principal
        return Offspring(kind: "session", name: name ?? "", traces: traces, isCertain: true)
    }

    /// The root that `sts:AssumeRoot` takes, which its parameters name by account or by ARN.
    package var assumedRootARN: String? {
        guard service == "sts", name == "AssumeRoot", let target = parameters?.member("targetPrincipal")?.text else {
            return nil
        }
        return DeclaredIdentity(target) == nil ? "arn:aws:iam::\(target):root" : target
    }

    private var iamOffspring: [Offspring] {
        let account = account ?? ""
        switch name {
        case "CreateUser":
            return made("user", named: "userName", id: "userId") { .userName(account, $0) }
        case "CreateRole":
            return made("role", named: "roleName", id: "roleId") { .roleName(account, $0) }
        case "CreateAccessKey":
            return response?.member("accessKey")?.member("accessKeyId")?.text.map {
                [Offspring(kind: "key", name: $0, traces: [.key($0)], isCertain: true)]
            } ?? []
        case "CreateLoginProfile", "UpdateLoginProfile":
            // Who sets a password knows it; that who signs in with it is the same person is likely, no more.
            guard let user = parameters?.member("userName")?.text, user != identity.userName else { return [] }
            return [
                Offspring(
                    kind: Lineage.Node.password, name: user, traces: [.consoleUser(account, user)], isCertain: false)
            ]
        default: return []
        }
    }

    private func made(_ kind: String, named: String, id: String, _ byName: (String) -> Trace) -> [Offspring] {
        let made = response?.member(kind)
        guard let name = made?.member(named)?.text ?? parameters?.member(named)?.text else { return [] }
        let arn = made?.member("arn")?.text
        var traces = [byName(name)]
        if let arn { traces.append(.identity(arn)) }
        if let id = made?.member(id)?.text { traces.append(.principal(id)) }
        return [Offspring(kind: kind, name: arn ?? name, traces: traces, isCertain: true)]
    }

    private var instances: [Offspring] {
        guard name == "RunInstances" else { return [] }
        let items = response?.member("instancesSet")?.member("items")?.elements ?? []
        return items.compactMap { $0.member("instanceId")?.text }.map {
            Offspring(kind: "instance", name: $0, traces: [.instance($0)], isCertain: true)
        }
    }

    /// A function's sessions bear its name, in the role it runs as.
    private var functions: [Offspring] {
        guard stem == "CreateFunction" else { return [] }
        guard
            let name = response?.member("functionName")?.text
                ?? parameters?.member("functionName")?.text.map({ ObjectKey.plainName($0, nil, service) })
        else { return [] }
        let role = response?.member("role")?.text ?? parameters?.member("role")?.text
        let traces: [Trace] =
            if case .role(let account, let roleName, let arn)? = role.flatMap({ DeclaredIdentity($0) }),
                let partition = arn.split(separator: ":").dropFirst().first
            {
                [.identity("arn:\(partition):sts::\(account):assumed-role/\(roleName)/\(name)")]
            } else {
                []
            }
        let arn = response?.member("functionArn")?.text
        return [Offspring(kind: "function", name: arn ?? name, traces: traces, isCertain: true)]
    }

    private var storeUsers: [Offspring] {
        guard name == "CreateUser" else { return [] }
        let id = response?.member("userId")?.text ?? response?.member("user")?.member("userId")?.text
        return id.map { [Offspring(kind: "user", name: $0, traces: [.storeUser($0)], isCertain: true)] } ?? []
    }

    /// A sign-in or a switch of roles that succeeded.
    package var isSuccessfulEntry: Bool {
        guard errorCode == nil, isSignIn else { return false }
        let answer = response?.member(name)?.text?.lowercased()
        return answer == nil ? errorMessage == nil : answer == "success"
    }
}

extension EventTime {
    /// A second later.
    var next: EventTime { EventTime(seconds: seconds + 1) }
}
