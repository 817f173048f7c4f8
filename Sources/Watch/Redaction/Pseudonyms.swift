// SPDX-License-Identifier: Apache-2.0
//
// What passes unchanged is listed here, by its form, and is nothing that a customer of the cloud can name: everything
// else gets a pseudonym.

import CloudTrail

/// Words that stand for values, such as `user-2`: within one report the same value always has the same word.
struct Pseudonyms {
    private var words: [String: String] = [:]
    private var counts: [String: Int] = [:]

    /// The word for a value; `label` says what it is, if the value has none yet. Nothing stays nothing.
    mutating func word(_ value: String, _ label: String) -> String {
        guard !value.isEmpty else { return "" }
        if let word = words[value] { return word }
        let count = counts[label, default: 0] + 1
        counts[label] = count
        words[value] = "\(label)-\(count)"
        return "\(label)-\(count)"
    }

    /// A name, or an ARN: the form of an ARN stays, with words for its parts. `*`, which means everybody, stays.
    mutating func name(_ value: String, _ label: String) -> String {
        if value == "*" { return value }
        return arn(value, label) ?? word(value, label)
    }

    /// The region, if it is one of the cloud's.
    mutating func region(_ value: String) -> String { Self.isRegion(value) ? value : word(value, "region") }

    // MARK: - ARNs

    private mutating func arn(_ text: String, _ label: String) -> String? {
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "arn", !parts[5].isEmpty else { return nil }
        let partition = Self.partitions.contains(parts[1]) ? parts[1] : word(parts[1], "partition")
        let service = Self.isService(parts[2]) ? parts[2] : word(parts[2], "service")
        let region = region(parts[3])
        let account = word(parts[4], "account")
        return "arn:\(partition):\(service):\(region):\(account):\(resource(parts[5], text, service, label))"
    }

    private mutating func resource(_ resource: String, _ arn: String, _ service: String, _ label: String) -> String {
        if resource == "root" { return resource }
        let first = resource.prefix { $0 != "/" && $0 != ":" }
        guard let type = Self.resourceTypes[String(first)], first.endIndex < resource.endIndex else {
            return word(ObjectKey.plainName(resource, nil, service), label)
        }
        let sign = resource[first.endIndex]
        let rest = resource[resource.index(after: first.endIndex)...]
        if first == "assumed-role", let slash = rest.firstIndex(of: "/") {
            let session = String(rest[rest.index(after: slash)...])
            return "\(first)\(sign)\(word(String(rest[..<slash]), "role"))/\(word(session, "session"))"
        }
        // The same name as where a call takes it without the ARN around it.
        let plain = ObjectKey.plainName(arn, service == "iam" ? .name : nil, service)
        return "\(first)\(sign)\(word(plain == arn ? String(rest) : plain, type))"
    }

    private static let partitions: Set<String> = ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-eusc"]

    /// Types of resources as ARNs write them, with the label of their names.
    private static let resourceTypes = [
        "user": "user", "role": "role", "assumed-role": "role", "federated-user": "user", "group": "group",
        "policy": "policy", "instance-profile": "profile", "saml-provider": "provider", "oidc-provider": "provider",
        "mfa": "factor", "instance": "instance", "function": "function", "trail": "trail", "secret": "secret",
        "parameter": "parameter", "key": "key", "alias": "alias", "stack": "stack", "log-group": "log-group",
        "rule": "rule", "snapshot": "snapshot", "volume": "volume", "table": "table", "db": "database",
        "cluster": "cluster", "permissionSet": "permission-set",
    ]

    // MARK: - Forms

    /// Whether it is a region as the cloud names them.
    static func isRegion(_ text: String) -> Bool {
        guard let digit = text.last, ("1"..."9").contains(digit) else { return false }
        let parts = text.dropLast().split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[parts.count - 1].isEmpty else { return false }
        let area = parts.dropLast(2).joined(separator: "-")
        return areas.contains(area) && directions.contains(String(parts[parts.count - 2]))
    }

    private static let areas: Set<String> = [
        "af", "ap", "ca", "cn", "eu", "il", "me", "mx", "sa", "us", "us-gov", "us-iso", "us-isob", "us-isof", "eu-isoe",
        "eusc-de",
    ]
    private static let directions: Set<String> = [
        "north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest",
    ]

    /// Whether it has the form of a service's name, which only the cloud gives.
    static func isService(_ text: String) -> Bool { isMade(text, of: "abcdefghijklmnopqrstuvwxyz0123456789-", 40) }

    /// Whether it has the form of a call's name or of a word that the cloud writes.
    static func isCall(_ text: String) -> Bool { isMade(text, of: letters + "_", 100) }

    /// Whether it has the form of an error code.
    static func isErrorCode(_ text: String) -> Bool { isMade(text, of: letters + ".:", 100) }

    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

    private static func isMade(_ text: String, of characters: String, _ limit: Int) -> Bool {
        !text.isEmpty && text.utf8.count <= limit && text.utf8.allSatisfy(characters.utf8.contains)
    }
}
