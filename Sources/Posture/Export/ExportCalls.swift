// SPDX-License-Identifier: Apache-2.0
//
// Every call there is. Each only reads, and none returns a secret; docs/POSTURE.md lists them.

import CloudTrail

extension ExportCall {
    static let caller = Self("sts", "get-caller-identity")

    // MARK: Trails, buckets and keys

    static func trails(_ region: String) -> Self { Self("cloudtrail", "describe-trails", region: region) }

    static func trailStatus(_ trail: ARN) -> Self {
        Self("cloudtrail", "get-trail-status", region: trail.region, subject: trail.name, ["--name", trail.text])
    }

    static func selectors(_ trail: ARN) -> Self {
        Self(
            "cloudtrail", "get-event-selectors", region: trail.region, subject: trail.name,
            ["--trail-name", trail.text])
    }

    static func bucketPolicy(_ bucket: String) -> Self { s3("get-bucket-policy", bucket) }
    static func versioning(_ bucket: String) -> Self { s3("get-bucket-versioning", bucket, mayBeEmpty: true) }
    static func objectLock(_ bucket: String) -> Self { s3("get-object-lock-configuration", bucket) }
    static func publicAccess(_ bucket: String) -> Self { s3("get-public-access-block", bucket) }
    static func encryption(_ bucket: String) -> Self { s3("get-bucket-encryption", bucket) }
    static func lifecycle(_ bucket: String) -> Self { s3("get-bucket-lifecycle-configuration", bucket) }
    static func replication(_ bucket: String) -> Self { s3("get-bucket-replication", bucket) }
    static func ownership(_ bucket: String) -> Self { s3("get-bucket-ownership-controls", bucket) }
    static func notification(_ bucket: String) -> Self {
        s3("get-bucket-notification-configuration", bucket, mayBeEmpty: true)
    }

    private static func s3(_ operation: String, _ bucket: String, mayBeEmpty: Bool = false) -> Self {
        Self("s3api", operation, subject: bucket, ["--bucket", bucket], mayBeEmpty: mayBeEmpty)
    }

    static func key(_ key: ARN) -> Self {
        Self("kms", "describe-key", region: key.region, subject: key.resource, ["--key-id", key.text])
    }

    static func keyPolicy(_ key: ARN) -> Self {
        Self(
            "kms", "get-key-policy", region: key.region, subject: key.resource,
            ["--key-id", key.text, "--policy-name", "default"])
    }

    // MARK: Identities

    static let authorization = Self("iam", "get-account-authorization-details")
    static let summary = Self("iam", "get-account-summary")
    static let passwordPolicy = Self("iam", "get-account-password-policy")
    static let credentialReport = Self("iam", "get-credential-report")
    /// Makes the report that `credentialReport` reads, and changes nothing else.
    static let newCredentialReport = Self("iam", "generate-credential-report")

    // MARK: Service control policies

    static let organization = Self("organizations", "describe-organization")

    static func parents(_ child: String) -> Self {
        Self("organizations", "list-parents", subject: child, ["--child-id", child])
    }

    static func guardrails(_ target: String) -> Self {
        Self(
            "organizations", "list-policies-for-target", subject: target,
            ["--target-id", target, "--filter", "SERVICE_CONTROL_POLICY"])
    }

    static func guardrail(_ policy: String) -> Self {
        Self("organizations", "describe-policy", subject: policy, ["--policy-id", policy])
    }

    // MARK: Alerts

    static func rules(_ region: String) -> Self { Self("events", "list-rules", region: region) }

    static func targets(_ rule: String, _ region: String) -> Self {
        Self("events", "list-targets-by-rule", region: region, subject: rule, ["--rule", rule])
    }

    static func topic(_ topic: ARN) -> Self {
        Self("sns", "get-topic-attributes", region: topic.region, subject: topic.name, ["--topic-arn", topic.text])
    }

    static func subscriptions(_ topic: ARN) -> Self {
        Self(
            "sns", "list-subscriptions-by-topic", region: topic.region, subject: topic.name,
            ["--topic-arn", topic.text])
    }

    // MARK: Secrets, never their values

    static func secret(_ secret: ARN) -> Self {
        Self(
            "secretsmanager", "describe-secret", region: secret.region, subject: secret.name,
            ["--secret-id", secret.text])
    }

    static func secretPolicy(_ secret: ARN) -> Self {
        Self(
            "secretsmanager", "get-resource-policy", region: secret.region, subject: secret.name,
            ["--secret-id", secret.text])
    }

    static func parameter(_ parameter: ARN) -> Self {
        Self(
            "ssm", "describe-parameters", region: parameter.region, subject: parameter.parameterName,
            ["--parameter-filters", "Key=Name,Option=Equals,Values=\(parameter.parameterName)"])
    }
}
