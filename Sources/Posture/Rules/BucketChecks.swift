// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Inspection {
    /// How long a log is kept at least: PCI DSS v4 10.5.1 asks for 12 months.
    static let keptDays = 365

    /// P-12 to P-24.
    mutating func checkBuckets() {
        for bucket in path.buckets { check(bucket) }
    }

    private mutating func check(_ bucket: String) {
        if case .refused("NoSuchBucket") = export.answer(.bucketPolicy(bucket)) {
            find(
                .bucketThere, bucket, "there is no such bucket",
                fix: ["s3api", "create-bucket", "--bucket", bucket, "--object-lock-enabled-for-bucket"])
            return
        }
        checkPublicAccess(bucket)
        let policy = checkPolicy(bucket)
        if case .value(let value) = known(.versioning(bucket), bucket, "whether it keeps every version"),
            value.text(at: "Status") != "Enabled"
        {
            find(
                .versioning, bucket, "its versioning is \(value.text(at: "Status")?.lowercased() ?? "off")",
                fix: [
                    "s3api", "put-bucket-versioning", "--bucket", bucket, "--versioning-configuration",
                    "Status=Enabled",
                ])
        }
        let isLocked = checkLock(bucket)
        checkSettings(bucket)
        checkLifecycle(bucket)
        checkReplication(bucket)
        checkNotification(bucket)
        let trail = path.trails.first { $0.description.text(at: "S3BucketName") == bucket }
        let prefix = trail?.description.text(at: "S3KeyPrefix").map { $0.isEmpty ? "" : "\($0)/" } ?? ""
        let name = "arn:\(export.partition):s3:::\(bucket)"
        let object = "\(name)/\(prefix)AWSLogs/\(account)/CloudTrail/\(trail?.arn.region ?? "us-east-1")/2026/01/01/log"
        var targets = [
            "PutBucketPolicy", "DeleteBucketPolicy", "PutLifecycleConfiguration", "PutBucketVersioning",
            "PutBucketObjectLockConfiguration", "DeleteBucket",
        ].map { ("s3:\($0)", name) }
        if !isLocked {
            targets += ["DeleteObject", "DeleteObjectVersion", "BypassGovernanceRetention"].map { ("s3:\($0)", object) }
        }
        findHolders(.bucketChangers, bucket, targets, policy: policy)
    }

    private mutating func checkPublicAccess(_ bucket: String) {
        let settings = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"]
        let known = known(
            .publicAccess(bucket), bucket, "whether it is closed to the public",
            absent: ["NoSuchPublicAccessBlockConfiguration"])
        let off: [String]
        switch known {
        case nil: return
        case .absent: off = settings
        case .value(let value):
            off = settings.filter { value["PublicAccessBlockConfiguration"]?[$0]?.truth != true }
        }
        guard !off.isEmpty else { return }
        find(
            .bucketPrivate, bucket, "off: \(off.joined(separator: ", "))",
            fix: [
                "s3api", "put-public-access-block", "--bucket", bucket, "--public-access-block-configuration",
                settings.map { "\($0)=true" }.joined(separator: ","),
            ])
    }

    private mutating func checkPolicy(_ bucket: String) -> PolicyDocument? {
        guard
            case .value(let value) = known(
                .bucketPolicy(bucket), bucket, "whom its policy lets in", absent: ["NoSuchBucketPolicy"])
        else { return nil }
        guard let policy = value["Policy"].flatMap(PolicyDocument.init) else {
            gap(bucket, "whom its policy lets in", because: "its policy cannot be read")
            return nil
        }
        findOutsiders(.bucketPolicy, bucket, policy)
        for statement in policy.statements where !statement.isDenial {
            guard statement.principals?.services.contains("cloudtrail.amazonaws.com") == true,
                statement.actions.match("s3:PutObject") != .no, !statement.condition.limitsOrigin
            else { continue }
            find(
                .bucketSource, bucket, "CloudTrail may write for any account: no aws:SourceArn or aws:SourceAccount",
                fix: policyFix(bucket))
        }
        return policy
    }

    /// - Returns: whether nobody can delete the log in time.
    private mutating func checkLock(_ bucket: String) -> Bool {
        let wanted = #"{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"COMPLIANCE","Days":365}}}"#
        let fix = [
            "s3api", "put-object-lock-configuration", "--bucket", bucket, "--object-lock-configuration", wanted,
        ]
        switch known(
            .objectLock(bucket), bucket, "whether Object Lock keeps the log",
            absent: ["ObjectLockConfigurationNotFoundError"])
        {
        case nil: return false
        case .absent:
            find(.objectLock, bucket, "Object Lock is off", fix: fix)
            return false
        case .value(let value):
            let retention = value.value(at: "ObjectLockConfiguration.Rule.DefaultRetention")
            let days = retention?.text(at: "Days").flatMap { Int($0) } ?? 0
            let years = retention?.text(at: "Years").flatMap { Int($0) } ?? 0
            guard retention?.text(at: "Mode") == "COMPLIANCE" else {
                let seen =
                    retention?.text(at: "Mode").map { "its mode is \($0.lowercased())" }
                    ?? "it keeps nothing by default"
                find(.objectLock, bucket, seen, fix: fix)
                return false
            }
            let kept = max(days, min(years, 100) * 365)
            guard kept >= Self.keptDays else {
                find(.objectLock, bucket, "it keeps the log for only \(kept) days", as: .medium, fix: fix)
                return true
            }
            return true
        }
    }

    private mutating func checkSettings(_ bucket: String) {
        if case .absent = known(
            .encryption(bucket), bucket, "whether it encrypts",
            absent: ["ServerSideEncryptionConfigurationNotFoundError"])
        {
            find(
                .encryption, bucket, "no default encryption is set",
                fix: [
                    "s3api", "put-bucket-encryption", "--bucket", bucket, "--server-side-encryption-configuration",
                    #"{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms"}}]}"#,
                ])
        }
        let known = known(
            .ownership(bucket), bucket, "who owns its objects", absent: ["OwnershipControlsNotFoundError"])
        let owner: String?
        switch known {
        case nil: return
        case .absent: owner = nil
        case .value(let value):
            owner = value.value(at: "OwnershipControls.Rules")?.elements.first?.text(at: "ObjectOwnership")
        }
        guard owner != "BucketOwnerEnforced" else { return }
        find(
            .ownership, bucket, "its object ownership is \(owner ?? "not set"), so that ACLs count",
            fix: [
                "s3api", "put-bucket-ownership-controls", "--bucket", bucket, "--ownership-controls",
                "Rules=[{ObjectOwnership=BucketOwnerEnforced}]",
            ])
    }

    private mutating func checkLifecycle(_ bucket: String) {
        guard
            case .value(let value) = known(
                .lifecycle(bucket), bucket, "when it deletes the log", absent: ["NoSuchLifecycleConfiguration"])
        else { return }
        for rule in value["Rules"]?.elements ?? [] where rule.text(at: "Status") == "Enabled" {
            let days = [
                rule.text(at: "Expiration.Days"), rule.text(at: "NoncurrentVersionExpiration.NoncurrentDays"),
            ].compactMap { $0.flatMap { Int($0) } }.min()
            let isDated = rule.text(at: "Expiration.Date") != nil
            guard isDated || days.map({ $0 < Self.keptDays }) == true else { continue }
            let name = rule.text(at: "ID") ?? "without a name"
            let when = isDated ? "on a date" : "after \(days ?? 0) days"
            find(
                .lifecycle, bucket, "rule \(name) deletes \(when)",
                fix: [
                    "s3api", "put-bucket-lifecycle-configuration", "--bucket", bucket, "--lifecycle-configuration",
                    "file://lifecycle.json",
                ])
        }
    }

    private mutating func checkReplication(_ bucket: String) {
        let fix = [
            "s3api", "put-bucket-replication", "--bucket", bucket, "--replication-configuration",
            "file://replication.json",
        ]
        switch known(
            .replication(bucket), bucket, "whether it is replicated",
            absent: ["ReplicationConfigurationNotFoundError"])
        {
        case nil: break
        case .absent: find(.replication, bucket, "nothing replicates it", fix: fix)
        case .value(let value):
            let rules = value.value(at: "ReplicationConfiguration.Rules")?.elements ?? []
            let off = rules.filter { $0.text(at: "Status") != "Enabled" }
            if !off.isEmpty { find(.replicationOn, bucket, "\(off.count) of \(rules.count) rules are off", fix: fix) }
            let others = rules.compactMap { $0.text(at: "Destination.Account") }.filter { $0 != account }
            if others.isEmpty {
                find(.replication, bucket, "its replica lies in no other account that is named", fix: fix)
            }
        }
    }

    private mutating func checkNotification(_ bucket: String) {
        guard case .value(let value) = known(.notification(bucket), bucket, "whom it notifies") else { return }
        let targets = [
            ("TopicConfigurations", "TopicArn"), ("QueueConfigurations", "QueueArn"),
            ("LambdaFunctionConfigurations", "LambdaFunctionArn"),
        ].flatMap { list, key in (value[list]?.elements ?? []).compactMap { $0.text(at: key) } }
        for target in targets.compactMap(ARN.init) where target.account != account {
            find(
                .notification, bucket, "it notifies \(target.text)",
                fix: [
                    "s3api", "put-bucket-notification-configuration", "--bucket", bucket,
                    "--notification-configuration", "file://notification.json",
                ])
        }
    }
}
