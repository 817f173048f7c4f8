// SPDX-License-Identifier: Apache-2.0
//
// Records of our own making, no longer than a test needs.

import CCatalogue
import CloudTrail
import Foundation
import Watch

/// A record under construction; each event gets the next id and, unless told otherwise, the next second.
struct TestLog {
    private(set) var events: [LogEvent] = []
    /// The same as they stand in a file.
    private(set) var records: [JSONValue] = []

    static let account = "111122223333"
    static let root: JSONValue = [
        "type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root",
        "accountId": "111122223333", "accessKeyId": "ASIAROOT00000000001",
        "sessionContext": ["attributes": ["creationDate": "2026-03-01T02:00:01Z", "mfaAuthenticated": "true"]],
    ]

    /// A user with a long-term key.
    static func user(_ name: String, key: String, id: String? = nil) -> JSONValue {
        [
            "type": "IAMUser", "principalId": .string(id ?? "AIDA\(name.uppercased())"),
            "arn": .string("arn:aws:iam::\(account):user/\(name)"), "accountId": .string(account),
            "accessKeyId": .string(key), "userName": .string(name),
        ]
    }

    /// A session of a role.
    static func role(_ role: String, _ session: String, key: String, since: String) -> JSONValue {
        [
            "type": "AssumedRole", "principalId": .string("AROA\(role.uppercased()):\(session)"),
            "arn": .string("arn:aws:sts::\(account):assumed-role/\(role)/\(session)"), "accountId": .string(account),
            "accessKeyId": .string(key),
            "sessionContext": [
                "sessionIssuer": [
                    "type": "Role", "principalId": .string("AROA\(role.uppercased())"),
                    "arn": .string("arn:aws:iam::\(account):role/\(role)"),
                ],
                "attributes": ["creationDate": .string(since), "mfaAuthenticated": "false"],
            ],
        ]
    }

    /// What `sts:AssumeRole` answers.
    static func issued(_ role: String, _ session: String, key: String) -> JSONValue {
        [
            "credentials": ["accessKeyId": .string(key)],
            "assumedRoleUser": [
                "assumedRoleId": .string("AROA\(role.uppercased()):\(session)"),
                "arn": .string("arn:aws:sts::\(account):assumed-role/\(role)/\(session)"),
            ],
        ]
    }

    /// Adds an event and gives its id.
    @discardableResult
    mutating func add(
        _ identity: JSONValue, _ service: String, _ name: String, _ parameters: JSONValue = .null,
        _ response: JSONValue = .null, time: String? = nil, error: String? = nil, reads: Bool = false,
        more: [(String, JSONValue)] = []
    ) -> String {
        let number = events.count + 1
        let id = "event-\(number)"
        let text = String(number % 60)
        let time = time ?? "2026-03-01T02:\(padded(number / 60)):\(text.count == 1 ? "0" : "")\(text)Z"
        let record: [JSONValue.Member] = [
            .init(key: "eventVersion", value: "1.11"), .init(key: "userIdentity", value: identity),
            .init(key: "eventTime", value: .string(time)),
            .init(key: "eventSource", value: .string("\(service).amazonaws.com")),
            .init(key: "eventName", value: .string(name)), .init(key: "awsRegion", value: "us-east-1"),
            .init(key: "sourceIPAddress", value: "203.0.113.10"), .init(key: "userAgent", value: "test"),
            .init(key: "errorCode", value: error.map { .string($0) } ?? .null),
            .init(key: "requestParameters", value: parameters), .init(key: "responseElements", value: response),
            .init(key: "eventID", value: .string(id)), .init(key: "readOnly", value: .bool(reads)),
            .init(key: "eventType", value: "AwsApiCall"),
            .init(key: "recipientAccountId", value: .string(Self.account)),
        ]
        let changed = record.filter { member in !more.contains { $0.0 == member.key } }
        let all = changed + more.map { .init(key: $0.0, value: $0.1) }
        records.append(.object(all))
        events.append(LogEvent(.object(all), at: EventPlace(file: "test.json", offset: number)))
        return id
    }

    /// Root signs in with a second factor.
    @discardableResult
    mutating func signIn() -> String {
        add(
            [
                "type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root",
                "accountId": "111122223333",
            ],
            "signin", "ConsoleLogin", .null, ["ConsoleLogin": "Success"], time: "2026-03-01T02:00:01Z",
            more: [("additionalEventData", ["MFAUsed": "Yes"])])
    }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension Catalogue {
    /// The catalogue that the program has.
    static let real: Catalogue = {
        let bytes = unsafe UnsafeBufferPointer(start: cwatch_catalogue(), count: cwatch_catalogue_size())
        return try! Catalogue(json: unsafe Array(bytes))
    }()

    /// A catalogue of these rules, without the members that a test does not need.
    init(rules: String) throws(CatalogueError) {
        try self.init(json: Array(#"{"version":1,"categories":{},"global":["iam"],"rules":[\#(rules)]}"#.utf8))
    }
}

extension Expectation {
    /// The root of the test account.
    static let root = Expectation(
        account: "AWS root", accounts: [TestLog.account], identities: ["arn:aws:iam::111122223333:root"])
}

extension Opening {
    /// The morning in which the tests take place.
    static let morning = Opening(
        index: "12", account: "AWS root", kind: .emergency, from: EventTime("2026-03-01T02:00:00Z")!,
        until: EventTime("2026-03-01T06:00:00Z")!, people: ["Ada Example"])
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .number(String(value)) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { .init(key: $0.0, value: $0.1) })
    }
}
