// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// Reads of the secrets that custody declares.
enum CustodySecrets {
    private static let reads: Set<String> = [
        "secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue", "ssm:GetParameter", "ssm:GetParameters",
        "ssm:GetParametersByPath", "ssm:GetParameterHistory", "kms:Decrypt",
    ]

    /// Whether the call reads secrets at all.
    static func isRead(_ event: LogEvent) -> Bool { mayRead(service: event.service, name: event.name) }

    /// Whether the call of this name reads secrets.
    static func mayRead(service: String, name: String) -> Bool { reads.contains("\(service):\(name)") }

    /// Whether the call names one of these secrets, by ARN or by name.
    static func read(by event: LogEvent, of secrets: [String]) -> Bool {
        let named = names(in: event)
        return secrets.contains { secret in
            let plain = name(of: secret, event.service)
            return named.contains { $0 == secret || name(of: $0, event.service) == plain }
        }
    }

    private static let paths = [
        "secretId", "secretIdList[]", "filters[].values[]", "name", "names[]", "keyId",
    ].map { ValuePath("parameters.\($0)") }

    /// The names and ARNs of secrets and keys that a call mentions.
    static func names(in event: LogEvent) -> [String] {
        let resources = (event.resources?.elements ?? []).compactMap { ($0.member("ARN") ?? $0.member("arn"))?.text }
        return resources + paths.flatMap { $0.texts(in: event) }
    }

    /// A secret's or parameter's name without the parts of an ARN.
    static func name(of text: String, _ service: String) -> String { ObjectKey.plainName(text, nil, service) }
}
