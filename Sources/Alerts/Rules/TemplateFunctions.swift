// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The functions of CloudFormation, as far as a template alone decides them.
struct TemplateFunctions {
    /// A value with functions put in, and sentences about those that stay open.
    struct Resolved {
        var value: JSONValue
        var unresolved: [String] = []
    }

    private let parameters: [String: JSONValue]
    /// What is known of each condition; each is worked out once, however often others name it.
    private var conditions: [String: Bool] = [:]
    private let mappings: JSONValue
    private let pseudo: [String: String]

    init(_ template: JSONValue, region: String?, account: String?) {
        var parameters: [String: JSONValue] = [:]
        if case .object(let members)? = template["Parameters"] {
            for member in members {
                guard let value = member.value["Default"], value.text?.utf8.count ?? 0 <= Self.parameterLimit else {
                    continue
                }
                parameters[member.key] = value
            }
        }
        self.parameters = parameters
        mappings = template["Mappings"] ?? .object([])
        let partition =
            switch region {
            case let region? where region.hasPrefix("cn-"): "aws-cn"
            case let region? where region.hasPrefix("us-gov-"): "aws-us-gov"
            default: "aws"
            }
        var pseudo = ["AWS::Partition": partition]
        pseudo["AWS::Region"] = region
        pseudo["AWS::AccountId"] = account
        pseudo["AWS::URLSuffix"] = partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"
        self.pseudo = pseudo
        if case .object(let members)? = template["Conditions"] {
            // A condition may name one that stands after it: each round settles at least one more, or none is left.
            var count = -1
            while count < conditions.count {
                count = conditions.count
                for member in members where conditions[member.key] == nil {
                    conditions[member.key] = truth(member.value)
                }
            }
        }
    }

    /// The longest value of a parameter that CloudFormation takes, in bytes.
    private static let parameterLimit = 4_096

    /// Puts in what is known: parameters' defaults, the region, the account, joins, choices by condition.
    func resolved(_ value: JSONValue) -> Resolved {
        var unresolved: [String] = []
        let result = resolve(value, &unresolved) ?? .null
        return Resolved(value: result, unresolved: unresolved)
    }

    /// Whether a condition holds; nil if the template alone does not decide it.
    func condition(named name: String) -> Bool? { conditions[name] }

    /// The first function that stayed in a value.
    static func openFunction(in value: JSONValue) -> String? {
        switch value {
        case .object(let members):
            if members.count == 1, let key = members.first?.key, key == "Ref" || key.hasPrefix("Fn::") {
                return "\(key) \(members[0].value.canonical)"
            }
            for member in members { if let found = openFunction(in: member.value) { return found } }
            return nil
        case .array(let elements):
            for element in elements { if let found = openFunction(in: element) { return found } }
            return nil
        case .null, .bool, .number, .string: return nil
        }
    }

    /// The resource that `Ref` or `Fn::GetAtt` names.
    static func resourceName(of value: JSONValue) -> String? {
        if let name = value.text(at: "Ref") { return name }
        switch value["Fn::GetAtt"] {
        case .array(let parts)?: return parts.first?.text
        case .string(let text)?: return text.split(separator: ".").first.map(String.init)
        default: return nil
        }
    }

    /// nil for `AWS::NoValue`, which takes the member away.
    private func resolve(_ value: JSONValue, _ unresolved: inout [String]) -> JSONValue? {
        switch value {
        case .null, .bool, .number, .string: return value
        case .array(let elements): return .array(elements.compactMap { resolve($0, &unresolved) })
        case .object(let members):
            guard members.count == 1, let member = members.first, member.key == "Ref" || member.key.hasPrefix("Fn::")
            else {
                return .object(
                    members.compactMap { member in
                        resolve(member.value, &unresolved).map { .init(key: member.key, value: $0) }
                    })
            }
            return function(member.key, member.value, value, &unresolved)
        }
    }

    private func function(
        _ name: String, _ argument: JSONValue, _ whole: JSONValue, _ unresolved: inout [String]
    ) -> JSONValue? {
        switch name {
        case "Ref":
            guard let target = argument.text else { return whole }
            if target == "AWS::NoValue" { return nil }
            return variable(target) ?? whole
        case "Fn::Sub": return substitution(argument) ?? whole
        case "Fn::Join":
            guard case .array(let parts) = argument, parts.count == 2, let separator = parts[0].text,
                case .array(let pieces)? = resolve(parts[1], &unresolved)
            else { return whole }
            let texts = pieces.compactMap { $0.text }
            return texts.count == pieces.count ? .string(texts.joined(separator: separator)) : whole
        case "Fn::If":
            guard case .array(let parts) = argument, parts.count == 3, let condition = parts[0].text else {
                return whole
            }
            guard let holds = self.condition(named: condition) else {
                unresolved.append("the condition \(condition) is not known here")
                return whole
            }
            return resolve(parts[holds ? 1 : 2], &unresolved)
        case "Fn::FindInMap":
            guard case .array(let parts)? = resolve(argument, &unresolved), parts.count == 3,
                let map = parts[0].text, let first = parts[1].text, let second = parts[2].text
            else { return whole }
            return mappings[map]?[first]?[second] ?? whole
        case "Fn::Select":
            guard case .array(let parts)? = resolve(argument, &unresolved), parts.count == 2,
                let index = parts[0].text.flatMap({ Int($0) }), case .array(let list) = parts[1],
                list.indices.contains(index)
            else { return whole }
            return list[index]
        case "Fn::Split":
            guard case .array(let parts)? = resolve(argument, &unresolved), parts.count == 2,
                case .string(let separator) = parts[0], separator.count == 1, case .string(let text) = parts[1]
            else { return whole }
            let pieces = text.split(separator: separator, omittingEmptySubsequences: false)
            return .array(pieces.map { .string(String($0)) })
        default: return whole
        }
    }

    private func variable(_ name: String) -> JSONValue? { pseudo[name].map { .string($0) } ?? parameters[name] }

    /// `${Name}` in a text, or in a text with values of its own; `${!Name}` stays as `${Name}`.
    private func substitution(_ argument: JSONValue) -> JSONValue? {
        var own: [String: String] = [:]
        let template: String
        switch argument {
        case .string(let text): template = text
        case .array(let parts):
            guard parts.count == 2, case .string(let text) = parts[0], case .object(let members) = parts[1] else {
                return nil
            }
            template = text
            for member in members { own[member.key] = resolved(member.value).value.text }
        default: return nil
        }
        var result = ""
        var rest = template[...]
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { return nil }
            let name = String(rest[start.upperBound..<end])
            if name.hasPrefix("!") {
                result += "${\(name.dropFirst())}"
            } else if let text = own[name] ?? variable(name)?.text {
                result += text
            } else {
                return nil
            }
            rest = rest[rest.index(after: end)...]
        }
        return .string(result + rest)
    }

    private func truth(_ value: JSONValue) -> Bool? {
        guard case .object(let members) = value, members.count == 1, let member = members.first else { return nil }
        if member.key == "Condition" { return member.value.text.flatMap { conditions[$0] } }
        guard case .array(let parts) = member.value else { return nil }
        switch member.key {
        case "Fn::Equals":
            let sides = parts.map { resolved($0).value }
            guard sides.count == 2, let one = sides[0].text, let other = sides[1].text else { return nil }
            return one == other
        case "Fn::Not": return parts.first.flatMap { truth($0) }.map { !$0 }
        case "Fn::And", "Fn::Or":
            let isOr = member.key == "Fn::Or"
            let sides = parts.map { truth($0) }
            if sides.contains(isOr) { return isOr }
            return sides.contains(nil) ? nil : !isOr
        default: return nil
        }
    }
}
