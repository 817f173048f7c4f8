// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// What an act works on, written so that the act and the one that takes it back give the same value.
package struct ObjectKey: Hashable, Sendable {
    package var account: String
    /// Empty for services without regions.
    package var region: String
    package var kind: String
    /// The owner: the user of a key. Empty if there is none.
    package var scope: [String]
    package var name: String

    /// Services whose objects have no region, whatever region their calls are logged in.
    private static let global: Set<String> = [
        "iam", "sts", "organizations", "account", "s3", "cloudfront", "route53", "signin", "globalaccelerator",
    ]

    /// The objects of an event by a rule; empty if the event does not say which.
    package static func keys(of event: LogEvent, by rule: Rule) -> [ObjectKey] {
        guard let object = rule.object else { return [] }
        let names = object.from.lazy.map { $0.texts(in: event) }.first { !$0.isEmpty } ?? []
        let scope = object.scope.map { path in
            path.texts(in: event).first.map { plainName($0, event.service) } ?? ""
        }
        let region = global.contains(event.service) ? "" : event.region ?? ""
        return names.map { name in
            ObjectKey(
                account: event.account ?? "", region: region, kind: object.kind, scope: scope,
                name: plainName(name, event.service))
        }
    }

    /// Calls take a name where others take an ARN of the same object: the last part of the ARN is the name of both.
    static func plainName(_ text: String, _ service: String) -> String {
        guard text.hasPrefix("arn:"), text.split(separator: ":", omittingEmptySubsequences: false).count >= 6 else {
            return text
        }
        // `arn:partition:service:region:account:resource`
        let resource = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)[5]
        switch service {
        case "cloudtrail", "kms", "events", "monitoring", "ecr":
            return String(resource.split(separator: "/").last ?? resource)
        case "lambda":
            let parts = resource.split(separator: ":")
            return parts.count > 1 ? String(parts[1]) : String(resource)
        case "logs":
            return resource.split(separator: ":").dropFirst().first.map(String.init) ?? String(resource)
        case "secretsmanager":
            // Secrets Manager adds a hyphen and six characters to the name.
            let name = resource.split(separator: ":", maxSplits: 1).last ?? resource
            return name.count > 7 && name.dropLast(6).last == "-" ? String(name.dropLast(7)) : String(name)
        default: return text
        }
    }
}
