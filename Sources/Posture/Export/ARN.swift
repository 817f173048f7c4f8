// SPDX-License-Identifier: Apache-2.0

/// A name of Amazon's, `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
struct ARN: Hashable, Sendable {
    let text: String
    let partition: String
    let service: String
    let region: String
    let account: String
    let resource: String

    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", !parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        self.text = text
        (partition, service, region, account, resource) = (parts[1], parts[2], parts[3], parts[4], parts[5])
    }

    /// The resource without its kind and, for an identity, without its path.
    var name: String {
        let separator: Character = service == "secretsmanager" ? ":" : "/"
        return resource.split(separator: separator).last.map(String.init) ?? resource
    }

    /// The name of a parameter, whose ARN drops the slash that a name with levels begins with.
    var parameterName: String {
        let name = String(resource.dropFirst("parameter/".count))
        return name.contains("/") ? "/" + name : name
    }

    var isRoot: Bool { service == "iam" && resource == "root" }
    var isUser: Bool { service == "iam" && resource.hasPrefix("user/") }
    var isRole: Bool { service == "iam" && resource.hasPrefix("role/") }
}
