// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@testable import Watch

@Suite("Sessions")
struct SessionTests {
    private func sessions(_ log: TestLog, _ expectation: Watch.Expectation = .root) -> [Session] {
        let audit = Audit(log.events, expectations: [expectation], openings: [.morning], .real)
        return audit.uses.map { audit.grouping.sessions[$0] }
    }

    @Test("Many keys of one console session are one session; its sign-in is the entry")
    func console() {
        var log = TestLog()
        log.signIn()
        for number in 0..<5 {
            var identity = TestLog.root
            if case .object(var members) = identity {
                members.removeAll { $0.key == "accessKeyId" }
                members.append(.init(key: "accessKeyId", value: .string("ASIA\(number)")))
                identity = .object(members)
            }
            log.add(identity, "ec2", "DescribeInstances", reads: true)
        }
        let found = sessions(log)
        #expect(found.count == 1)
        #expect(found.first?.entry == 0)
        #expect(found.first?.events.count == 6)
        #expect(found.first?.secondFactor == .yes)
    }

    @Test("Onward calls are counted with their session and make none of their own")
    func onward() {
        var log = TestLog()
        log.signIn()
        log.add(TestLog.root, "ec2", "DescribeInstances", reads: true)
        let onward: JSONValue = [
            "type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root",
            "accountId": "111122223333", "accessKeyId": "ASIAFRESH", "invokedBy": "cloudformation.amazonaws.com",
            "sessionContext": ["attributes": ["creationDate": "2026-03-01T02:00:09Z", "mfaAuthenticated": "false"]],
        ]
        for _ in 0..<90 { log.add(onward, "ec2", "CreateTags", time: "2026-03-01T02:00:09Z") }
        let found = sessions(log)
        #expect(found.count == 1)
        #expect(found.first?.onwardCalls == 90)
        let audit = Audit(log.events, expectations: [.root], openings: [.morning], .real)
        #expect(audit.verdict == .breakGlass)
        #expect(audit.changes.isEmpty)
    }

    @Test("A long-term key is cut by an hour of silence and has no factor")
    func longTerm() {
        var log = TestLog()
        let user = TestLog.user("em", key: "AKIA1")
        for time in ["02:10:00", "03:10:00", "04:10:01"] {
            log.add(user, "iam", "ListUsers", time: "2026-03-01T\(time)Z", reads: true)
        }
        let found = sessions(
            log, Watch.Expectation(account: "AWS root", accounts: [], identities: ["arn:aws:iam::111122223333:user/em"])
        )
        #expect(found.map(\.events.count) == [2, 1])
        #expect(found.allSatisfy { $0.secondFactor == .no && $0.isLongTerm })
    }

    @Test("A call through a declared endpoint is expected, whatever its address")
    func endpoint() {
        var log = TestLog()
        for endpoint in ["vpce-0a", "vpce-0b"] {
            log.add(
                TestLog.root, "iam", "ListUsers", reads: true,
                more: [("vpcEndpointId", .string(endpoint)), ("sourceIPAddress", "10.0.0.7")])
        }
        let networks = DeclaredNetworks(["192.0.2.0/24", "vpce-0a"])
        #expect(log.events.map(networks.place) == [.expected, .unexpected])
        #expect(log.events.map(DeclaredNetworks([]).place) == [.expected, .expected])
    }

    @Test("An address is in a declared network also where it is IPv4 written as IPv6")
    func mappedAddress() {
        var log = TestLog()
        for address in ["192.0.2.7", "::ffff:192.0.2.7", "::ffff:198.51.100.7", "225.01.00.16"] {
            log.add(TestLog.root, "iam", "ListUsers", reads: true, more: [("sourceIPAddress", .string(address))])
        }
        #expect(
            log.events.map(DeclaredNetworks(["192.0.2.0/24"]).place) == [.expected, .expected, .unexpected, .unknown])
    }

    @Test("Without readOnly, the verb tells a read from a write")
    func verbs() {
        for (name, nature) in [
            ("ListUsers", EventNature.read), ("GetUser", .read), ("BatchGetItem", .read), ("CreateUser", .act),
            ("Getaway", .act), ("HeadBucket", .read), ("Lookup", .read),
        ] {
            var log = TestLog()
            log.add(TestLog.root, "test", name, more: [("readOnly", .null)])
            #expect(log.events[0].nature == nature, "\(name)")
        }
    }
}
