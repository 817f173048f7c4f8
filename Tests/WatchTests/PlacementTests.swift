// SPDX-License-Identifier: Apache-2.0
//
// Two passes over files find what reading every record whole finds, wherever the records stand: one file each, in both
// orders, or all in one.

import CloudTrail
import Testing

@testable import Watch

@Suite("Where records stand")
struct PlacementTests {
    /// What an audit finds, as texts.
    private static func found(_ audit: Audit) -> Set<String> {
        func texts(_ changes: [Change], _ kind: String) -> [String] {
            changes.map { "\(kind) \(audit.events[$0.event].id ?? "?") \($0.direction) \($0.after)" }
        }
        return Set(
            texts(audit.changes, "change") + texts(audit.onward, "onward")
                + audit.descendants.map { "descendant \($0.name)" } + ["verdict \(audit.verdict)"])
    }

    /// Compares all placements with what the events give when all are read whole, and returns that.
    private static func everywhere(_ log: TestLog, sourceLocation: SourceLocation = #_sourceLocation) throws -> Set<
        String
    > {
        let whole = found(Audit(log.events, expectations: [.root], openings: [.morning], .real))
        for files in [log.records.map { [$0] }, log.records.reversed().map { [$0] }, [log.records]] {
            let folder = try LogFolder()
            for (number, records) in files.enumerated() { try folder.write("\(number).json", records) }
            let read = folder.readAll()
            let audit = Audit(
                read.events, broken: read.problems.map(\.description), expectations: [.root], openings: [.morning],
                .real)
            #expect(found(audit) == whole, sourceLocation: sourceLocation)
        }
        return whole
    }

    private static let trail: JSONValue = ["name": "org"]

    @Test("a caller that names no account is the one of the log that it stands in")
    func accounts() throws {
        var log = TestLog()
        log.add(
            ["type": "Root"], "cloudtrail", "StopLogging", Self.trail, more: [("recipientAccountId", "444455556666")])
        let own = log.add(["type": "Root"], "cloudtrail", "StopLogging", Self.trail)
        let outer = log.add(
            ["type": "Root"], "cloudtrail", "DeleteTrail", Self.trail,
            more: [("recipientAccountId", .null), ("accountId", .string(TestLog.account))])
        let found = try Self.everywhere(log)
        #expect(found.isSuperset(of: ["change \(own) weakens stands", "change \(outer) weakens stands"]))
    }

    @Test("a key that was made is followed through a service, also after another key of the same user")
    func onward() throws {
        var log = TestLog()
        let made: JSONValue = ["accessKey": ["accessKeyId": "AKIASVC2", "userName": "svc"]]
        log.add(TestLog.root, "iam", "CreateAccessKey", ["userName": "svc"], made)
        func athena(_ key: String) -> JSONValue {
            guard case .object(let members) = TestLog.user("svc", key: key) else { return .null }
            return .object(members + [.init("invokedBy", "athena.amazonaws.com")])
        }
        log.add(athena("AKIASVC1"), "athena", "GetQueryExecution", reads: true)
        let stop = log.add(athena("AKIASVC2"), "cloudtrail", "StopLogging", Self.trail)
        #expect(try Self.everywhere(log).contains("onward \(stop) weakens stands"))
    }

    @Test("a person on whose behalf a service calls is told from another one")
    func people() throws {
        var log = TestLog()
        log.add(
            TestLog.root, "identitystore", "CreateUser", ["identityStoreId": "d-1", "userName": "eve"],
            ["userId": "store-2"])
        func portal(_ user: String) -> JSONValue {
            guard
                case .object(let members) = TestLog.role("perm", "joe", key: "ASIA9", since: "2026-03-01T02:01:00Z")
            else { return .null }
            return .object(
                members + [
                    .init("invokedBy", "athena.amazonaws.com"), .init("onBehalfOf", ["userId": .string(user)]),
                ])
        }
        log.add(portal("store-1"), "athena", "GetQueryExecution", reads: true)
        let stop = log.add(portal("store-2"), "cloudtrail", "StopLogging", Self.trail)
        #expect(try Self.everywhere(log).contains("onward \(stop) weakens stands"))
    }

    @Test("what is done in the console with a password that was set is found")
    func console() throws {
        var log = TestLog()
        log.add(TestLog.root, "iam", "UpdateLoginProfile", ["userName": "svc"])
        guard case .object(let user) = TestLog.user("svc", key: "ASIACONSOLE") else { return }
        let name = user.filter { $0.key != "accessKeyId" }
        log.add(
            .object(name), "signin", "ConsoleLogin", .null, ["ConsoleLogin": "Success"], time: "2026-03-01T02:10:00Z")
        let session =
            user + [
                .init(
                    "sessionContext",
                    ["attributes": ["creationDate": "2026-03-01T02:10:00Z", "mfaAuthenticated": "false"]])
            ]
        let stop = log.add(
            .object(session), "cloudtrail", "StopLogging", Self.trail, time: "2026-03-01T02:12:00Z")
        #expect(try Self.everywhere(log).contains("change \(stop) weakens stands"))
    }

    @Test("a role that was opened to everybody is followed when a service takes it")
    func everybody() throws {
        var log = TestLog()
        let open = #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}"#
        log.add(
            TestLog.root, "iam", "UpdateAssumeRolePolicy", ["roleName": "app", "policyDocument": .string(open)],
            time: "2026-03-01T02:05:00Z")
        log.add(
            ["type": "AWSService", "invokedBy": "lambda.amazonaws.com"], "sts", "AssumeRole",
            ["roleArn": "arn:aws:iam::111122223333:role/app", "roleSessionName": "fn"],
            TestLog.issued("app", "fn", key: "ASIAFN"), time: "2026-03-01T02:06:00Z")
        let stop = log.add(
            TestLog.role("app", "fn", key: "ASIAFN", since: "2026-03-01T02:06:00Z"), "cloudtrail", "StopLogging",
            Self.trail, time: "2026-03-01T02:07:00Z")
        #expect(try Self.everywhere(log).contains("change \(stop) weakens stands"))
    }

    @Test("of two callers in one record the first counts, and the second is not forgotten elsewhere")
    func repeats() throws {
        let folder = try LogFolder()
        var log = TestLog()
        log.add(TestLog.root, "cloudtrail", "StopLogging", Self.trail)
        let record = log.records[0].canonical
        let twice = record.replacing(#""userIdentity":"#, with: #""userIdentity":null,"userIdentity":"#)
        try folder.write("0.json", "{\"Records\":[\(twice.replacing("event-1", with: "event-0"))]}")
        try folder.write("1.json", "{\"Records\":[\(record)]}")
        let read = folder.readAll()
        #expect(read.events.contains { $0.id == "event-1" })
        #expect(read.problems.contains { $0.file.hasSuffix("0.json") })
    }
}
