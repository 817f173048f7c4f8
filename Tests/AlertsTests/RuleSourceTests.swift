// SPDX-License-Identifier: Apache-2.0

import Alerts
import CloudTrail
import Testing

@Suite("Rules from documents")
struct RuleSourceTests {
    private static let topic = "arn:aws:sns:us-east-1:111122223333:break-glass"

    private func rules(_ text: String, _ regions: [String] = [], file: String = "rules") throws -> RuleSet {
        try RuleSet([RuleDocument(file: file, text: text, regions: regions, account: "111122223333")])
    }

    @Test("a list of rules and the list of targets beside it give one rule with its target")
    func commandOutput() throws {
        let set = try RuleSet([
            AlertFiles.document("Vectors/alerts/root-sign-in.targets.json"),
            AlertFiles.document("Vectors/alerts/list-rules.json"),
        ])
        let rule = try #require(set.rules.first)
        #expect(set.rules.count == 1, "what runs by the clock is no alert")
        #expect(rule.name == "root-sign-in")
        #expect(rule.bus == EventBus(account: "111122223333", region: "us-east-1"))
        #expect(rule.isEnabled && rule.areTargetsKnown && rule.unresolved.isEmpty)
        #expect(rule.targets.map(\.name) == [Self.topic])
        #expect(rule.targets.map(\.kind) == [.topic])
    }

    @Test("the targets of a rule that runs by the clock are passed over")
    func timedTargets() throws {
        let list = try AlertFiles.text("Vectors/alerts/root-sign-in.targets.json")
        let set = try RuleSet([
            AlertFiles.document("Vectors/alerts/list-rules.json"),
            RuleDocument(file: "nightly.targets.json", text: list),
        ])
        #expect(set.problems.isEmpty)
        #expect(set.rules.map(\.areTargetsKnown) == [false])
    }

    @Test("a described rule may carry its targets itself")
    func describedRule() throws {
        let set = try RuleSet([AlertFiles.document("Vectors/alerts/describe-rule.json")])
        #expect(set.rules.map(\.targets.count) == [1])
    }

    @Test("a list of targets whose rule nothing names is reported")
    func strayTargets() throws {
        let list = try AlertFiles.text("Vectors/alerts/root-sign-in.targets.json")
        let set = try RuleSet([
            RuleDocument(file: "a.json", text: list), AlertFiles.document("Vectors/alerts/list-rules.json"),
            RuleDocument(file: "b.json", text: list),
        ])
        #expect(set.problems.count == 2)
        #expect(set.rules.map(\.areTargetsKnown) == [false])
    }

    @Test("rules of one name in two regions get the targets of their folder's region")
    func targetsByRegion() throws {
        func rule(_ region: String) -> String {
            """
            {"Name": "r", "Arn": "arn:aws:events:\(region):111122223333:rule/r", "State": "ENABLED",
             "EventPattern": "{\\"source\\": [\\"aws.signin\\"]}"}
            """
        }
        let set = try RuleSet([
            RuleDocument(file: "rules.json", text: "[\(rule("us-east-1")), \(rule("eu-north-1"))]"),
            RuleDocument(
                file: "eu-north-1/r.targets.json", text: "{\"Targets\": [{\"Id\": \"1\", \"Arn\": \"\(Self.topic)\"}]}"),
        ])
        #expect(set.problems.isEmpty)
        #expect(set.rules.filter(\.areTargetsKnown).map(\.bus.region) == ["eu-north-1"])
    }

    @Test("a rule on a bus of its own, and a state that sees reads")
    func ownBus() throws {
        let set = try rules(
            """
            {"Rules": [{"Name": "r", "Arn": "arn:aws:events:eu-west-1:111122223333:rule/alerts/r",
              "EventBusName": "alerts", "State": "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
              "EventPattern": "{\\"source\\": [\\"aws.iam\\"]}"}]}
            """)
        #expect(set.rules.map(\.bus.name) == ["alerts"])
        #expect(set.rules.map(\.seesReads) == [true])
    }

    @Test("a template in YAML is read with the short forms of its functions")
    func template() throws {
        let set = try rules(
            """
            Parameters:
              Name: {Type: String, Default: alarm}
            Conditions:
              Here: !Equals [!Ref "AWS::Region", eu-west-1]
            Resources:
              Topic:
                Type: AWS::SNS::Topic
                Properties: {TopicName: !Sub "${Name}-topic"}
              Rule:
                Type: AWS::Events::Rule
                Properties:
                  Name: !Join ["-", [my, !Ref Name]]
                  State: !If [Here, ENABLED, DISABLED]
                  EventPattern:
                    source: [aws.signin]
                    detail: {userIdentity: {arn: [!Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"]}}
                  Targets:
                    - {Id: a, Arn: !Ref Topic}
                    - {Id: b, Arn: !GetAtt Function.Arn, Input: '{"text": "somebody"}'}
                    - !If [Here, {Id: c, Arn: "arn:aws:sqs:eu-west-1:111122223333:q"}, !Ref "AWS::NoValue"]
              Function: {Type: AWS::Lambda::Function}
              Elsewhere:
                Type: AWS::Events::Rule
                Condition: Here
                Properties: {EventPattern: {source: [aws.sts]}}
              Clock:
                Type: AWS::Events::Rule
                Properties: {ScheduleExpression: rate(1 day)}
            """, ["eu-west-1", "us-east-1"])
        #expect(set.rules.map(\.name) == ["my-alarm", "Elsewhere", "my-alarm"])
        #expect(set.rules.map(\.isEnabled) == [true, true, false])
        let first = set.rules[0]
        #expect(first.targets.map(\.kind) == [.topic, .function, .queue])
        #expect(first.targets[0].name == "arn:aws:sns:eu-west-1:111122223333:alarm-topic")
        #expect(first.targets.map(\.isConstant) == [false, true, false])
        #expect(set.rules[2].targets.count == 2)
        guard case .read(let pattern) = first.pattern else { return #expect(Bool(false), "the pattern is read") }
        let event = try JSONText.parse(
            #"{"source": "aws.signin", "detail": {"userIdentity": {"arn": "arn:aws:iam::111122223333:root"}}}"#)
        #expect(pattern.matches(event))
    }

    @Test(
        "a rule is made, left out, or open as its condition says, also through other conditions",
        arguments: [
            ("!Equals [!Ref \"AWS::Region\", us-east-1]", true), ("!Not [!Condition There]", true),
            ("!And [!Condition Last, !Condition There]", false), ("!Or [!Condition There, !Condition Open]", nil),
            ("!Or [!Condition Last, !Condition Open]", true), ("!And [!Condition There, !Condition Open]", false),
            ("!Condition Missing", nil), ("!Condition Asked", nil),
        ] as [(String, Bool?)])
    func conditions(_ condition: String, _ expected: Bool?) throws {
        let set = try rules(
            """
            Parameters:
              Who: {Type: String}
            Conditions:
              Asked: \(condition)
              There: !Equals [!Ref "AWS::Region", eu-west-1]
              Open: !Equals [!Ref Who, ada]
              Last: !Not [!Condition There]
            Resources:
              R:
                Type: AWS::Events::Rule
                Condition: Asked
                Properties: {EventPattern: {source: [aws.sts]}}
            """, ["us-east-1"])
        #expect(set.rules.map(\.unresolved.isEmpty) == (expected == false ? [] : [expected == true]))
    }

    @Test("a template in JSON is the same, and a pattern may be a text")
    func templateInJSON() throws {
        let set = try rules(
            #"""
            {"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {
              "EventPattern": "{\"source\": [\"aws.sts\"]}",
              "Targets": [{"Id": "bus", "Arn": {"Fn::Sub": "arn:aws:events:us-east-1:${AWS::AccountId}:event-bus/default"}}]}}}}
            """#, ["us-east-2"])
        #expect(set.rules[0].targets[0].bus == EventBus(account: "111122223333", region: "us-east-1"))
        guard case .read = set.rules[0].pattern else { return #expect(Bool(false), "the pattern is read") }
    }

    @Test("what a template leaves open is said and makes no rule certain")
    func openTemplate() throws {
        let set = try rules(
            """
            Parameters:
              Who: {Type: String}
            Conditions:
              Asked: !Equals [!Ref Who, ada]
            Resources:
              R:
                Type: AWS::Events::Rule
                Condition: Asked
                Properties:
                  EventPattern: {detail: {userIdentity: {userName: [!Ref Who]}}}
                  Targets: [{Id: a, Arn: !ImportValue topic}]
            """)
        let rule = try #require(set.rules.first)
        #expect(rule.unresolved.count == 2)
        #expect(rule.bus.region == nil)
        guard case .open(let doubt) = rule.pattern else { return #expect(Bool(false), "the pattern is open") }
        #expect(doubt.contains("Who"))
    }

    @Test("a pattern that EventBridge refuses stays in the list with its error")
    func refusedPattern() throws {
        let set = try rules(
            #"{"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": {"source": [{"like": "a"}]}}}}}"#
        )
        guard case .refused(let error) = set.rules[0].pattern else { return #expect(Bool(false), "it is refused") }
        #expect(error.place == "source[0].like")
    }

    @Test("the plan of Terraform gives each rule its provider's region, and the topic that it will make")
    func plan() throws {
        let set = try RuleSet([AlertFiles.document("Vectors/alerts/plan.json")])
        #expect(
            set.rules.compactMap(\.bus.region).sorted() == ["ap-southeast-2", "eu-north-1", "us-east-1", "us-east-2"])
        let home = try #require(set.rules.first { $0.bus.region == "us-east-1" })
        #expect(home.targets.map(\.name) == [Self.topic])
        let other = try #require(set.rules.first { $0.bus.region == "eu-north-1" })
        #expect(other.targets.map(\.bus) == [EventBus(account: "111122223333", region: "us-east-1")])
        #expect(set.rules.allSatisfy { $0.unresolved.isEmpty })
    }

    @Test(
        "aliases in YAML, repeated keys and documents of another kind are refused with file and place",
        arguments: [
            ("Resources: &a {}\nOther: *a\n", "aliases"), ("Resources: {}\nResources: {}\n", "twice"),
            ("{\"Buckets\": []}", "no rules"), ("Resources: [\n", "not YAML"), ("Resources: 5\n", "no object"),
            ("Resources: " + String(repeating: "[", count: 100_000), "not YAML"),
            ("Resources: " + String(repeating: "[", count: 200) + String(repeating: "]", count: 200), "nested deeper"),
            ("x: " + String(repeating: " ", count: 1 << 20), "larger"),
        ])
    func refusedDocument(_ text: String, _ words: String) {
        let error = #expect(throws: AlertsError.self) { try rules(text, file: "x.yaml") }
        #expect(error?.place.hasPrefix("x.yaml") == true)
        #expect(error?.message.contains(words) == true)
    }

    @Test("subscriptions that nobody confirmed are told from confirmed ones")
    func subscriptions() throws {
        let set = try rules(
            """
            {"Subscriptions": [
              {"SubscriptionArn": "PendingConfirmation", "TopicArn": "\(Self.topic)", "Protocol": "email"},
              {"SubscriptionArn": "\(Self.topic):2bcfbf39", "TopicArn": "\(Self.topic)", "Protocol": "https"}]}
            """)
        #expect(set.subscriptions.map(\.isConfirmed) == [false, true])
    }
}
