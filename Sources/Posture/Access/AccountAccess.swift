// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Who may do what in one account, from `get-account-authorization-details` and the policies of the organization.
struct AccountAccess: Sendable {
    let identities: [AccountIdentity]
    /// Which identities can create a version of which policy matters, so the names of those that belong to the account.
    let ownPolicies: Set<String>
    /// The service control policies of each level above the account; none in the account that manages the organization
    /// and where the export does not hold them.
    let guardrails: [[PolicyDocument]]

    /// Someone who may do something.
    struct Holder: Sendable {
        let identity: AccountIdentity
        let reach: Reach
        let source: AccountIdentity.Source?
    }

    init(_ details: JSONValue, guardrails: [[PolicyDocument]]) {
        var managed: [String: PolicyDocument] = [:]
        var own: Set<String> = []
        for policy in details["Policies"]?.elements ?? [] {
            guard let arn = policy.text(at: "Arn") else { continue }
            if ARN(arn)?.account != "aws" { own.insert(arn) }
            let version = policy["PolicyVersionList"]?.elements.first { version in
                version["IsDefaultVersion"]?.truth == true
                    || version.text(at: "VersionId") == policy.text(at: "DefaultVersionId")
            }
            managed[arn] = version?["Document"].flatMap(PolicyDocument.init)
        }
        let groups = details["GroupDetailList"]?.elements ?? []
        ownPolicies = own
        self.guardrails = guardrails
        identities =
            (details["UserDetailList"]?.elements ?? []).compactMap { Self.user($0, groups, managed) }
            + (details["RoleDetailList"]?.elements ?? []).compactMap { Self.role($0, managed) }
    }

    func identity(_ arn: String) -> AccountIdentity? { identities.first { $0.arn == arn } }

    /// Whether a rule of the organization, a boundary or a policy leaves an identity an action on a resource.
    ///
    /// - Parameters:
    ///   - policy: the policy of the resource, if it has one.
    ///   - isKey: of a key, whose policy must leave the decision to the account before any other policy counts.
    func holder(
        _ identity: AccountIdentity, of action: String, on resource: String, policy: PolicyDocument? = nil,
        isKey: Bool = false
    ) -> Holder {
        let arn = identity.arn
        var own = Reach.no
        var source: AccountIdentity.Source?
        var denial = identity.boundary?.reach(action, on: resource, by: arn, denying: true) ?? .no
        for candidate in identity.sources {
            let reach = candidate.document.reach(action, on: resource, by: arn, denying: false)
            if reach > own { (own, source) = (reach, candidate) }
            denial = max(denial, candidate.document.reach(action, on: resource, by: arn, denying: true))
        }
        if let boundary = identity.boundary {
            own = min(own, boundary.reach(action, on: resource, by: arn, denying: false))
        }
        if isKey { own = min(own, policy?.delegation(action, on: resource, by: arn) ?? .no) }
        let direct = policy?.resourceReach(action, on: resource, by: arn, denying: false) ?? .no
        if direct > own { source = nil }
        var reach = max(own, direct)
        for level in guardrails {
            reach = min(reach, level.map { $0.reach(action, on: resource, by: arn, denying: false) }.max() ?? .no)
            denial = max(denial, level.map { $0.reach(action, on: resource, by: arn, denying: true) }.max() ?? .no)
        }
        denial = max(denial, policy?.resourceReach(action, on: resource, by: arn, denying: true) ?? .no)
        return Holder(identity: identity, reach: reach.denied(denial), source: source)
    }

    // MARK: Reading

    private static func user(
        _ value: JSONValue, _ groups: [JSONValue], _ managed: [String: PolicyDocument]
    ) -> AccountIdentity? {
        guard let arn = value.text(at: "Arn"), let name = value.text(at: "UserName") else { return nil }
        var sources = Sources(managed: managed)
        sources.add(inline: value["UserPolicyList"], owner: ["user", name])
        sources.add(attached: value["AttachedManagedPolicies"], owner: ["user", name])
        for group in PolicyDocument.texts(value["GroupList"] ?? .null) {
            guard let details = groups.first(where: { $0.text(at: "GroupName") == group }) else {
                sources.unknown.append("group \(group)")
                continue
            }
            let removal = ["iam", "remove-user-from-group", "--user-name", name, "--group-name", group]
            sources.add(inline: details["GroupPolicyList"], owner: ["group", group], removal: removal)
            sources.add(attached: details["AttachedManagedPolicies"], owner: ["group", group], removal: removal)
        }
        return sources.identity(arn, name, boundary: value["PermissionsBoundary"], trust: nil)
    }

    private static func role(_ value: JSONValue, _ managed: [String: PolicyDocument]) -> AccountIdentity? {
        guard let arn = value.text(at: "Arn"), let name = value.text(at: "RoleName") else { return nil }
        var sources = Sources(managed: managed)
        sources.add(inline: value["RolePolicyList"], owner: ["role", name])
        sources.add(attached: value["AttachedManagedPolicies"], owner: ["role", name])
        return sources.identity(
            arn, name, boundary: value["PermissionsBoundary"], trust: value["AssumeRolePolicyDocument"] ?? .null)
    }

    private struct Sources {
        let managed: [String: PolicyDocument]
        var found: [AccountIdentity.Source] = []
        var attached: [String] = []
        var unknown: [String] = []

        init(managed: [String: PolicyDocument]) {
            self.managed = managed
        }

        /// - Parameter owner: `user`, `role` or `group`, and its name.
        mutating func add(inline policies: JSONValue?, owner: [String], removal: [String]? = nil) {
            for policy in policies?.elements ?? [] {
                let name = policy.text(at: "PolicyName") ?? ""
                let words = "policy \(name) of \(owner[0]) \(owner[1])"
                guard let document = policy["PolicyDocument"].flatMap(PolicyDocument.init) else {
                    unknown.append(words)
                    continue
                }
                let own = ["iam", "delete-\(owner[0])-policy", "--\(owner[0])-name", owner[1], "--policy-name", name]
                found.append(.init(document: document, words: words, removal: removal ?? own))
            }
        }

        mutating func add(attached policies: JSONValue?, owner: [String], removal: [String]? = nil) {
            for policy in policies?.elements ?? [] {
                let arn = policy.text(at: "PolicyArn") ?? ""
                attached.append(arn)
                guard let document = managed[arn] else {
                    unknown.append("policy \(arn)")
                    continue
                }
                let own = ["iam", "detach-\(owner[0])-policy", "--\(owner[0])-name", owner[1], "--policy-arn", arn]
                let words = "policy \(ARN(arn)?.name ?? arn) of \(owner[0]) \(owner[1])"
                found.append(.init(document: document, words: words, removal: removal ?? own))
            }
        }

        func identity(_ arn: String, _ name: String, boundary: JSONValue?, trust: JSONValue?) -> AccountIdentity {
            let boundaryARN = boundary?.text(at: "PermissionsBoundaryArn")
            let document = boundaryARN.flatMap { managed[$0] }
            var unknown = unknown
            if let boundaryARN, document == nil { unknown.append("boundary \(boundaryARN)") }
            return AccountIdentity(
                arn: arn, name: name, sources: found, boundary: document, unknownPolicies: unknown,
                managedPolicies: attached, trust: trust)
        }
    }
}
