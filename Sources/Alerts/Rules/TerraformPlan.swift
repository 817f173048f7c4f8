// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The rules of `terraform show -json`, of a plan or of the state.
struct TerraformPlan {
    private struct Resource {
        var address: String
        var type: String
        var name: String
        /// `module.x.module.y`, empty for the root.
        var module: String
        var values: JSONValue
        var region: String?
    }

    private let document: RuleDocument
    private let value: JSONValue
    private var resources: [Resource] = []
    /// The expressions of the configuration by address without indices.
    private var expressions: [String: JSONValue] = [:]
    private var providers: [String: String] = [:]

    init(_ value: JSONValue, _ document: RuleDocument) {
        self.value = value
        self.document = document
        if case .object(let members)? = value.value(at: "configuration.provider_config") {
            for member in members {
                let region = member.value.value(at: "expressions.region")
                providers[member.key] = region?.text(at: "constant_value") ?? variable(region)
            }
        }
        if let root = value.value(at: "configuration.root_module") { collectExpressions(root, in: "") }
        if let root = value.value(at: "planned_values.root_module") ?? value.value(at: "values.root_module") {
            collectResources(root, in: "")
        }
    }

    private func variable(_ expression: JSONValue?) -> String? {
        guard case .array(let references)? = expression?["references"] else { return nil }
        let names = references.compactMap { $0.text }.filter { $0.hasPrefix("var.") }
        return names.first.flatMap { value["variables"]?[String($0.dropFirst(4))]?.text(at: "value") }
    }

    private mutating func collectExpressions(_ module: JSONValue, in prefix: String) {
        if case .array(let list)? = module["resources"] {
            for resource in list {
                guard let address = resource.text(at: "address") else { continue }
                expressions[prefix + address] = resource
            }
        }
        if case .object(let calls)? = module["module_calls"] {
            for call in calls {
                if let inner = call.value["module"] {
                    expressions["\(prefix)module.\(call.key)"] = call.value
                    collectExpressions(inner, in: "\(prefix)module.\(call.key).")
                }
            }
        }
    }

    private mutating func collectResources(_ module: JSONValue, in name: String) {
        if case .array(let list)? = module["resources"] {
            for resource in list where resource.text(at: "mode") != "data" {
                let address = resource.text(at: "address") ?? ""
                let values = resource["values"] ?? .object([])
                resources.append(
                    Resource(
                        address: address, type: resource.text(at: "type") ?? "",
                        name: resource.text(at: "name") ?? "", module: name, values: values,
                        region: region(of: address, values)))
            }
        }
        if case .array(let children)? = module["child_modules"] {
            for child in children { collectResources(child, in: child.text(at: "address") ?? "") }
        }
    }

    /// From the resource itself, its ARN, or its provider.
    private func region(of address: String, _ values: JSONValue) -> String? {
        if let region = values.text(at: "region") ?? values.text(at: "arn").flatMap({ ARN($0)?.region }),
            !region.isEmpty
        {
            return region
        }
        let key = expressions[Self.plain(address)]?.text(at: "provider_config_key")
        return key.flatMap { providers[$0] } ?? document.regions.first
    }

    /// An address without the indices of `count` and `for_each`.
    private static func plain(_ address: String) -> String {
        var result = ""
        var isInside = false
        for character in address {
            if character == "[" { isInside = true }
            if !isInside { result.append(character) }
            if character == "]" { isInside = false }
        }
        return result
    }

    func rules() -> RuleSet {
        var result = RuleSet()
        for resource in resources where resource.type == "aws_cloudwatch_event_rule" {
            guard resource.values["event_pattern"] != .null else { continue }
            result.rules.append(rule(resource))
        }
        return result
    }

    private func rule(_ resource: Resource) -> AlertRule {
        var unresolved: [String] = []
        if resource.region == nil { unresolved.append(AlertRule.noRegion) }
        let pattern: AlertRule.Pattern
        if let text = resource.values.text(at: "event_pattern") {
            pattern = AlertRule.Pattern(text)
        } else {
            pattern = .open("the pattern is known only after terraform apply")
        }
        let account = resource.values.text(at: "arn").flatMap { ARN($0)?.account } ?? document.account
        let state = resource.values.text(at: "state")
        let name = resource.values.text(at: "name") ?? resource.address
        return AlertRule(
            name: name,
            bus: EventBus(account: account, region: resource.region, name: busName(of: resource)),
            isEnabled: state.map { $0 != "DISABLED" } ?? (resource.values["is_enabled"]?.truth ?? true),
            seesReads: state == "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
            pattern: pattern, targets: targets(of: resource), areTargetsKnown: true, unresolved: unresolved,
            source: document.file)
    }

    private func busName(of resource: Resource) -> String {
        if let name = resource.values.text(at: "event_bus_name") { return ARN(name)?.bus?.name ?? name }
        return referred("event_bus_name", of: resource).flatMap { $0.values.text(at: "name") } ?? "default"
    }

    /// The targets in the same module that name the rule, or refer to it.
    private func targets(of rule: Resource) -> [AlertRule.Target] {
        resources.filter { $0.type == "aws_cloudwatch_event_target" && $0.module == rule.module }.compactMap { target in
            let isMeant =
                target.values.text(at: "rule").map {
                    $0 == rule.values.text(at: "name") || $0 == rule.values.text(at: "id")
                }
                ?? (referred("rule", of: target)?.address == rule.address)
            guard isMeant else { return nil }
            let isConstant = target.values["input"].map { $0 != .null } ?? false
            if let arn = target.values.text(at: "arn") { return AlertRule.Target(arn: arn, isConstant: isConstant) }
            guard let made = referred("arn", of: target) else {
                return AlertRule.Target(kind: .other, name: "known after apply", bus: nil, isConstant: isConstant)
            }
            return self.made(made, isConstant: isConstant)
        }
    }

    /// A target that the plan itself makes.
    private func made(_ resource: Resource, isConstant: Bool) -> AlertRule.Target {
        let kind: AlertRule.Target.Kind =
            switch resource.type {
            case "aws_sns_topic": .topic
            case "aws_lambda_function", "aws_lambda_alias": .function
            case "aws_sqs_queue": .queue
            case "aws_cloudwatch_event_bus": .bus
            case "aws_cloudwatch_event_api_destination": .connection
            case "aws_sfn_state_machine": .workflow
            case "aws_cloudwatch_log_group": .log
            default: .other
            }
        let name = resource.values.text(at: "name")
        let bus =
            kind == .bus
            ? EventBus(account: document.account, region: resource.region, name: name ?? resource.name) : nil
        var shown = resource.address
        if kind == .topic, let name, let region = resource.region, let account = document.account {
            shown = "arn:aws:sns:\(region):\(account):\(name)"
        }
        return AlertRule.Target(kind: kind, name: shown, bus: bus, isConstant: isConstant)
    }

    /// The resource that an argument refers to, through variables of modules.
    private func referred(_ key: String, of resource: Resource) -> Resource? {
        let plain = Self.plain(resource.address)
        guard let expression = expressions[plain]?["expressions"]?[key] else { return nil }
        return referred(expression, in: resource.module)
    }

    private func referred(_ expression: JSONValue, in module: String) -> Resource? {
        guard case .array(let list)? = expression["references"] else { return nil }
        let prefix = module.isEmpty ? "" : module + "."
        for reference in list.compactMap({ $0.text }) {
            if reference.hasPrefix("var."), !module.isEmpty {
                let name = reference.dropFirst(4).split(separator: ".")[0]
                if let call = expressions[Self.plain(module)]?["expressions"]?[String(name)],
                    let found = referred(call, in: Self.parent(of: module))
                {
                    return found
                }
            }
            // `aws_sns_topic.alerts.arn`: the type and the name say which.
            let parts = Self.plain(reference).split(separator: ".")
            guard parts.count >= 2 else { continue }
            let address = prefix + parts.prefix(2).joined(separator: ".")
            if let found = resources.first(where: { $0.address == address || Self.plain($0.address) == address }) {
                return found
            }
        }
        return nil
    }

    private static func parent(of module: String) -> String {
        let parts = module.components(ofModule: ".module.")
        return parts.dropLast().joined(separator: ".module.")
    }
}

extension String {
    /// The names in a path of modules.
    fileprivate func components(ofModule separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
