// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What of the scope an export holds, and what else it leads to: the buckets and keys of trails, the rules of alerts.
struct EmergencyPath {
    let export: Export
    let scope: PostureScope

    /// The trails that matter: those of the policy, or all that the export lists.
    var trails: [(arn: ARN, description: JSONValue)] {
        let listed =
            scope.alertRegions.flatMap { region -> [JSONValue] in
                guard case .value(let value) = export.answer(.trails(region)) else { return [] }
                return value["trailList"]?.elements ?? []
            }
            + declaredTrailRegions.flatMap { region -> [JSONValue] in
                guard case .value(let value) = export.answer(.trails(region)) else { return [] }
                return value["trailList"]?.elements ?? []
            }
        var found: [(arn: ARN, description: JSONValue)] = []
        for trail in listed {
            guard let arn = trail.text(at: "TrailARN").flatMap(ARN.init), !found.contains(where: { $0.arn == arn }),
                scope.trails.isEmpty || scope.trails.contains(arn.text)
            else { continue }
            found.append((arn, trail))
        }
        return found
    }

    var declaredTrailRegions: [String] {
        Set(scope.trails.compactMap { ARN($0)?.region }).subtracting(scope.alertRegions).sorted()
    }

    /// The declared buckets, and those that the trails write to.
    var buckets: [String] {
        Set(scope.buckets + trails.compactMap { $0.description.text(at: "S3BucketName") }).sorted()
    }

    /// The keys of trails, buckets and secrets, as far as they are named by ARN, and the declared keys.
    var keys: [ARN] {
        var names = scope.secrets + trails.compactMap { $0.description.text(at: "KmsKeyId") }
        for bucket in buckets {
            guard case .value(let value) = export.answer(.encryption(bucket)) else { continue }
            names += (value.value(at: "ServerSideEncryptionConfiguration.Rules")?.elements ?? []).compactMap {
                $0.text(at: "ApplyServerSideEncryptionByDefault.KMSMasterKeyID")
            }
        }
        for secret in secrets {
            guard case .value(let value) = export.answer(.secret(secret)) else { continue }
            names += [value.text(at: "KmsKeyId")].compactMap { $0 }
        }
        for topic in scope.topics {
            guard case .value(let value) = export.answer(.topic(topic)) else { continue }
            names += [value.text(at: "Attributes.KmsMasterKeyId")].compactMap { $0 }
        }
        return Set(names).sorted().compactMap(ARN.init).filter { $0.service == "kms" }
    }

    var secrets: [ARN] { scope.secrets.compactMap(ARN.init).filter { $0.service == "secretsmanager" } }
    var parameters: [ARN] { scope.secrets.compactMap(ARN.init).filter { $0.service == "ssm" } }

    /// The rules of a region that send to a declared channel or whose pattern speaks of the emergency path.
    func alertRules(_ region: String) -> [(name: String, isEnabled: Bool, targets: [String]?)] {
        guard case .value(let value) = export.answer(.rules(region)) else { return [] }
        let words =
            ["aws.signin", "signin.amazonaws.com", "Console Sign In", "AssumeRole", "SwitchRole", "\"Root\""]
            + scope.identities
        return (value["Rules"]?.elements ?? []).compactMap { rule in
            guard let name = rule.text(at: "Name") else { return nil }
            var targets: [String]?
            if case .value(let answer) = export.answer(.targets(name, region)) {
                targets = (answer["Targets"]?.elements ?? []).compactMap { $0.text(at: "Arn") }
            }
            let pattern = rule.text(at: "EventPattern") ?? ""
            let isOfPath =
                words.contains { pattern.contains($0) } || targets?.contains(where: scope.alerts.contains) == true
            guard isOfPath else { return nil }
            return (name, rule.text(at: "State")?.hasPrefix("ENABLED") == true, targets)
        }
    }

    /// Every call that the scope and the answers so far ask for.
    var calls: [ExportCall] {
        var calls: [ExportCall] = [
            .caller, .authorization, .summary, .passwordPolicy, .newCredentialReport, .credentialReport, .organization,
        ]
        calls += (scope.alertRegions + declaredTrailRegions).map { .trails($0) }
        for trail in trails { calls += [.trailStatus(trail.arn), .selectors(trail.arn)] }
        for bucket in buckets {
            calls += [
                .bucketPolicy(bucket), .versioning(bucket), .objectLock(bucket), .publicAccess(bucket),
                .encryption(bucket), .lifecycle(bucket), .replication(bucket), .ownership(bucket),
                .notification(bucket),
            ]
        }
        for key in keys { calls += [.key(key), .keyPolicy(key)] }
        for secret in secrets { calls += [.secret(secret), .secretPolicy(secret)] }
        calls += parameters.map { .parameter($0) }
        for region in scope.alertRegions {
            calls.append(.rules(region))
            if case .value(let value) = export.answer(.rules(region)) {
                calls += (value["Rules"]?.elements ?? []).compactMap { $0.text(at: "Name") }.map {
                    .targets($0, region)
                }
            }
        }
        for topic in scope.topics { calls += [.topic(topic), .subscriptions(topic)] }
        return calls + organizationCalls
    }

    /// The calls about service control policies: those of the account and of each level above it.
    private var organizationCalls: [ExportCall] {
        guard case .value = export.answer(.organization), let account = export.account else { return [] }
        var calls: [ExportCall] = []
        for target in levels(above: account) {
            calls.append(.guardrails(target))
            if case .value(let value) = export.answer(.guardrails(target)) {
                calls += (value["Policies"]?.elements ?? []).compactMap { $0.text(at: "Id") }.map { .guardrail($0) }
            }
            if !target.hasPrefix("r-") { calls.append(.parents(target)) }
        }
        return calls
    }

    /// The account, its organizational units and the root of the organization, as far as the export says.
    func levels(above account: String) -> [String] {
        var levels = [account]
        while levels.count < 10, let last = levels.last, case .value(let value) = export.answer(.parents(last)),
            let parent = value["Parents"]?.elements.first?.text(at: "Id"), !levels.contains(parent)
        {
            levels.append(parent)
        }
        return levels
    }

    /// The service control policies of each level; nil where the export does not hold them all.
    func guardrails(of account: String) -> [[PolicyDocument]]? {
        switch export.answer(.organization) {
        case .refused("AWSOrganizationsNotInUseException"): return []
        case .refused, .unknown: return nil
        case .value(let value):
            if value.text(at: "Organization.MasterAccountId") == account { return [] }
        }
        let levels = levels(above: account)
        guard levels.last?.hasPrefix("r-") == true else { return nil }
        var guardrails: [[PolicyDocument]] = []
        for level in levels {
            guard case .value(let value) = export.answer(.guardrails(level)) else { return nil }
            var documents: [PolicyDocument] = []
            for policy in value["Policies"]?.elements ?? [] {
                guard let id = policy.text(at: "Id"), case .value(let answer) = export.answer(.guardrail(id)),
                    let document = answer.value(at: "Policy.Content").flatMap(PolicyDocument.init)
                else { return nil }
                documents.append(document)
            }
            guardrails.append(documents)
        }
        return guardrails
    }
}
