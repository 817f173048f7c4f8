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

    @Test("What a service makes onward for a temporary session is followed, and is likely its own")
    func onward() {
        var log = TestLog()
        log.add(
            TestLog.root, "sts", "AssumeRole", .null, TestLog.issued("Deploy", "d", key: "ASIA2"),
            time: "2026-03-01T03:00:00Z", reads: true)
        for (session, name) in [("d", "own"), ("other", "foreign")] {
            var identity = TestLog.role("Deploy", session, key: "ASIAFRESH\(name)", since: "2026-03-01T03:05:00Z")
            if case .object(let members) = identity {
                identity = .object(members + [.init(key: "invokedBy", value: "cloudformation.amazonaws.com")])
            }
            createUser(&log, name, id: "AIDA\(name)", by: identity, time: "2026-03-01T03:05:00Z")
        }
        let found = lineage(log)
        let user = found.nodes.first { $0.kind == "user" }
        #expect(user?.name == "arn:aws:iam::111122223333:user/own")
        #expect(user?.isCertain == false)
        #expect(found.owners.map { $0 != nil } == [true, true, false])
    }

    @Test("Who comes in through an opened role is likely; what else the caller does is not followed")
    func opened() {
        var log = TestLog()
        log.add(
            TestLog.root, "iam", "UpdateAssumeRolePolicy",
            [
                "roleName": "Deploy",
                "policyDocument":
                    #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sts:AssumeRole"}]}"#,
            ])
        let outsider: JSONValue = [
            "type": "IAMUser", "principalId": "AIDAOUT", "arn": "arn:aws:iam::444455556666:user/out",
            "accountId": "444455556666", "accessKeyId": "ASIAOUT", "userName": "out",
            "sessionContext": ["attributes": ["creationDate": "2026-03-01T01:00:00Z"]],
        ]
        log.add(
            outsider, "sts", "AssumeRole", ["roleArn": "arn:aws:iam::111122223333:role/Deploy"],
            TestLog.issued("Deploy", "o", key: "ASIA3"), time: "2026-03-01T03:00:00Z", reads: true)
        log.add(outsider, "s3", "ListBuckets", reads: true)
        log.add(
            TestLog.role("Deploy", "o", key: "ASIA3", since: "2026-03-01T03:00:00Z"), "ec2", "RebootInstances",
            time: "2026-03-01T03:01:00Z")
        let found = lineage(log)
        let events = EventLog(log.events).events
        let followed = events.indices.filter { found.owners[$0] != nil }.map { events[$0].name }
        #expect(followed == ["UpdateAssumeRolePolicy", "AssumeRole", "RebootInstances"])
        #expect(found.nodes.first { $0.kind == "session" }?.isCertain == false)
    }

    @Test("A call that several traces lead to is the most specific one's, whichever was found first")
    func parents() {
        for backward in [false, true] {
            var log = TestLog()
            log.add(
                TestLog.root, "iam", "CreateAccessKey", ["userName": "x"],
                ["accessKey": ["accessKeyId": "AKIA1", "userName": "x"]], time: "2026-03-01T02:00:01Z")
            createUser(&log, "y", id: "AIDAY", by: TestLog.user("x", key: "AKIA1"), time: "2026-03-01T02:00:02Z")
            log.add(TestLog.root, "iam", "UpdateLoginProfile", ["userName": "y"], time: "2026-03-01T02:00:03Z")
            log.add(
                TestLog.user("y", key: "AKIA2", id: "AIDAY"), "iam", "CreateAccessKey", .null,
                ["accessKey": ["accessKeyId": "AKIA3", "userName": "y"]], time: "2026-03-01T02:00:04Z")
            let found = Lineage(
                of: [.root], in: EventLog(backward ? log.events.reversed() : log.events).events, .real)
            let key = found.nodes.firstIndex { $0.name == "AKIA3" }
            #expect(key.map { found.chain(to: $0).map { found.nodes[$0].kind } } == ["declared", "key", "user", "key"])
            #expect(key.map { found.nodes[$0].isCertain } == true)
        }
    }

    @Test("A role that only a service can take is no descendant")
    func serviceLinked() {
        var log = TestLog()
        log.add(
            TestLog.root, "iam", "CreateServiceLinkedRole", ["aWSServiceName": "autoscaling.amazonaws.com"],
            [
                "role": [
                    "roleName": "AWSServiceRoleForAutoScaling", "roleId": "AROAAWSSERVICEROLEFORAUTOSCALING",
                    "arn":
                        "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
                ]
            ])
        log.add(
            TestLog.role("AWSServiceRoleForAutoScaling", "AutoScaling", key: "ASIA8", since: "2026-03-01T03:00:00Z"),
            "ec2",
            "RunInstances", time: "2026-03-01T03:00:00Z")
        let found = lineage(log)
        #expect(found.nodes.count == 1)
        #expect(found.owners.map { $0 != nil } == [true, false])
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
