// SPDX-License-Identifier: Apache-2.0
//
// Names that a cloud gives, which have a fixed shape.

/// A text of a fixed shape in `policy.yaml`.
struct PolicyPattern: Sendable, Hashable {
    /// What errors call one, such as "account number".
    let one: String
    /// What documents call several.
    let many: String
    /// The shape, as the regular expressions of Swift and of JSON Schema both read it; the whole text must fit.
    let expression: String
    /// One that fits.
    let example: String

    /// Whether the whole text has the shape.
    func fits(_ text: String) -> Bool {
        guard text.utf8.count <= Self.limit, let expression = try? Regex(expression) else { return false }
        return (try? expression.wholeMatch(in: text)) != nil
    }

    /// The most bytes of such a text: the longest ARN of a role has 1,152 with its path, and no organization writes one.
    static let limit = 256
}

extension PolicyPattern {
    /// The number of an AWS account.
    static let account = Self(
        one: "account number", many: "account numbers", expression: "[0-9]{12}", example: "\"111122223333\"")

    /// The root of an account, a user, or a role, as IAM names it; a role also by its sessions.
    static let identity = Self(
        one: "ARN of a root, user or role", many: "ARNs",
        expression: "\(arn)iam::[0-9]{12}:(root|(user|role)/[!-~]+)",
        example: "arn:aws:iam::111122223333:root")

    /// A region.
    static let region = Self(
        one: "region", many: "regions", expression: "[a-z]{2}(-[a-z]+)+-[0-9]+", example: "us-east-1")

    /// A VPC endpoint.
    static let endpoint = Self(
        one: "VPC endpoint", many: "VPC endpoint identifiers", expression: "vpce-[0-9a-f]{8,17}",
        example: "vpce-0a1b2c3d4e5f60718")

    /// A trail of CloudTrail.
    static let trail = Self(
        one: "ARN of a trail", many: "ARNs", expression: "\(arn)cloudtrail:[a-z0-9-]+:[0-9]{12}:trail/[A-Za-z0-9._-]+",
        example: "arn:aws:cloudtrail:us-east-1:111122223333:trail/organization")

    /// A bucket of S3.
    static let bucket = Self(
        one: "bucket name", many: "bucket names", expression: "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
        example: "example-audit-logs")

    /// A secret, a parameter, or a key.
    static let secret = Self(
        one: "ARN of a secret", many: "ARNs", expression: "\(arn)(secretsmanager|ssm|kms):[a-z0-9-]+:[0-9]{12}:[!-~]+",
        example: "arn:aws:secretsmanager:us-east-1:111122223333:secret:break-glass-AbCdEf")

    private static let arn = "arn:aws(-[a-z]+)*:"
}
