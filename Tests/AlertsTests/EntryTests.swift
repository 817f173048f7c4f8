// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@testable import Alerts

@Suite("Ways of entry")
struct EntryTests {
    private static let topic = "arn:aws:sns:us-east-1:111122223333:break-glass"

    private struct Rule {
        var pattern: String
        var region = "us-east-1"
        var state = "ENABLED"
        var targets = [EntryTests.topic]
        var name = "rule"
    }

    private func rules(_ rules: Rule...) throws -> RuleSet {
        let documents = rules.map { rule in
            JSONValue.object([
                .init(key: "Name", value: .string(rule.name)),
                .init(key: "Arn", value: .string("arn:aws:events:\(rule.region):111122223333:rule/\(rule.name)")),
                .init(key: "EventPattern", value: .string(rule.pattern)),
                .init(key: "State", value: .string(rule.state)),
                .init(
                    key: "Targets",
                    value: .array(rule.targets.map { .object([.init(key: "Arn", value: .string($0))]) })),
            ])
        }
        return try RuleSet([RuleDocument(file: "rules.json", text: JSONValue.array(documents).canonical)])
    }

    private func expecting(
        _ identities: String..., regions: [String] = [], ways: Set<EntryWay>? = nil, channels: [String] = []
    ) throws -> AlertExpectation {
        AlertExpectation(
            name: "AWS", identities: try identities.map { try EntryIdentity("arn:aws:iam::111122223333:\($0)") },
            regions: regions, channels: channels, within: 300, ways: ways)
    }

    private func outcomes(_ report: AlertsReport, _ way: EntryWay) -> [String: Coverage.Outcome] {
        let cells = report.coverage.cells.filter { $0.probe.way == way }
        return Dictionary(uniqueKeysWithValues: cells.map { ($0.probe.region, $0.outcome) })
    }

    private static let rootSignIn =
        #"{"detail-type": ["AWS Console Sign In via CloudTrail"], "detail": {"userIdentity": {"type": ["Root"]}}}"#

    @Test("root's sign-in lands in one region, and a rule there covers it")
    func root() throws {
        let report = AlertsReport(
            try rules(Rule(pattern: Self.rootSignIn)), try expecting("root", regions: ["eu-west-1"]))
        #expect(outcomes(report, .rootConsole) == ["us-east-1": .alert])
        #expect(report.result == .unknown, "root's key and AssumeRoot are not covered, and may not exist")
    }

    @Test("only the ways that are said to be there count")
    func statedWays() throws {
        let report = AlertsReport(
            try rules(Rule(pattern: Self.rootSignIn)), try expecting("root", ways: [.rootConsole]))
        #expect(report.result == .covered)
        #expect(report.findings.isEmpty)
    }

    @Test("a user's sign-in lands in four regions and in those of the policy")
    func user() throws {
        let pattern = #"{"detail": {"eventName": ["ConsoleLogin"], "userIdentity": {"userName": ["emergency"]}}}"#
        let report = AlertsReport(
            try rules(Rule(pattern: pattern)),
            try expecting("user/ops/emergency", regions: ["eu-west-1"], ways: [.userConsole]))
        #expect(
            outcomes(report, .userConsole) == [
                "us-east-1": .alert, "us-east-2": .none, "eu-north-1": .none, "ap-southeast-2": .none,
                "eu-west-1": .none,
            ])
        #expect(report.result == .missing)
        #expect(report.findings.contains { $0.kind == .otherRegionOnly })
        #expect(report.findings.contains { $0.kind == .uncovered && $0.text.contains("us-east-2, eu-north-1") })
    }

    @Test("a rule that forwards counts when the bus has a rule that matches", arguments: [true, false])
    func forwarder(_ hasCentralRule: Bool) throws {
        let bus = "arn:aws:events:us-east-1:111122223333:event-bus/central"
        let forwarders = ["us-east-1", "us-east-2", "eu-north-1", "ap-southeast-2"].map {
            Rule(pattern: #"{"source": ["aws.signin"]}"#, region: $0, targets: [bus], name: "forward")
        }
        var set = try rules(forwarders[0], forwarders[1], forwarders[2], forwarders[3])
        if hasCentralRule {
            let central = try RuleSet([
                RuleDocument(
                    file: "central.json",
                    text: """
                        {"Name": "central", "Arn": "arn:aws:events:us-east-1:111122223333:rule/central/central",
                         "EventBusName": "central", "EventPattern": "{\\"detail\\": {\\"eventName\\": [\\"ConsoleLogin\\"]}}",
                         "Targets": [{"Id": "t", "Arn": "\(Self.topic)"}]}
                        """)
            ])
            set.rules += central.rules
        }
        let report = AlertsReport(set, try expecting("user/emergency", ways: [.userConsole]))
        #expect(Set(outcomes(report, .userConsole).values) == [hasCentralRule ? .alert : .none])
        #expect(report.findings.contains { $0.kind == .busWithoutRule } != hasCentralRule)
        #expect(report.coverage.cells[0].hits.map(\.forwarder) == (hasCentralRule ? ["forward"] : []))
    }

    @Test("an event that came from another bus is not forwarded again")
    func secondHop() throws {
        let set = try rules(
            Rule(
                pattern: Self.rootSignIn, targets: ["arn:aws:events:eu-west-1:111122223333:event-bus/default"],
                name: "a"),
            Rule(
                pattern: Self.rootSignIn, region: "eu-west-1",
                targets: ["arn:aws:events:eu-west-2:111122223333:event-bus/default"], name: "b"),
            Rule(pattern: Self.rootSignIn, region: "eu-west-2", name: "c"))
        let report = AlertsReport(set, try expecting("root", ways: [.rootConsole]))
        #expect(outcomes(report, .rootConsole) == ["us-east-1": .none])
    }

    @Test("a rule for SwitchRole by the type IAMUser cannot match, and a finding says why")
    func switchRoleType() throws {
        let pattern = """
            {"detail-type": ["AWS Console Sign In via CloudTrail"], "detail": {"eventName": ["SwitchRole"],
             "userIdentity": {"type": ["IAMUser"], "userName": ["BreakglassUser"]}}}
            """
        let report = AlertsReport(
            try rules(Rule(pattern: pattern)), try expecting("role/break-glass", ways: [.switchRole]))
        #expect(outcomes(report, .switchRole)["us-east-1"] == Coverage.Outcome.none)
        #expect(report.findings.contains { $0.kind == .switchRoleType })
    }

    @Test("a switched role is covered by the role or by anybody who switches, not by one person alone")
    func switchRole() throws {
        let byRole =
            #"{"detail": {"eventName": ["SwitchRole"], "userIdentity": {"arn": [{"wildcard": "arn:aws:sts::*:assumed-role/break-glass/*"}]}}}"#
        let byPerson =
            #"{"detail": {"additionalEventData": {"SwitchFrom": ["arn:aws:iam::111122223333:user/emergency"]}}}"#
        let expectation = try expecting("user/emergency", "role/break-glass", ways: [.switchRole])
        #expect(
            outcomes(AlertsReport(try rules(Rule(pattern: byRole)), expectation), .switchRole)["us-east-1"] == .alert)
        let partly = AlertsReport(try rules(Rule(pattern: byPerson)), expectation)
        #expect(outcomes(partly, .switchRole)["us-east-1"] == .some)
        #expect(partly.findings.contains { $0.kind == .partlyCovered && $0.text.contains("by anybody") })
        #expect(!partly.findings.contains { $0.kind == .switchRoleType })
    }

    @Test("a role that another account enters is not covered by a rule for users of the own account")
    func callerOfRole() throws {
        let pattern = """
            {"source": ["aws.sts"], "detail": {"eventName": ["AssumeRole"], "userIdentity": {"type": ["IAMUser"]},
             "requestParameters": {"roleArn": ["arn:aws:iam::111122223333:role/break-glass"]}}}
            """
        let report = AlertsReport(
            try rules(Rule(pattern: pattern)), try expecting("role/break-glass", ways: [.assumeRole]))
        #expect(report.coverage.cells.map(\.missedCases) == [["from another account"]])
    }

    @Test("federation that the trust policy may admit leaves the result open, not wrong")
    func federation() throws {
        let pattern = #"{"source": ["aws.sts"], "detail": {"eventName": ["AssumeRole"]}}"#
        let report = AlertsReport(try rules(Rule(pattern: pattern)), try expecting("role/break-glass"))
        #expect(outcomes(report, .saml) == ["us-east-1": .none])
        #expect(report.findings.filter { $0.weight == .unknown }.count == 2)
        #expect(!report.findings.contains { $0.text.contains("SAML") && $0.weight == .missing })
    }

    @Test("a role of Identity Center has one way in")
    func identityCenter() throws {
        let role = "role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef"
        let probes = EntryProbe.all(for: try expecting(role))
        #expect(Set(probes.map(\.way)) == [.saml])
        #expect(probes.allSatisfy { !$0.isConditional })
    }

    @Test("root without a factor must alert too")
    func factor() throws {
        let pattern = """
            {"detail-type": ["AWS Console Sign In via CloudTrail"],
             "detail": {"userIdentity": {"type": ["Root"]}, "additionalEventData": {"MFAUsed": ["Yes"]}}}
            """
        let report = AlertsReport(try rules(Rule(pattern: pattern)), try expecting("root", ways: [.rootConsole]))
        #expect(report.coverage.cells.map(\.missedCases) == [["without a second factor"]])
        #expect(report.result == .missing)
    }

    @Test("a wrong detail-type, a wrong source, a disabled rule and a rule without target are told as the reason")
    func reasons() throws {
        func kinds(_ rule: Rule) throws -> [AlertFinding.Kind] {
            let report = AlertsReport(try rules(rule), try expecting("root", ways: [.rootConsole]))
            #expect(report.result == .missing)
            return report.findings.map(\.kind)
        }
        let call = #"{"detail-type": ["AWS API Call via CloudTrail"], "detail": {"userIdentity": {"type": ["Root"]}}}"#
        #expect(try kinds(Rule(pattern: call)) == [.uncovered, .wrongDetailType])
        let source = #"{"source": ["aws.sts"], "detail": {"userIdentity": {"type": ["Root"]}}}"#
        #expect(try kinds(Rule(pattern: source)) == [.uncovered, .wrongSource])
        #expect(try kinds(Rule(pattern: Self.rootSignIn, state: "DISABLED")) == [.uncovered, .disabledRule])
        #expect(try kinds(Rule(pattern: Self.rootSignIn, targets: [])) == [.uncovered, .ruleWithoutTarget])
        let log = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/events/x"
        #expect(try kinds(Rule(pattern: Self.rootSignIn, targets: [log])) == [.uncovered, .ruleWithoutTarget])
        #expect(try kinds(Rule(pattern: #"{"detail": {"a": [{"like": "b"}]}}"#)) == [.uncovered, .refusedPattern])
    }

    @Test("a rule that needs reads is not called for calls that only read")
    func reads() throws {
        let all = #"{"source": ["aws.iam"]}"#
        let record = try JSONText.parse(
            """
            {"eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "eventType": "AwsApiCall",
             "awsRegion": "us-east-1", "recipientAccountId": "111122223333"}
            """)
        let event = EventEnvelope.around(record)
        for (state, count) in [("ENABLED", 0), ("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", 1)] {
            let matcher = RuleMatcher(try rules(Rule(pattern: all, state: state)).rules)
            #expect(matcher.hits(of: event, account: "111122223333").count == count)
        }
    }

    @Test("a target that the policy does not list, and a topic without confirmed subscription, are findings")
    func channels() throws {
        var set = try rules(Rule(pattern: Self.rootSignIn))
        let other = "arn:aws:sns:us-east-1:111122223333:other"
        let expectation = try expecting("root", ways: [.rootConsole], channels: [other])
        #expect(AlertsReport(set, expectation).findings.map(\.kind) == [.otherChannel])
        set.listedTopics = [Self.topic]
        set.subscriptions = [.init(topic: Self.topic, isConfirmed: false)]
        let report = AlertsReport(set, try expecting("root", ways: [.rootConsole]))
        #expect(report.findings.map(\.kind) == [.noSubscription])
        #expect(report.result == .missing)
    }

    @Test("without a deadline the report says so")
    func deadline() throws {
        var expectation = try expecting("root", ways: [.rootConsole])
        expectation.within = nil
        #expect(
            AlertsReport(try rules(Rule(pattern: Self.rootSignIn)), expectation).findings.map(\.kind) == [.noDeadline])
    }

    @Test("the entries that a log has are tried on the rules, and failures are no entries")
    func triedEvents() throws {
        var report = AlertsReport(
            try rules(Rule(pattern: Self.rootSignIn)), try expecting("root", ways: [.rootConsole]))
        var records = [JSONValue]()
        if case .array(let list)? = try AlertFiles.json("Vectors/alerts/log.json")["Records"] { records = list }
        let failed = try JSONText.parse(
            records[0].canonical.replacing(
                "\"eventID\":\"3f", with: "\"errorMessage\":\"Failed authentication\",\"eventID\":\"4f"))
        report.tryRules(try rules(Rule(pattern: Self.rootSignIn)), on: records + [failed, records[0]])
        #expect(report.tried.map(\.id) == records.compactMap { $0.text(at: "eventID") })
        #expect(report.tried.allSatisfy { $0.hits.count == 1 })
        report.tried[0].hits = []
        #expect(report.result == .missing)
    }

    @Test("an account is chosen by name, from the output of the ledger and from a list", arguments: [true, false])
    func listedAccounts(_ isOutput: Bool) throws {
        let list = """
            [{"account": "a", "identities": ["arn:aws:iam::111122223333:root"],
              "alerts": {"channels": ["x", "y"], "within": 60}},
             {"account": "b", "accounts": ["111122223333"], "identities": ["arn:aws:iam::111122223333:user/u"],
              "alerts": {"channels": ["z"]}}]
            """
        let file = try JSONText.parse(
            isOutput ? "{\"format\": \"breakglass openings\", \"version\": 1, \"accounts\": \(list)}" : list)
        let first = try AlertExpectation(file, account: "a")
        #expect(first.channels == ["x", "y"] && first.within == 60)
        let second = try AlertExpectation(file, account: "b")
        #expect(second.channels == ["z"] && second.within == nil)
        #expect(throws: AlertsError.self) { try AlertExpectation(file, account: nil) }
        #expect(throws: AlertsError.self) { try AlertExpectation(file, account: "c") }
    }

    @Test(
        "a member that is not known is refused, so that a misspelled one does not pass for one left out",
        arguments: [("\"way\": [\"root-console\"]", "way"), ("\"alerts\": {\"channel\": \"x\"}", "alerts.channel")])
    func unknownMember(_ member: String, _ place: String) throws {
        let text = "{\"identities\": [\"arn:aws:iam::111122223333:root\"], \(member)}"
        let error = #expect(throws: AlertsError.self) { try AlertExpectation(JSONText.parse(text)) }
        #expect(error?.description.contains(place) == true)
    }

    @Test("a switch of roles is one act, and an alert on either of its records is enough")
    func switchIsOneAct() throws {
        func record(_ name: String, _ service: String, _ second: Int, _ identity: String, _ more: String = "") throws
            -> JSONValue
        {
            try JSONText.parse(
                """
                {"eventID": "\(name)\(second)", "eventName": "\(name)", "eventSource": "\(service).amazonaws.com",
                 "eventTime": "2026-03-01T02:00:0\(second)Z", "awsRegion": "us-east-1", "userIdentity": \(identity),
                 "recipientAccountId": "111122223333", "eventType": "x"\(more)}
                """)
        }
        let role = "arn:aws:iam::111122223333:role/break-glass"
        let records = [
            try record(
                "SwitchRole", "signin", 2,
                #"{"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/break-glass/ada"}"#),
            try record(
                "AssumeRole", "sts", 1, #"{"type": "AWSAccount"}"#,
                ", \"requestParameters\": {\"roleArn\": \"\(role)\"}"),
            try record(
                "AssumeRole", "sts", 9, #"{"type": "AWSAccount"}"#,
                ", \"requestParameters\": {\"roleArn\": \"\(role)\"}"),
        ]
        let set = try rules(Rule(pattern: #"{"detail": {"eventName": ["SwitchRole"]}}"#))
        var report = AlertsReport(set, try expecting("role/break-glass", ways: [.switchRole]))
        report.tryRules(set, on: records)
        #expect(report.tried.map(\.id) == ["AssumeRole1", "AssumeRole9"])
        #expect(report.tried.map(\.hits.count) == [1, 0])
    }

    @Test(
        "what is no identity, way or number of an expectation is refused by name",
        arguments: [
            (#"{"identities": ["arn:aws:iam::1:root"]}"#, "identities"), (#"{"identities": []}"#, "identities"),
            (#"{"identities": ["arn:aws:iam::111122223333:root"], "ways": ["window"]}"#, "ways"),
            (#"{"identities": ["arn:aws:iam::111122223333:root"], "alerts": {"within": "soon"}}"#, "alerts.within"),
            (#"{"identities": "arn:aws:iam::111122223333:root"}"#, "identities"),
        ])
    func refusedExpectation(_ text: String, _ place: String) {
        let error = #expect(throws: AlertsError.self) { try AlertExpectation(JSONText.parse(text)) }
        #expect(error?.place == place)
    }
}
