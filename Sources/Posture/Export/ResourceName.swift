// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension ARN {
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
