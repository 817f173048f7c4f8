// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// A pattern of EventBridge, written as the JSON that it is.
package struct EventPattern: Sendable {
    package let json: JSONValue
}

extension EventPattern: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    package init(dictionaryLiteral members: (String, EventPattern)...) {
        json = .object(members.map { .init(key: $0.0, value: $0.1.json) })
    }

    package init(arrayLiteral elements: EventPattern...) { json = .array(elements.map(\.json)) }
}

extension EventPattern: ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral {
    package init(stringLiteral text: String) { json = .string(text) }

    package init(booleanLiteral flag: Bool) { json = .bool(flag) }
}

extension EventPattern {
    /// Any of these texts.
    init(_ texts: [String]) { json = .array(texts.map(JSONValue.string)) }

    /// A call of an API, of which the record has these values.
    static func call(_ detail: EventPattern) -> EventPattern {
        ["detail-type": ["AWS API Call via CloudTrail"], "detail": detail]
    }

    /// A sign-in or a step to another role in the console, of which a part of the record has these values.
    static func signIn(_ part: String, _ value: EventPattern) -> EventPattern {
        let detail: [JSONValue.Member] = [
            .init(key: "eventSource", value: EventPattern(["signin.amazonaws.com"]).json),
            .init(key: "eventName", value: EventPattern(["ConsoleLogin", "SwitchRole"]).json),
            .init(key: part, value: value.json),
        ]
        return [
            "detail-type": ["AWS Console Sign In via CloudTrail"], "detail": EventPattern(json: .object(detail)),
        ]
    }

    /// Any text that begins with one of these.
    static func prefixes(_ texts: [String]) -> EventPattern {
        EventPattern(json: .array(texts.map { text -> EventPattern in ["prefix": "\(text)"] }.map(\.json)))
    }

    /// ARNs of a role's sessions, in the partitions that AWS has.
    static func sessions(of role: String, _ account: String) -> EventPattern {
        let partitions = ["aws", "aws-cn", "aws-us-gov"]
        return .prefixes(partitions.map { "arn:\($0):sts::\(account):assumed-role/\(role)/" })
    }
}
