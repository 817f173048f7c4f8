// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Inspection {
    /// P-30, P-35 to P-40: users.
    mutating func checkUsers() {
        for user in scope.identities.compactMap(ARN.init) where user.isUser && user.account == account {
            guard isThere(user) else { continue }
            checkCredentials(of: user)
            let actions = [
                "CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile", "DeactivateMFADevice",
                "EnableMFADevice", "AttachUserPolicy", "PutUserPolicy", "DetachUserPolicy", "DeleteUserPolicy",
                "PutUserPermissionsBoundary", "DeleteUserPermissionsBoundary", "DeleteUser",
            ]
            findHolders(
                .identityChangers, user.text, actions.map { ("iam:\($0)", user.text) } + policyChanges(of: user))
        }
    }

    /// P-35 and P-40 to P-45: roles.
    mutating func checkRoles() {
        for role in scope.identities.compactMap(ARN.init) where role.isRole && role.account == account {
            guard isThere(role) else { continue }
            if let trust = access?.identity(role.text)?.trust.flatMap(PolicyDocument.init) {
                checkTrust(of: role, trust)
            } else {
                gap(
                    role.text, "who can assume it", because: "its trust policy cannot be read",
                    command: ExportCall.authorization.command)
            }
            let actions = [
                "UpdateAssumeRolePolicy", "AttachRolePolicy", "PutRolePolicy", "DetachRolePolicy", "DeleteRolePolicy",
                "PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary", "DeleteRole",
            ]
            findHolders(
                .identityChangers, role.text, actions.map { ("iam:\($0)", role.text) } + policyChanges(of: role))
        }
    }

    private func policyChanges(of identity: ARN) -> [(action: String, resource: String)] {
        guard let access, let details = access.identity(identity.text) else { return [] }
        return details.managedPolicies.filter(access.ownPolicies.contains).flatMap { policy in
            ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"].map { ($0, policy) }
        }
    }

    /// Whether an identity can be looked at.
    private mutating func isThere(_ identity: ARN) -> Bool {
        guard let access else { return false }
        guard access.identity(identity.text) == nil else { return true }
        let kind = identity.isUser ? "user" : "role"
        var fix = ["iam", "create-\(kind)", "--\(kind)-name", identity.name]
        if identity.isRole { fix += ["--assume-role-policy-document", "file://trust.json"] }
        find(.identityThere, identity.text, "the account has no such \(kind)", fix: fix)
        return false
    }

    private mutating func checkCredentials(of user: ARN) {
        let report: CredentialReport
        switch export.credentialReport {
        case .success(let found): report = found
        case .failure(let missing):
            gap(
                user.text, "its password, factor and keys", because: missing.why,
                command: ExportCall.credentialReport.command)
            return
        }
        guard let line = report.line(for: user.text) else {
            gap(
                user.text, "its password, factor and keys", because: "the credential report has no line for it",
                command: ExportCall.newCredentialReport.command)
            return
        }
        switch line.truth("password_enabled") {
        case nil: gap(user.text, "whether it has a password", .credentialReport)
        case false:
            find(
                .userSignIn, user.text, "it has no password",
                fix: ["iam", "create-login-profile", "--cli-input-json", "file://login-profile.json"])
        case true?:
            switch line.truth("mfa_active") {
            case nil: gap(user.text, "whether it has a second factor", .credentialReport)
            case false:
                find(
                    .userFactor, user.text, "it has a password and no second factor",
                    fix: [
                        "iam", "enable-mfa-device", "--user-name", user.name, "--serial-number",
                        "arn:\(export.partition):iam::\(account):mfa/\(user.name)", "--authentication-code1", "123456",
                        "--authentication-code2", "654321",
                    ])
            case true?: break
            }
            checkPassword(of: user, line, report.made)
        }
        for key in 1...2 {
            switch line.truth("access_key_\(key)_active") {
            case nil: gap(user.text, "whether its access key \(key) is active", .credentialReport)
            case true:
                let since = line.time("access_key_\(key)_last_rotated").map { ", made on \($0)" } ?? ""
                find(
                    .userKeys, user.text, "access key \(key) is active\(since)",
                    fix: ["iam", "list-access-keys", "--user-name", user.name])
            default: break
            }
        }
    }

    private mutating func checkPassword(of user: ARN, _ line: CredentialReport.Line, _ made: EventTime?) {
        if let made, let changed = line.time("password_last_changed"), made.seconds - changed.seconds > 365 * 86_400 {
            find(
                .passwordAge, user.text, "its password was last changed on \(changed)",
                fix: ["iam", "update-login-profile", "--cli-input-json", "file://login-profile.json"])
        }
        guard case .value(let value) = export.answer(.passwordPolicy),
            value["PasswordPolicy"]?["ExpirePasswords"]?.truth == true,
            value["PasswordPolicy"]?["HardExpiry"]?.truth == true
        else { return }
        let when = line.time("password_next_rotation").map { " on \($0)" } ?? ""
        find(
            .passwordExpiry, user.text, "its password expires\(when), and then only an administrator can reset it",
            fix: [
                "iam", "update-account-password-policy", "--minimum-password-length", "14",
                "--password-reuse-prevention", "24", "--no-hard-expiry",
            ])
    }

    // MARK: Who can assume a role

    private mutating func checkTrust(of role: ARN, _ trust: PolicyDocument) {
        let fix = policyFix(role.text)
        let entries = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"]
        for statement in trust.statements where !statement.isDenial {
            guard entries.contains(where: { statement.actions.match($0) != .no }) else { continue }
            guard let principals = statement.principals else {
                gap(role.text, "who can assume it", because: "a statement of its trust policy names nobody")
                continue
            }
            for name in principals.identities where PrincipalSet.isDeleted(name) {
                find(.trustDead, role.text, "it trusts \(name), who was deleted", fix: fix)
            }
            checkOutsiders(of: role, principals, statement.condition)
            if principals.delegates(to: account), !statement.condition.requires("aws:principalarn", { !$0.isEmpty }) {
                find(
                    .trustAccount, role.text,
                    "it trusts account \(account): everybody there whose policy has sts:AssumeRole", fix: fix)
            }
            for service in principals.services {
                find(.trustService, role.text, "\(service) can assume it for anyone who can pass it on", fix: fix)
            }
            if !statement.condition.requiresFactor, statement.actions.match("sts:AssumeRole") != .no {
                checkFactor(of: role, principals)
            }
            checkProviders(of: role, principals.providers, statement.condition)
        }
    }

    /// A session of another role carries no factor, so that only the way into that role can ask for one.
    private mutating func checkFactor(of role: ARN, _ principals: PrincipalSet) {
        let fix = policyFix(role.text)
        let roles = principals.isNegated ? [] : principals.identities.filter { ARN($0)?.isRole == true }
        let others = principals.isNegated ? ["everybody else"] : principals.identities.filter { !roles.contains($0) }
        if !others.isEmpty {
            find(
                .trustFactor, role.text, "\(others.joined(separator: ", ")) can assume it without a second factor",
                fix: fix)
        }
        if !roles.isEmpty {
            find(
                .trustFactor, role.text, "a factor shows only where \(roles.joined(separator: ", ")) is entered",
                as: .note, fix: fix)
        }
    }

    private mutating func checkOutsiders(of role: ARN, _ principals: PrincipalSet, _ condition: PolicyCondition) {
        let fix = policyFix(role.text)
        for name in principals.outsiders(of: account) where !condition.limitsOrigin {
            let number = ARN(name)?.account ?? name
            let isDeclared = scope.accounts.contains(number)
            let isOpen = name == "*" || principals.isNegated
            if isOpen {
                guard condition.tests.isEmpty else {
                    gap(
                        role.text, "whether \(name) can assume it",
                        because: "a condition decides; look at its trust policy")
                    continue
                }
                find(.trustOpen, role.text, "\(name == "*" ? "everybody" : name) can assume it", fix: fix)
            } else if !isDeclared, !condition.requires("sts:externalid", { !$0.isEmpty }) {
                find(.trustOpen, role.text, "\(name) of another account can assume it", fix: fix)
            }
        }
    }

    private mutating func checkProviders(of role: ARN, _ providers: [String], _ condition: PolicyCondition) {
        let keys = condition.tests.filter { !$0.comparison.hasSuffix("ifexists") && !$0.values.contains("*") }.map {
            $0.key
        }
        for provider in providers {
            let isSAML = provider.contains(":saml-provider/")
            let isLimited =
                isSAML
                ? keys.contains("saml:aud")
                : keys.contains { $0.hasSuffix(":sub") } && keys.contains { $0.hasSuffix(":aud") }
            guard !isLimited else { continue }
            let lacking = isSAML ? "SAML:aud" : "a condition on aud and on sub"
            find(.trustProvider, role.text, "\(provider) is trusted without \(lacking)", fix: policyFix(role.text))
        }
    }
}
