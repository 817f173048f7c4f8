// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@testable import Watch

@Suite("Lineage")
struct LineageTests {
    private func lineage(_ log: TestLog, _ expectation: Watch.Expectation = .root) -> Lineage {
        Lineage(of: [expectation], in: EventLog(log.events).events, .real)
    }

    private func createUser(
        _ log: inout TestLog, _ name: String, id: String, by identity: JSONValue = TestLog.root, time: String? = nil
    ) {
        log.add(
            identity, "iam", "CreateUser", ["userName": .string(name)],
            [
                "user": [
                    "userName": .string(name), "userId": .string(id),
                    "arn": .string("arn:aws:iam::111122223333:user/\(name)"),
                ]
            ], time: time)
    }

    @Test("A chain of users, keys and roles is followed whatever the order of its events")
    func chain() {
        var log = TestLog()
        log.add(
            TestLog.role("Deploy", "d", key: "ASIA2", since: "2026-03-01T03:00:02Z"), "ec2", "RebootInstances",
            time: "2026-03-01T03:00:03Z")
        log.add(
            TestLog.user("x", key: "AKIA1"), "sts", "AssumeRole", ["roleArn": "arn:aws:iam::111122223333:role/Deploy"],
            TestLog.issued("Deploy", "d", key: "ASIA2"), time: "2026-03-01T03:00:02Z", reads: true)
        log.add(
            TestLog.root, "iam", "CreateAccessKey", ["userName": "x"],
            ["accessKey": ["accessKeyId": "AKIA1", "userName": "x"]],
            time: "2026-03-01T03:00:01Z")
        let found = lineage(log)
        #expect(found.owners.allSatisfy { $0 != nil })
        #expect(found.chain(to: found.owners[2]!).map { found.nodes[$0].kind } == ["declared", "key", "session"])
        #expect(found.nodes.allSatisfy { $0.isCertain })
    }

    @Test("Another session of the role, and another key of the user, are not followed")
    func strangers() {
        var log = TestLog()
        log.add(
            TestLog.root, "iam", "CreateAccessKey", ["userName": "x"],
            ["accessKey": ["accessKeyId": "AKIA1", "userName": "x"]])
        log.add(
            TestLog.user("x", key: "AKIA1"), "sts", "AssumeRole", .null, TestLog.issued("Deploy", "d", key: "ASIA2"),
            reads: true)
        log.add(TestLog.user("x", key: "AKIAOTHER"), "iam", "CreateUser", ["userName": "y"])
        log.add(
            TestLog.role("Deploy", "e", key: "ASIA9", since: "2026-03-01T01:00:00Z"), "iam", "CreateUser",
            ["userName": "z"])
        #expect(lineage(log).owners.map { $0 != nil } == [true, true, false, false])
    }

    @Test("A call that failed begets nothing")
    func failed() {
        var log = TestLog()
        log.add(
            TestLog.root, "iam", "CreateAccessKey", ["userName": "x"], ["accessKey": ["accessKeyId": "AKIA1"]],
            error: "AccessDenied")
        log.add(TestLog.user("x", key: "AKIA1"), "iam", "ListUsers", reads: true)
        #expect(lineage(log).owners.map { $0 != nil } == [true, false])
    }

    @Test("A user's name ends with the user; the id of one that somebody else made again is not followed")
    func recreated() {
        var log = TestLog()
        createUser(&log, "x", id: "AIDAONE")
        log.add(TestLog.root, "iam", "DeleteUser", ["userName": "x"])
        createUser(
            &log, "x", id: "AIDATWO", by: TestLog.role("Admin", "ops", key: "ASIA7", since: "2026-03-01T01:00:00Z"))
        log.add(TestLog.user("x", key: "AKIA5", id: "AIDATWO"), "iam", "ListUsers", reads: true)
        log.add(TestLog.user("x", key: "AKIA4", id: "AIDAONE"), "iam", "ListUsers", reads: true)
        #expect(lineage(log).owners.map { $0 != nil } == [true, true, false, false, true])
    }

    @Test("Only type Root is root, whatever users and roles are called")
    func namedRoot() {
        var log = TestLog()
        log.add(TestLog.user("root", key: "AKIA1"), "iam", "ListUsers", reads: true)
        log.add(
            TestLog.role("root", "root", key: "ASIA1", since: "2026-03-01T01:00:00Z"), "iam", "ListUsers", reads: true)
        #expect(lineage(log).owners.allSatisfy { $0 == nil })
    }

    @Test("A declared role session is that session and no other one of its role")
    func roleSession() {
        var log = TestLog()
        log.add(
            TestLog.role("Ops", "emergency", key: "ASIA1", since: "2026-03-01T01:00:00Z"), "iam", "ListUsers",
            reads: true)
        log.add(
            TestLog.role("Ops", "daily", key: "ASIA2", since: "2026-03-01T01:00:00Z"), "iam", "ListUsers", reads: true)
        let expectation = Watch.Expectation(
            account: "AWS", accounts: [], identities: ["arn:aws:sts::111122223333:assumed-role/Ops/emergency"])
        #expect(lineage(log, expectation).owners.map { $0 != nil } == [true, false])
    }

    @Test("Who signs in with a password that the identity set is likely its own")
    func password() {
        var log = TestLog()
        log.add(TestLog.root, "iam", "UpdateLoginProfile", ["userName": "bob"])
        let bob: JSONValue = [
            "type": "IAMUser", "principalId": "AIDABOB", "arn": "arn:aws:iam::111122223333:user/bob",
            "accountId": "111122223333", "userName": "bob",
        ]
        log.add(
            bob, "signin", "ConsoleLogin", .null, ["ConsoleLogin": "Success"],
            more: [("additionalEventData", ["MFAUsed": "No"])])
        let found = lineage(log)
        let node = found.owners[1].map { found.nodes[$0] }
        #expect(node?.kind == "session" && node?.isCertain == false)
    }

    @Test("ARNs of root, users, roles, sessions and federated users are told apart; other text is none")
    func identities() {
        #expect(DeclaredIdentity("arn:aws:iam::111122223333:root") == .root(account: "111122223333"))
        #expect(
            DeclaredIdentity("arn:aws:iam::111122223333:role/a/b/R")
                == .role(account: "111122223333", name: "R", arn: "arn:aws:iam::111122223333:role/a/b/R"))
        #expect(DeclaredIdentity("arn:aws-cn:sts::111122223333:federated-user/x") != nil)
        for text in ["", "root", "arn:aws:iam::111122223333:policy/x", "arn:aws:s3:::bucket", "arn:aws:iam:::root"] {
            #expect(DeclaredIdentity(text) == nil, "\(text)")
        }
    }

    @Test("A survey names exactly the files that hold a trace, and states its memory")
    func survey() {
        var survey = Survey(.real)
        for number in 0..<300 {
            var log = TestLog()
            log.add(TestLog.user("u\(number)", key: "AKIA\(number)"), "iam", "ListUsers", reads: true)
            survey.add(log.events[0])
            survey.end(file: "\(number)")
        }
        let wanted: Set<UInt64> = [Trace.key("AKIA7").stableHash, Trace.key("AKIA250").stableHash]
        #expect(survey.files(with: wanted) == ["7", "250"])
        #expect(survey.files(with: []) == [])
        // Three traces of 4 bytes, and the links of a user's names, 72 bytes each.
        #expect(survey.byteCount < 300 * 300)
    }
}
