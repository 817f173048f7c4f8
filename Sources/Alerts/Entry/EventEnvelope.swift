// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// How EventBridge wraps a record of CloudTrail.
package enum EventEnvelope {
    /// The type of the detail follows from the record's own type.
    static func detailType(ofEventType type: String?) -> String {
        switch type {
        case "AwsConsoleSignIn": "AWS Console Sign In via CloudTrail"
        case "AwsServiceEvent": "AWS Service Event via CloudTrail"
        default: "AWS API Call via CloudTrail"
        }
    }

    /// The event of a record; an event that is in its envelope already stays as it is.
    package static func around(_ record: JSONValue) -> JSONValue {
        guard record["detail"] == nil || record["detail-type"] == nil else { return record }
        let service = LogEvent.service(of: record.text(at: "eventSource") ?? "")
        let account = record.text(at: "recipientAccountId") ?? record.text(at: "userIdentity.accountId") ?? ""
        return around(record, service: service, account: account)
    }

    static func around(_ record: JSONValue, service: String, account: String) -> JSONValue {
        .object([
            .init(key: "version", value: .string("0")),
            .init(key: "id", value: record["eventID"] ?? .string("")),
            .init(key: "detail-type", value: .string(detailType(ofEventType: record.text(at: "eventType")))),
            .init(key: "source", value: .string("aws.\(service)")),
            .init(key: "account", value: .string(account)),
            .init(key: "time", value: record["eventTime"] ?? .string("")),
            .init(key: "region", value: record["awsRegion"] ?? .string("")),
            .init(key: "resources", value: .array([])),
            .init(key: "detail", value: record),
        ])
    }

    /// The same event with another value for a member of the envelope.
    static func event(_ event: JSONValue, with key: String, _ value: String) -> JSONValue {
        guard case .object(let members) = event else { return event }
        return .object(members.map { $0.key == key ? .init(key: key, value: .string(value)) : $0 })
    }

    /// Whether EventBridge passes on a record only to rules that see all management events: those that read, except
    /// the two of STS that issue credentials.
    static func needsAllEvents(_ event: JSONValue) -> Bool {
        guard let name = event.text(at: "detail.eventName"),
            event.text(at: "detail-type") == "AWS API Call via CloudTrail",
            !["GetFederationToken", "GetSessionToken"].contains(name)
        else { return false }
        return ["List", "Get", "Describe"].contains { name.hasPrefix($0) }
    }
}
