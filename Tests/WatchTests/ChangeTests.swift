// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@testable import Watch

@Suite("Changes")
struct ChangeTests {
    private func audit(_ log: TestLog, _ catalogue: Catalogue = .real) -> Audit {
        Audit(log.events, expectations: [.root], openings: [.morning], catalogue)
    }

    @Test("A failed call that soon succeeds is one change; later, or with other parameters, it is two")
    func retries() {
        for (name, seconds, count) in [("x", 119, 1), ("x", 121, 2), ("y", 5, 2)] {
            var log = TestLog()
            log.signIn()
            log.add(
                TestLog.root, "iam", "CreateUser", ["userName": "x"], time: "2026-03-01T02:10:00Z", error: "Throttling")
            let later = EventTime(seconds: EventTime("2026-03-01T02:10:00Z")!.seconds + Int64(seconds))
            log.add(TestLog.root, "iam", "CreateUser", ["userName": .string(name)], time: later.description)
            #expect(audit(log).changes.count == count, "\(name) after \(seconds) s")
        }
    }

    @Test("A thousand attachments and detachments of one policy are matched one by one")
    func many() {
        var log = TestLog()
        log.signIn()
        for number in 0..<1000 {
            let object: JSONValue = ["userName": .string("u\(number)"), "policyArn": "arn:aws:iam::aws:policy/P"]
            log.add(TestLog.root, "iam", "AttachUserPolicy", object, time: "2026-03-01T02:30:00Z")
            if number != 500 {
                log.add(TestLog.root, "iam", "DetachUserPolicy", object, time: "2026-03-01T02:30:01Z")
            }
        }
        let found = audit(log)
        #expect(found.changes.filter { $0.after == .stands }.map { $0.objects.first?.scope } == [["u500"]])
        #expect(found.changes.filter { $0.after == .undone }.count == 999)
    }

    @Test("What a call took away from several objects stands until each of them is back")
    func several() throws {
        let catalogue = try Catalogue(
            rules: #"""
                {"id":"t:Off","service":"t","stem":"Off","category":"L","direction":"weakens","object":{"kind":"a","from":["parameters.n[]"]},"undo":["t:On"]},
                {"id":"t:On","service":"t","stem":"On","category":"C","direction":"neutral","object":{"kind":"a","from":["parameters.n[]"]}}
                """#)
        for (back, after) in [(["a", "b"], Change.After.undone), (["a"], .stands)] as [([String], Change.After)] {
            var log = TestLog()
            log.signIn()
            log.add(TestLog.root, "t", "Off", ["n": ["a", "b"]])
            for name in back { log.add(TestLog.root, "t", "On", ["n": [.string(name)]]) }
            #expect(audit(log, catalogue).changes.first?.after == after)
        }
    }

    @Test("Reading a value does not set it back")
    func readings() throws {
        let catalogue = try Catalogue(
            rules: #"""
                {"id":"ssm:PutParameter","service":"ssm","stem":"PutParameter","category":"L","direction":"weakens","object":{"kind":"parameter","from":["parameters.name"]},"sets":["parameters.value"]},
                {"id":"ssm:GetParameter","service":"ssm","stem":"GetParameter","category":"X","direction":"neutral","object":{"kind":"parameter","from":["parameters.name"]}},
                {"id":"ssm:DeleteParameter","service":"ssm","stem":"DeleteParameter","category":"C","direction":"neutral","object":{"kind":"parameter","from":["parameters.name"]}}
                """#)
        for (name, after) in [("GetParameter", Change.After.stands), ("DeleteParameter", .undone)] {
            var log = TestLog()
            log.signIn()
            log.add(TestLog.root, "ssm", "PutParameter", ["name": "/path", "value": "off"])
            log.add(TestLog.root, "ssm", name, ["name": "/path"])
            #expect(audit(log, catalogue).changes.first?.after == after)
        }
    }

    @Test("A value set back to the one before is reverted, however it is written; another value undoes the first")
    func reverted() {
        let before = #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:user/a"]}}]}"#
        let open = #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"}}]}"#
        let encoded =
            "%7B%22Statement%22%3A%7B%22Principal%22%3A%7B%22AWS%22%3A%22arn%3Aaws%3Aiam%3A%3A111122223333%3Auser%2Fa%22%7D%2C%22Effect%22%3A%22Allow%22%7D%7D"
        for (last, after) in [(encoded, Change.After.reverted), (#"{"Statement":[]}"#, .undone)] {
            var log = TestLog()
            log.add(
                TestLog.role("Admin", "ops", key: "ASIA7", since: "2026-02-01T01:00:00Z"), "iam", "CreateRole",
                ["roleName": "R", "assumeRolePolicyDocument": .string(before)], time: "2026-02-01T02:00:00Z")
            log.signIn()
            log.add(TestLog.root, "iam", "UpdateAssumeRolePolicy", ["roleName": "R", "policyDocument": .string(open)])
            log.add(TestLog.root, "iam", "UpdateAssumeRolePolicy", ["roleName": "R", "policyDocument": .string(last)])
            #expect(audit(log).changes.first?.after == after)
        }
    }

    @Test("A write that no rule knows is listed")
    func unclassified() {
        var log = TestLog()
        log.signIn()
        log.add(TestLog.root, "future", "TransmogrifyThing")
        let found = audit(log)
        #expect(found.changes.map(\.direction) == [.unknown])
        #expect(found.text.contains("UNCLASSIFIED WRITES"))
        #expect(found.text.contains("future:TransmogrifyThing"))
    }

    @Test("A closing command is filled for a shell, without options that have no value")
    func commands() {
        var log = TestLog()
        log.signIn()
        log.add(TestLog.root, "iam", "CreateAccessKey", .null, ["accessKey": ["accessKeyId": "AKIA1"]])
        log.add(
            TestLog.root, "iam", "CreateAccessKey", ["userName": "it's me; rm -rf"],
            ["accessKey": ["accessKeyId": "AKIA2"]])
        log.add(
            TestLog.root, "iam", "CreateAccessKey", ["userName": "bell\u{7}"], ["accessKey": ["accessKeyId": "AKIA3"]])
        #expect(
            audit(log).standing.map(\.commands) == [
                ["aws iam delete-access-key --access-key-id AKIA1"],
                [#"aws iam delete-access-key --user-name 'it'\''s me; rm -rf' --access-key-id AKIA2"#], [],
            ])
    }

    @Test("A service that stops the trail for the identity touches the log; its grants on keys are no finding")
    func onward() {
        var identity = TestLog.root
        if case .object(let members) = identity {
            identity = .object(members + [.init(key: "invokedBy", value: "ssm.amazonaws.com")])
        }
        var log = TestLog()
        log.signIn()
        log.add(TestLog.root, "iam", "ListUsers", reads: true)
        log.add(
            identity, "kms", "CreateGrant", ["keyId": "k", "granteePrincipal": "arn:aws:iam::111122223333:role/x"],
            ["grantId": "g", "keyId": "k"])
        #expect(audit(log).findings.isEmpty)
        #expect(audit(log).onward.map(\.after) == [.stands])
        log.add(identity, "cloudtrail", "StopLogging", ["name": "org"])
        #expect(audit(log).findings.map(\.kind) == [.logTouched])
        #expect(audit(log).changes.isEmpty)
    }
}
