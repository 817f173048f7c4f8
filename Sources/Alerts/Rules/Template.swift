// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The rules of a CloudFormation template, as it is deployed in one region.
struct Template {
    private let document: RuleDocument
    private let region: String?
    private let resources: [JSONValue.Member]
    private let functions: TemplateFunctions

    /// - Throws: an error if `Resources` is no object.
    init(_ value: JSONValue, _ document: RuleDocument, region: String?) throws(AlertsError) {
        guard case .object(let resources)? = value["Resources"] else {
            throw AlertsError("Resources is no object", at: "Resources")
        }
        self.document = document
        self.region = region
        self.resources = resources
        functions = TemplateFunctions(value, region: region, account: document.account)
    }

    func rules() -> RuleSet {
        var result = RuleSet()
        for resource in resources {
            let type = resource.value.text(at: "Type") ?? ""
            let condition = resource.value.text(at: "Condition").map { functions.condition(named: $0) }
            guard type == "AWS::Events::Rule", condition != .some(.some(false)) else {
                if type == "AWS::CloudFormation::Stack" || type == "AWS::CloudFormation::StackSet" {
                    result.problems.append(
                        "\(document.file): \(resource.key) deploys another template; give that one too")
                }
                continue
            }
            var properties = functions.resolved(resource.value["Properties"] ?? .object([]))
            // Kept as a field, so that a rule by the clock alone is passed over.
            guard let pattern = properties.value["EventPattern"] else { continue }
            if condition == .some(.none) {
                properties.unresolved.append("whether it is made depends on a condition that is not known here")
            }
            if region == nil { properties.unresolved.insert(AlertRule.noRegion, at: 0) }
            result.rules.append(rule(resource.key, properties, pattern))
        }
        return result
    }

    private func rule(
        _ key: String, _ properties: TemplateFunctions.Resolved, _ pattern: JSONValue
    ) -> AlertRule {
        let state = properties.value.text(at: "State") ?? "ENABLED"
        var targets: [AlertRule.Target] = []
        if case .array(let list)? = properties.value["Targets"] { targets = list.compactMap(target) }
        return AlertRule(
            name: properties.value.text(at: "Name") ?? key,
            bus: EventBus(account: document.account, region: region, name: busName(properties.value["EventBusName"])),
            isEnabled: state != "DISABLED",
            seesReads: state == "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
            pattern: self.pattern(pattern), targets: targets, areTargetsKnown: true,
            unresolved: properties.unresolved, source: document.file)
    }

    private func pattern(_ value: JSONValue) -> AlertRule.Pattern {
        if let name = TemplateFunctions.openFunction(in: value) {
            return .open("the pattern depends on \(name), which is not known here")
        }
        if case .string(let text) = value { return AlertRule.Pattern(text) }
        // CloudFormation refuses null and sends every other value on as JSON.
        return AlertRule.Pattern(value.canonical)
    }

    private func target(_ value: JSONValue) -> AlertRule.Target? {
        if value == .object([]) || value == .null { return nil }
        let isConstant = value["Input"] != nil
        switch value["Arn"] {
        case .string(let arn)?: return AlertRule.Target(arn: arn, isConstant: isConstant)
        case let open?:
            guard let name = TemplateFunctions.resourceName(of: open),
                let resource = resources.first(where: { $0.key == name })
            else {
                return AlertRule.Target(kind: .other, name: open.canonical, bus: nil, isConstant: isConstant)
            }
            return made(resource, isConstant: isConstant)
        case nil: return AlertRule.Target(kind: .other, name: "(no ARN)", bus: nil, isConstant: isConstant)
        }
    }

    /// A target that the template itself makes.
    private func made(_ resource: JSONValue.Member, isConstant: Bool) -> AlertRule.Target {
        let kind: AlertRule.Target.Kind =
            switch resource.value.text(at: "Type") ?? "" {
            case "AWS::SNS::Topic": .topic
            case "AWS::Lambda::Function", "AWS::Serverless::Function": .function
            case "AWS::SQS::Queue": .queue
            case "AWS::Events::EventBus": .bus
            case "AWS::Events::ApiDestination": .connection
            case "AWS::StepFunctions::StateMachine": .workflow
            case "AWS::Logs::LogGroup": .log
            default: .other
            }
        let bus =
            kind == .bus
            ? EventBus(account: document.account, region: region, name: ownName(of: resource, under: "Name")) : nil
        var name = resource.key
        if kind == .topic, let region, let account = document.account {
            let own = functions.resolved(resource.value["Properties"]?["TopicName"] ?? .null).value
            if case .string(let text) = own { name = "arn:aws:sns:\(region):\(account):\(text)" }
        }
        return AlertRule.Target(kind: kind, name: name, bus: bus, isConstant: isConstant)
    }

    private func ownName(of resource: JSONValue.Member, under key: String) -> String {
        functions.resolved(resource.value["Properties"]?[key] ?? .null).value.text ?? resource.key
    }

    private func busName(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null?: return "default"
        case .string(let text)?: return ARN(text)?.bus?.name ?? text
        case let open?:
            guard let name = TemplateFunctions.resourceName(of: open),
                let resource = resources.first(where: { $0.key == name })
            else { return open.canonical }
            return ownName(of: resource, under: "Name")
        }
    }
}
