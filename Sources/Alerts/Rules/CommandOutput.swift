// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What the `aws` command prints about rules: `events list-rules`, `describe-rule`, `list-targets-by-rule`, and
/// `sns list-subscriptions-by-topic`.
struct CommandOutput {
    private var found = RuleSet()
    /// Lists of targets by the name of the file, which is all that says whose they are.
    private var targetLists: [(file: String, targets: [AlertRule.Target])] = []
    /// The names of rules that run by the clock, whose targets do not matter.
    private var timedRules: Set<String> = []

    /// Takes one document: an object that the command prints, or a list of such objects.
    ///
    /// - Throws: an error for a document that is none of these.
    mutating func add(_ value: JSONValue, from document: RuleDocument) throws(AlertsError) {
        if case .array(let elements) = value {
            for element in elements { try add(element, from: document) }
            return
        }
        if case .array(let rules)? = value["Rules"] {
            for rule in rules { addRule(rule, from: document) }
        } else if value["Name"] != nil, value["EventPattern"] != nil || value["ScheduleExpression"] != nil {
            addRule(value, from: document)
        } else if case .array(let targets)? = value["Targets"] {
            targetLists.append((document.file, targets.map(Self.target)))
        } else if case .array(let subscriptions)? = value["Subscriptions"] {
            addSubscriptions(subscriptions, from: document)
        } else {
            throw AlertsError(
                "this holds no rules",
                hint: "give the JSON of `aws events list-rules`, `describe-rule` or `list-targets-by-rule`, a "
                    + "CloudFormation template, or `terraform show -json`")
        }
    }

    private mutating func addRule(_ value: JSONValue, from document: RuleDocument) {
        let name = value.text(at: "Name") ?? "(no name)"
        guard let pattern = value.text(at: "EventPattern") else {
            timedRules.insert(name)
            return
        }
        let arn = value.text(at: "Arn").flatMap { ARN($0) }
        let regions = arn.map { [$0.region] } ?? document.regions
        var targets: [AlertRule.Target]?
        if case .array(let list)? = value["Targets"] { targets = list.map(Self.target) }
        for region in regions.isEmpty ? [nil] : regions.map(Optional.some) {
            let state = value.text(at: "State") ?? "ENABLED"
            found.rules.append(
                AlertRule(
                    name: name,
                    bus: EventBus(
                        account: arn?.account ?? document.account, region: region,
                        name: Self.busName(value.text(at: "EventBusName"))),
                    isEnabled: state != "DISABLED",
                    seesReads: state == "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
                    pattern: AlertRule.Pattern(pattern), targets: targets ?? [], areTargetsKnown: targets != nil,
                    unresolved: region == nil ? [AlertRule.noRegion] : [], source: document.file))
        }
    }

    /// The command prints a bus of another account as its ARN.
    private static func busName(_ text: String?) -> String {
        guard let text else { return "default" }
        return ARN(text)?.bus?.name ?? text
    }

    private static func target(_ value: JSONValue) -> AlertRule.Target {
        AlertRule.Target(arn: value.text(at: "Arn") ?? "", isConstant: value["Input"] != nil)
    }

    private mutating func addSubscriptions(_ values: [JSONValue], from document: RuleDocument) {
        for value in values {
            guard let topic = value.text(at: "TopicArn"), let arn = value.text(at: "SubscriptionArn") else { continue }
            found.listedTopics.insert(topic)
            found.subscriptions.append(.init(topic: topic, isConfirmed: ARN(arn) != nil))
        }
        if values.isEmpty { found.problems.append("\(document.file): a topic has no subscriptions at all") }
    }

    /// Everything taken so far, each list of targets with its rule: the only rule there is, or the one whose name the
    /// file's name begins with, in the region that the path names if several have the name.
    func rules() -> RuleSet {
        var result = found
        for list in targetLists {
            let parts = list.file.split(separator: "/")
            let fileName = parts.last.map(String.init) ?? ""
            let open = result.rules.indices.filter { !result.rules[$0].areTargetsKnown }
            var candidates = open.filter { fileName == result.rules[$0].name + ".targets.json" }
            if candidates.isEmpty, result.rules.count == 1, timedRules.isEmpty || !fileName.hasSuffix(".targets.json"),
                targetLists.count == 1
            {
                candidates = open
            }
            if candidates.count > 1 {
                candidates = candidates.filter { index in
                    parts.dropLast().contains { $0 == result.rules[index].bus.region ?? "" }
                }
            }
            if candidates.isEmpty, timedRules.contains(where: { fileName == $0 + ".targets.json" }) { continue }
            guard candidates.count == 1 else {
                result.problems.append(
                    "\(list.file): cannot tell whose targets these are; name the file REGION/RULE.targets.json")
                continue
            }
            result.rules[candidates[0]].targets = list.targets
            result.rules[candidates[0]].areTargetsKnown = true
        }
        return result
    }
}

extension AlertRule.Pattern {
    /// Reads the text of a pattern, and keeps the error if EventBridge would refuse it.
    init(_ text: String) {
        do throws(AlertsError) { self = .read(try EventPattern(text)) } catch { self = .refused(error) }
    }
}
