// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// A rule that is broken.
package struct PostureFinding: Hashable, Sendable {
    package let rule: PostureRule
    package let severity: PostureSeverity
    /// The ARN or name of what breaks it.
    package let place: String
    /// What was seen.
    package let seen: String
    /// A command that fixes it. Files that it names hold the present document after an edit.
    package let fix: String
}

/// Something that an export does not tell.
package struct PostureGap: Hashable, Sendable {
    package let place: String
    /// What cannot be told.
    package let question: String
    package let why: String
    /// The command that would tell; empty where a person must look.
    package let command: String
}

/// What is known of an emergency path, and what was found.
package struct Inspection {
    let export: Export
    let scope: PostureScope
    let path: EmergencyPath
    let account: String
    let access: AccountAccess?
    package private(set) var findings: [PostureFinding] = []
    package private(set) var gaps: [PostureGap] = []

    /// Looks at everything.
    ///
    /// - Throws: `PostureError` when the export is of an account that the scope does not name.
    package init(_ export: Export, _ scope: PostureScope) throws(PostureError) {
        self.export = export
        self.scope = scope
        path = EmergencyPath(export: export, scope: scope)
        if let account = export.account, !scope.accounts.isEmpty, !scope.accounts.contains(account) {
            throw .unusable(
                "the export is of account \(account), which the policy does not name",
                hint: "choose the right account with --account, or export \(scope.accounts.joined(separator: ", "))")
        }
        account = export.account ?? scope.accounts.first ?? ""
        let guardrails = path.guardrails(of: account)
        if case .value(let details) = export.answer(.authorization) {
            access = AccountAccess(details, guardrails: guardrails ?? [])
        } else {
            access = nil
        }
        if export.account == nil { gap("the export", "which account it is of", .caller) }
        if access == nil { gap("account \(account)", "who can do what", .authorization) }
        if scope.name == nil {
            gap(
                "the policy", "which identities, secrets and alerts are the emergency path's",
                because: "no policy is given")
        }
        for other in scope.accounts where other != account {
            gap("account \(other)", "what holds there", because: "an export is of one account; make another one there")
        }
        checkTrails()
        checkBuckets()
        checkKeys()
        checkAccount()
        checkUsers()
        checkRoles()
        checkAlerts()
        checkSecrets()
        findings.sort { one, other in
            one.severity != other.severity ? one.severity > other.severity : Self.number(one) < Self.number(other)
        }
    }

    private static func number(_ finding: PostureFinding) -> Int { Int(finding.rule.id.dropFirst(2)) ?? 0 }

    mutating func find(
        _ rule: PostureRule, _ place: String, _ seen: String, as severity: PostureSeverity? = nil, fix: [String]
    ) {
        let command = "aws " + fix.map(ShellWord.quoted).joined(separator: " ")
        let finding = PostureFinding(
            rule: rule, severity: severity ?? rule.severity, place: place, seen: seen, fix: command)
        if !findings.contains(finding) { findings.append(finding) }
    }

    mutating func gap(_ place: String, _ question: String, because why: String, command: String = "") {
        let gap = PostureGap(place: place, question: question, why: why, command: command)
        if !gaps.contains(gap) { gaps.append(gap) }
    }

    /// Says what a call that gave no answer leaves open.
    mutating func gap(_ place: String, _ question: String, _ call: ExportCall) {
        switch export.answer(call) {
        case .value: gap(place, question, because: "\(call.name).json does not say", command: call.command)
        case .refused(let code): gap(place, question, because: "AWS refused: \(code)", command: call.command)
        case .unknown(let why): gap(place, question, because: why, command: call.command)
        }
    }

    /// What a call said, where some codes say that something is not there.
    enum Known {
        case value(JSONValue)
        case absent
    }

    /// What a call said; nil, and a gap, where it cannot be told.
    mutating func known(
        _ call: ExportCall, _ place: String, _ question: String, absent: Set<String> = []
    ) -> Known? {
        switch export.answer(call) {
        case .value(let value): return .value(value)
        case .refused(let code) where absent.contains(code): return .absent
        case .refused, .unknown:
            gap(place, question, call)
            return nil
        }
    }

    /// Finds those who can do one of some actions, apart from the emergency identities and roles of services.
    ///
    /// - Parameter targets: each action with the resource that it would meet.
    mutating func findHolders(
        _ rule: PostureRule, _ place: String, _ targets: [(action: String, resource: String)],
        policy: PolicyDocument? = nil, isKey: Bool = false, as severity: PostureSeverity? = nil
    ) {
        guard let access else { return }
        if let owner = ARN(place)?.account, !owner.isEmpty, owner != account {
            gap(place, "who can change it", because: "it is of account \(owner); an export of that account tells")
            return
        }
        var administrators: [String] = []
        for identity in access.identities where !scope.identities.contains(identity.arn) && !identity.isOfService {
            let held = targets.map { target in
                (
                    target.action,
                    access.holder(
                        identity, of: target.action, on: target.resource, policy: policy, isKey: isKey)
                )
            }
            let sure = held.filter { $0.1.reach == .yes }
            if let first = sure.first {
                guard !identity.isAdministrator else {
                    administrators.append(identity.name)
                    continue
                }
                let actions = sure.map { $0.0 }.joined(separator: ", ")
                let source = first.1.source
                let through = source.map { "through \($0.words)" } ?? "through the policy of the resource"
                find(
                    rule, place, "\(identity.arn) can do \(actions), \(through)", as: severity,
                    fix: source?.removal ?? policyFix(place))
            } else if let maybe = held.first(where: { $0.1.reach == .conditional }) {
                let actions = held.filter { $0.1.reach == .conditional }.map { $0.0 }.joined(separator: ", ")
                let words = maybe.1.source?.words ?? "the policies that apply"
                gap(
                    place, "whether \(identity.arn) can do \(actions)",
                    because: "a condition decides; look at \(words)")
            } else if !identity.unknownPolicies.isEmpty {
                gap(
                    "\(identity.arn)", "what it can do on the emergency path",
                    because: "the export lacks \(identity.unknownPolicies.joined(separator: ", "))",
                    command: ExportCall.authorization.command)
            }
        }
        if !administrators.isEmpty {
            find(
                rule, place, "administrators can do it: \(administrators.sorted().joined(separator: ", "))", as: .note,
                fix: [
                    "iam", "list-entities-for-policy", "--policy-arn",
                    "arn:\(export.partition):iam::aws:policy/AdministratorAccess",
                ])
        }
    }

    /// The command that sets the policy of a resource, after an edit.
    func policyFix(_ place: String) -> [String] {
        guard let arn = ARN(place) else {
            return ["s3api", "put-bucket-policy", "--bucket", place, "--policy", "file://policy.json"]
        }
        return switch arn.service {
        case "kms":
            [
                "kms", "put-key-policy", "--key-id", place, "--policy-name", "default", "--policy",
                "file://policy.json", "--region", arn.region,
            ]
        case "sns":
            [
                "sns", "set-topic-attributes", "--topic-arn", place, "--attribute-name", "Policy", "--attribute-value",
                "file://policy.json", "--region", arn.region,
            ]
        case "secretsmanager":
            [
                "secretsmanager", "put-resource-policy", "--secret-id", place, "--resource-policy",
                "file://policy.json", "--block-public-policy", "--region", arn.region,
            ]
        default:
            [
                "iam", "update-assume-role-policy", "--role-name", arn.name, "--policy-document",
                "file://policy.json",
            ]
        }
    }

    /// Finds allowances of a resource's policy for other accounts: without a limit they are findings; a condition that
    /// says nothing of where a caller comes from is for a person to judge.
    mutating func findOutsiders(_ rule: PostureRule, _ place: String, _ policy: PolicyDocument) {
        for statement in policy.statements where !statement.isDenial {
            guard let principals = statement.principals else { continue }
            let outsiders = principals.outsiders(of: account)
            guard !outsiders.isEmpty, !statement.condition.limitsOrigin else { continue }
            let names = outsiders.joined(separator: ", ")
            if statement.condition.tests.isEmpty {
                find(rule, place, "its policy lets \(names) in without a condition", fix: policyFix(place))
            } else {
                let keys = Set(statement.condition.tests.map { $0.key }).sorted().joined(separator: ", ")
                gap(place, "whether its policy lets \(names) in", because: "a condition on \(keys) decides")
            }
        }
    }
}
