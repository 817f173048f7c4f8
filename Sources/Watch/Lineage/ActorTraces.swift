// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

extension LogEvent {
    /// What tells who acted, the most specific first.
    package var actorTraces: [Trace] { ownTraces + borrowedTraces }

    /// What the record says of the caller itself.
    var ownTraces: [Trace] {
        var traces: [Trace] = []
        if let key = identity.accessKeyID { traces.append(.key(key)) }
        if let signIn = identity.session?.signInSessionARN { traces.append(.signIn(signIn)) }
        let principal = identity.principalID ?? ""
        if !principal.isEmpty {
            if let since = identity.session?.creationDate {
                traces.append(.session(principal: principal, since: since))
            }
            if isSignIn, let time {
                traces.append(.session(principal: principal, since: time))
                if principal.contains(":") { traces.append(.consolePrincipal(principal)) }
            }
            if identity.invokedBy != nil, principal.contains(":") { traces.append(.onward(principal)) }
            if identity.type != "Root" { traces += Self.principals(in: principal) }
        }
        if let arn = identity.arn, identity.type != "Root" { traces += Self.names(in: arn) }
        let account = identity.accountID ?? account ?? ""
        switch identity.type {
        case "Root":
            if type != "AwsServiceEvent" {
                traces.append(identity.session?.assumedRoot == true ? .assumedRoot(account) : .root(account))
            }
        case "IAMUser":
            if let name = identity.userName {
                traces.append(.userName(account, name))
                if isSignIn { traces.append(.consoleUser(account, name)) }
            }
        case "AssumedRole":
            if let role = identity.session?.issuerARN { traces.append(.identity(role)) }
            if let role = identity.session?.issuerPrincipalID { traces.append(.principal(role)) }
        default: break
        }
        if let user = identity.onBehalfOfUserID { traces.append(.storeUser(user)) }
        return traces
    }

    /// Who stands behind the caller: the user who issued a federated session, the person who switched roles, the
    /// provider that vouched for a sign-in, the machine for which a service acts.
    private var borrowedTraces: [Trace] {
        var traces: [Trace] = []
        if let sharedID { traces.append(.shared(sharedID)) }
        if identity.type == "FederatedUser", let session = identity.session {
            if session.issuerType == "Root", let account = session.issuerAccountID {
                traces.append(.root(account))
            } else {
                if let issuer = session.issuerARN { traces.append(.identity(issuer)) }
                if let issuer = session.issuerPrincipalID { traces.append(.principal(issuer)) }
            }
        }
        if let switchedFrom { traces += Self.names(in: switchedFrom) }
        if identity.type == "AWSService" { traces += serviceTraces }
        return traces + providerTraces + trustedTraces
    }

    /// A console sign-in, or the step to another role in the console.
    package var isSignIn: Bool { service == "signin" && ["ConsoleLogin", "SwitchRole"].contains(name) }

    /// The person behind a switched role, by ARN; only this field of `SwitchRole` names one.
    package var switchedFrom: String? { additional?.member("SwitchFrom")?.text }

    /// `AIDA…` stands for itself; `AROA…:session` for a role's id and perhaps an instance's.
    private static func principals(in principal: String) -> [Trace] {
        let parts = principal.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return [.principal(principal)] }
        let role: [Trace] = parts[0].hasPrefix("AROA") ? [.principal(parts[0])] : []
        return role + (isInstanceID(parts[1]) ? [.instance(parts[1])] : [])
    }

    /// An ARN stands for itself; that of a role session for its role too.
    static func names(in arn: String) -> [Trace] {
        guard case .roleSession(let account, let role, _, _)? = DeclaredIdentity(arn) else { return [.identity(arn)] }
        return [.identity(arn), .roleName(account, role)]
    }

    /// `i-` and 8 or 17 hex digits.
    static func isInstanceID(_ text: String) -> Bool {
        text.hasPrefix("i-") && [10, 19].contains(text.utf8.count)
            && text.dropFirst(2).allSatisfy { $0.isHexDigit }
    }

    /// A service assumes a role for an instance or a function: the session's name says for which.
    private var serviceTraces: [Trace] {
        guard service == "sts", name == "AssumeRole" else { return [] }
        let session = parameters?.member("roleSessionName")?.text
        let instance: [Trace] = session.map { Self.isInstanceID($0) ? [.instance($0)] : [] } ?? []
        let issued = response?.member("assumedRoleUser")?.member("arn")?.text
        return instance + (issued.map { [.identity($0)] } ?? [])
    }

    /// The provider that vouched for a federated sign-in.
    private var providerTraces: [Trace] {
        switch (service, name) {
        case ("sts", "AssumeRoleWithSAML"):
            parameters?.member("principalArn")?.text.map { [.provider($0)] } ?? []
        case ("sts", "AssumeRoleWithWebIdentity"):
            // `arn:aws:iam::111122223333:oidc-provider/HOST:AUDIENCE:SUBJECT`
            identity.principalID.map { principal in
                let parts = principal.split(separator: ":", omittingEmptySubsequences: false)
                return principal.hasPrefix("arn:") && parts.count >= 6
                    ? [.provider(parts.prefix(6).joined(separator: ":"))] : []
            } ?? []
        case ("rolesanywhere", "CreateSession"):
            parameters?.member("trustAnchorArn")?.text.map { [.provider($0)] } ?? []
        default: []
        }
    }
}
